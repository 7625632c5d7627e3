#pragma once

// Passwords as argon2id hashes in PHC text. Both functions take tens of milliseconds and `memory_kib` of memory: call
// them on a pool thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace buduan::identity {

// OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
struct password_cost {
    std::uint32_t memory_kib = 19 * 1024;
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
};

inline constexpr std::size_t password_min_bytes = 8;
inline constexpr std::size_t password_max_bytes = 256;  // longer ones are refused before any hashing

// Throws std::runtime_error when memory or chance cannot be had.
[[nodiscard]] std::string hash_password(std::string_view password, password_cost cost = {});

// False also for a text that is no argon2id hash or asks for more than 256 MiB.
[[nodiscard]] bool verify_password(std::string_view password, std::string const& phc);

}  // namespace buduan::identity
