#include "identity/password.hpp"

#include <catch2/catch.hpp>

using namespace buduan::identity;

namespace {
constexpr password_cost cheap{64, 1, 1};
}

TEST_CASE("a password is hashed with argon2id at the stated cost", "[identity][password]") {
    auto const phc = hash_password("correct horse");

    CHECK(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(verify_password("correct horse", phc));
    CHECK_FALSE(verify_password("correct horsf", phc));
}

TEST_CASE("two hashes of one password differ", "[identity][password]") {
    CHECK(hash_password("correct horse", cheap) != hash_password("correct horse", cheap));
}

TEST_CASE("a text that is no argon2id hash verifies nothing", "[identity][password]") {
    for (auto const* text : {"", "correct horse", "$argon2id$", "$argon2id$v=19$m=64,t=1,p=1$", "$2b$12$abcdefghijk"}) {
        CHECK_FALSE(verify_password("correct horse", text));
    }
}

TEST_CASE("a hash that asks for more memory than the limit is refused unread", "[identity][password]") {
    auto phc = hash_password("correct horse", cheap);
    phc.replace(phc.find("m=64"), 4, "m=4194304");

    CHECK_FALSE(verify_password("correct horse", phc));
}

TEST_CASE("a password beyond the limit is refused before any hashing", "[identity][password]") {
    std::string const endless(password_max_bytes + 1, 'x');

    CHECK_FALSE(verify_password(endless, hash_password(endless, cheap)));
}
