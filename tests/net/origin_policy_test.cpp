#include "net/origin_policy.hpp"

#include <catch2/catch.hpp>

using namespace buduan::net;

namespace {

request from(std::string origin, std::string host = "hall.example", bool encrypted = true) {
    request made;
    made.origin = std::move(origin);
    made.host = std::move(host);
    made.encrypted = encrypted;
    made.loopback = false;
    return made;
}

}  // namespace

TEST_CASE("pages of this server and of those the operator named may act", "[net][origin]") {
    origin_policy const policy("", {"https://other.example", "nonsense"});

    CHECK(policy.may_act(from("https://hall.example")));
    CHECK(policy.may_act(from("https://HALL.example:443")));
    CHECK(policy.may_act(from("https://other.example")));
    CHECK(policy.may_act(from("")));
    CHECK_FALSE(policy.may_act(from("https://evil.example")));
    CHECK_FALSE(policy.may_act(from("http://hall.example")));
    CHECK_FALSE(policy.may_act(from("https://hall.example:8443")));
    CHECK_FALSE(policy.may_act(from("https://hall.example.evil.example")));
    CHECK_FALSE(policy.may_act(from("null")));
    CHECK_FALSE(policy.may_act(from("nonsense")));
}

TEST_CASE("behind a proxy the public address is the own one", "[net][origin]") {
    origin_policy const policy("https://hall.example", {});
    auto const asked = from("https://hall.example", "127.0.0.1:8080", false);

    CHECK(policy.may_act(asked));
    CHECK(policy.secure(asked));
    CHECK(policy.may_sign_in(asked));
    CHECK(policy.own_url(asked) == "https://hall.example");
}

TEST_CASE("a token travels over a protected line or stays on this machine", "[net][origin]") {
    origin_policy const policy("", {});
    CHECK(policy.may_sign_in(from("", "hall.example", true)));
    CHECK_FALSE(policy.may_sign_in(from("", "hall.example", false)));

    auto near = from("", "localhost:8080", false);
    CHECK_FALSE(policy.may_sign_in(near));  // a name of this machine, asked for from another
    near.loopback = true;
    CHECK(policy.may_sign_in(near));
    near.host = "hall.example";
    CHECK_FALSE(policy.may_sign_in(near));
}

TEST_CASE("the cookie cannot be set by another host, a plain page or a script", "[net][origin]") {
    origin_policy const policy("", {});
    std::chrono::sys_time<std::chrono::milliseconds> const expires{std::chrono::milliseconds{1'795'491'000'123}};
    auto const guarded = from("");
    auto const cookie = policy.session_cookie(guarded, "secret", expires);

    CHECK(cookie ==
          "__Host-buduan=secret; Path=/; HttpOnly; SameSite=Strict; "
          "Expires=Tue, 24 Nov 2026 03:30:00 GMT; Secure");
    auto back = guarded;
    back.cookie = "buduan-local=stolen; __Host-buduan=secret";
    CHECK(policy.session_token(back) == "secret");
    back.cookie = "buduan-local=stolen";
    CHECK(policy.session_token(back).empty());
    back.authorization = "Bearer device";
    CHECK(policy.session_token(back) == "device");
    CHECK(policy.end_of_session(guarded).find("Max-Age=0") != std::string::npos);

    auto const near = from("", "localhost", false);
    CHECK(policy.session_cookie(near, "secret", expires).starts_with("buduan-local=secret; "));
    CHECK(policy.session_cookie(near, "secret", expires).find("Secure") == std::string::npos);
}
