#include "identity/password.hpp"

#include "identity/secret.hpp"

#include <argon2.h>

#include <charconv>
#include <stdexcept>

namespace buduan::identity {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;
constexpr std::uint32_t memory_limit_kib = 256 * 1024;

// The memory a PHC text asks for; more than the limit when it does not say.
std::uint32_t memory_of(std::string_view phc) {
    auto const at = phc.find("$m=");
    std::uint32_t memory = memory_limit_kib + 1;
    if (at != std::string_view::npos) std::from_chars(phc.data() + at + 3, phc.data() + phc.size(), memory);
    return memory;
}

}  // namespace

std::string hash_password(std::string_view password, password_cost cost) {
    auto const chance = digest_of(draw_token());
    std::string phc(argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, salt_bytes, hash_bytes, Argon2_id), 0);
    int const code = argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(), password.size(),
                                           chance.bytes.data(), salt_bytes, hash_bytes, phc.data(), phc.size());
    if (code != ARGON2_OK) throw std::runtime_error(std::string("argon2id: ") + argon2_error_message(code));
    phc.resize(phc.find('\0'));
    return phc;
}

bool verify_password(std::string_view password, std::string const& phc) {
    if (password.size() > password_max_bytes || memory_of(phc) > memory_limit_kib) return false;
    return argon2id_verify(phc.c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace buduan::identity
