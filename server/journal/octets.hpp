#pragma once

// Numbers and 16-byte values as bytes of a stored layout (little-endian), for the journal's own formats only.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace buduan::journal {

inline void put_u64(std::string& to, std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) {
        to.push_back(static_cast<char>((value >> shift) & 0xff));
    }
}

inline void put_octets(std::string& to, std::array<std::uint8_t, 16> const& octets) {
    to.append(reinterpret_cast<char const*>(octets.data()), octets.size());
}

// `from` must hold eight bytes.
[[nodiscard]] inline std::uint64_t take_u64(std::string_view from) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(from[i])) << (8 * i);
    }
    return value;
}

[[nodiscard]] inline std::string_view as_text(std::array<std::uint8_t, 16> const& octets) {
    return {reinterpret_cast<char const*>(octets.data()), octets.size()};
}

}  // namespace buduan::journal
