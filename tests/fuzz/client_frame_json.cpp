#include "fuzz/target.hpp"
#include "wire/client_frames.hpp"

using namespace buduan;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const said = wire::decode_client_frame(wire::form::json, fuzz::text_of(data, size));
    if (auto const* bad = std::get_if<wire::bad_frame>(&said)) {
        fuzz::must(!bad->why.details.empty(), "a refused frame says why");
        fuzz::must(!wire::problem_frame(wire::form::json, bad->request, bad->why).empty(), "and can be answered");
    }
    return 0;
}
