#include "wire/client_bodies.hpp"

#include "fuzz/target.hpp"

using namespace buduan;

namespace {

template <class Decoded>
void answerable(Decoded const& decoded) {
    if (auto const* why = std::get_if<wire::problem>(&decoded)) {
        fuzz::must(wire::meaning_of(why->code).status < 500, "what a client says is the client's fault");
        fuzz::must(!wire::problem_body(*why).empty(), "and can be answered");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const body = fuzz::text_of(data, size);
    answerable(wire::decode_command(body));
    answerable(wire::decode_sign_in(body));
    answerable(wire::decode_device_sign_in(body));
    answerable(wire::decode_ticket_wish(body));
    return 0;
}
