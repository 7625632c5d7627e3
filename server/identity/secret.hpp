#pragma once

// Tokens: 256 random bits as 43 characters of base64url, kept only as a SHA-256. A token has so much chance in it that
// neither salt nor slow hashing adds anything.

#include "identity/account.hpp"

#include <string>
#include <string_view>

namespace buduan::identity {

inline constexpr std::size_t token_length = 43;

// From the operating system's generator; throws std::runtime_error when there is none.
[[nodiscard]] std::string draw_token();
[[nodiscard]] digest digest_of(std::string_view token);

// A password to read aloud once: 20 characters without look-alikes, more than 96 bits.
[[nodiscard]] std::string draw_password();

}  // namespace buduan::identity
