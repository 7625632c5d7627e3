#pragma once

// A fuzz target: one function over arbitrary bytes, driven by libFuzzer (preset fuzz) or, over the seeds alone, by
// replay_main.cpp with any compiler. What must hold is stated with `must`, which ends the process.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace buduan::fuzz {

[[nodiscard]] inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
    return {reinterpret_cast<char const*>(data), size};
}

inline void must(bool holds, char const* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

}  // namespace buduan::fuzz
