#include "identity/secret.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace buduan::identity {
namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> draw() {
    std::array<std::uint8_t, Size> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(Size)) != 1) throw std::runtime_error("no random bytes to be had");
    return bytes;
}

}  // namespace

std::string draw_token() {
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    auto const bytes = draw<32>();
    std::string token;
    unsigned pending = 0;
    int bits = 0;
    for (auto byte : bytes) {
        pending = (pending << 8) | byte;
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            token += alphabet[(pending >> bits) & 63];
        }
    }
    token += alphabet[(pending << (6 - bits)) & 63];
    return token;
}

digest digest_of(std::string_view token) {
    digest result;
    unsigned size = 0;
    if (EVP_Digest(token.data(), token.size(), result.bytes.data(), &size, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error("SHA-256 failed");
    }
    return result;
}

std::string draw_password() {
    static constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";  // 31 letters
    std::string password;
    while (password.size() < 20) {
        for (auto byte : draw<32>()) {
            // A byte beyond the last whole multiple of 31 would favour the first letters.
            if (byte < 248 && password.size() < 20) password += alphabet[byte % alphabet.size()];
        }
    }
    return password;
}

}  // namespace buduan::identity
