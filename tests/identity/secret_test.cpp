#include "identity/secret.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace buduan::identity;

TEST_CASE("a token is 43 characters that a URL fragment carries as they are", "[identity][secret]") {
    auto const token = draw_token();

    CHECK(token.size() == token_length);
    CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
}

TEST_CASE("no two tokens or passwords are alike", "[identity][secret]") {
    std::set<std::string> drawn;
    for (int i = 0; i < 500; ++i) {
        drawn.insert(draw_token());
        drawn.insert(draw_password());
    }
    CHECK(drawn.size() == 1'000);
}

TEST_CASE("the digest of a token is its SHA-256", "[identity][secret]") {
    auto const empty = digest_of("");

    CHECK(empty.bytes[0] == 0xe3);
    CHECK(empty.bytes[1] == 0xb0);
    CHECK(empty.bytes[31] == 0x55);
}

TEST_CASE("a drawn password has no letters that look alike", "[identity][secret]") {
    for (int i = 0; i < 100; ++i) {
        auto const password = draw_password();
        CHECK(password.size() == 20);
        CHECK(password.find_first_of("01lio") == std::string::npos);
    }
}
