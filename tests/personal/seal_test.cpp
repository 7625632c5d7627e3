#include "personal/seal.hpp"

#include <catch2/catch.hpp>

using namespace buduan::personal;

TEST_CASE("what was sealed opens with its own key and in its own place only", "[personal][seal]") {
    auto const mine = draw_key();
    auto const sealed = seal(mine, "record 1", "王小明 13812345678");

    CHECK(unseal(mine, "record 1", sealed) == "王小明 13812345678");
    CHECK_FALSE(unseal(mine, "record 2", sealed));
    CHECK_FALSE(unseal(draw_key(), "record 1", sealed));
}

TEST_CASE("a single flipped bit anywhere is noticed", "[personal][seal]") {
    auto const mine = draw_key();
    auto const sealed = seal(mine, "record", "13812345678");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto broken = sealed;
        broken[i] = static_cast<char>(broken[i] ^ 1);
        CHECK_FALSE(unseal(mine, "record", broken));
    }
}

TEST_CASE("a sealed text cut short does not open", "[personal][seal]") {
    auto const mine = draw_key();
    auto const sealed = seal(mine, "record", "13812345678");
    for (std::size_t length = 0; length < sealed.size(); ++length) {
        CHECK_FALSE(unseal(mine, "record", sealed.substr(0, length)));
    }
}

TEST_CASE("sealing the empty text works too", "[personal][seal]") {
    auto const mine = draw_key();
    CHECK(unseal(mine, "", seal(mine, "", "")) == "");
}

TEST_CASE("a pseudonym is the same for one key and unlike for another", "[personal][seal]") {
    auto const today = draw_key();

    CHECK(pseudonym(today, "370406199001011234") == pseudonym(today, "370406199001011234"));
    CHECK(pseudonym(today, "370406199001011234") != pseudonym(draw_key(), "370406199001011234"));
    CHECK(pseudonym(today, "370406199001011234").size() == 32);
}

TEST_CASE("a pseudonym is HMAC-SHA-256, as RFC 4231 computes it", "[personal][seal]") {
    // Test case 2: HMAC pads a short key with zeros, so "Jefe" and these 32 bytes are one key.
    secret_key key{};
    key[0] = 'J';
    key[1] = 'e';
    key[2] = 'f';
    key[3] = 'e';

    CHECK(pseudonym(key, "what do ya want for nothing?") == "5bdcc146bf60754e6a042426089575c7");
}

TEST_CASE("a reference is read back from its text and from nothing else", "[personal][seal]") {
    auto const ref = draw_reference();

    CHECK(reference::parse(ref.str()) == ref);
    CHECK_FALSE(reference::parse(""));
    CHECK_FALSE(reference::parse(ref.str().substr(1)));
    CHECK_FALSE(reference::parse(ref.str().substr(1) + "G"));
}
