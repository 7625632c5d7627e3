#include "fuzz/target.hpp"
#include "wire/stored_record.hpp"

using namespace buduan;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const read = wire::decode_payload(fuzz::text_of(data, size));
    if (!read) return 0;
    auto const written = wire::encode_payload(read->by, read->events);
    fuzz::must(wire::decode_payload(written) == read, "what was read is written so that it reads the same");
    return 0;
}
