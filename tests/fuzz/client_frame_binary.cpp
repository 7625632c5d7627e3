#include "fuzz/target.hpp"
#include "wire/client_frames.hpp"

using namespace buduan;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const said = wire::decode_client_frame(wire::form::binary, fuzz::text_of(data, size));
    if (auto const* bad = std::get_if<wire::bad_frame>(&said)) {
        fuzz::must(wire::meaning_of(bad->why.code).status < 500, "what a client says is the client's fault");
        fuzz::must(!wire::problem_frame(wire::form::binary, bad->request, bad->why).empty(), "and can be answered");
    }
    return 0;
}
