#pragma once

// Sealing with AES-256-GCM and keyed pseudonyms with HMAC-SHA-256. Each record has a key of its own; whoever destroys
// the key has deleted the record, in every copy and backup of it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buduan::personal {

using secret_key = std::array<std::uint8_t, 32>;

// 128 random bits; of no meaning to anybody without the stores.
struct reference {
    std::array<std::uint8_t, 16> bytes{};
    friend constexpr auto operator<=>(reference const&, reference const&) = default;

    [[nodiscard]] std::string str() const;  // 32 hex digits
    [[nodiscard]] static std::optional<reference> parse(std::string_view text);
};

// Throw std::runtime_error when the operating system has no random bytes.
[[nodiscard]] secret_key draw_key();
[[nodiscard]] reference draw_reference();

// Version, nonce, ciphertext, tag. `context` is authenticated, not stored: a sealed text moved to another record does
// not open there.
[[nodiscard]] std::string seal(secret_key const& with, std::string_view context, std::string_view plain);
// Empty when the key, the context or a single bit differs.
[[nodiscard]] std::optional<std::string> unseal(secret_key const& with, std::string_view context,
                                                std::string_view sealed);

// 32 hex digits: the first half of HMAC-SHA-256.
[[nodiscard]] std::string pseudonym(secret_key const& with, std::string_view text);
// A reference that anybody can compute from a name that is no secret, such as a day's.
[[nodiscard]] reference reference_of(std::string_view name);

}  // namespace buduan::personal
