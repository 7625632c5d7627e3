#include "wire/stored_snapshot.hpp"

#include "fuzz/target.hpp"

using namespace buduan;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const read = wire::decode_snapshot(fuzz::text_of(data, size));
    if (!read) return 0;
    auto const written = wire::encode_snapshot(read->state, read->commands);
    fuzz::must(wire::decode_snapshot(written) == read, "what was read is written so that it reads the same");
    return 0;
}
