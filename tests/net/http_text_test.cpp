#include "net/http_text.hpp"

#include <catch2/catch.hpp>

using namespace buduan::net;

using segments = std::vector<std::string>;

TEST_CASE("a clean path comes apart at its slashes, decoded", "[net][http_text]") {
    CHECK(path_segments("/") == segments{""});
    CHECK(path_segments("/v1/halls") == segments{"v1", "halls"});
    CHECK(path_segments("/board/") == segments{"board", ""});
    CHECK(path_segments("/v1/%E5%8C%BA") == segments{"v1", "区"});
    CHECK(path_segments("/a%2eb") == segments{"a.b"});
}

TEST_CASE("a path that could mean two things is none", "[net][http_text]") {
    auto const path = GENERATE(as<std::string>{}, "", "v1", "*", "//", "/a//b", "/a/../b", "/%2e%2e/etc", "/./a",
                               "/a/..", "/a%2Fb", "/a\\b", "/a%5cb", "/%", "/%1", "/%zz", "/a%00", "/a\x01", "/a%7F");
    INFO(path);
    CHECK_FALSE(path_segments(path).has_value());
}

TEST_CASE("the first cookie of a name counts, and only the whole name", "[net][http_text]") {
    CHECK(cookie_value("a=1; session=x=y; session=z", "session") == "x=y");
    CHECK(cookie_value("session=only", "session") == "only");
    CHECK(cookie_value(" session=padded ;", "session") == "padded");
    CHECK(cookie_value("my-session=x; sessions=y", "session").empty());
    CHECK(cookie_value("session", "session").empty());
    CHECK(cookie_value("session=", "session").empty());
    CHECK(cookie_value("", "session").empty());
}

TEST_CASE("a bearer token is found whatever the scheme's case", "[net][http_text]") {
    CHECK(bearer_token("Bearer abc") == "abc");
    CHECK(bearer_token("bearer   abc ") == "abc");
    CHECK(bearer_token("Basic abc").empty());
    CHECK(bearer_token("Bearer").empty());
    CHECK(bearer_token("").empty());
}

TEST_CASE("tokens of a list are compared whole and in any case", "[net][http_text]") {
    CHECK(has_token("keep-alive, Upgrade", "upgrade"));
    CHECK(has_token("UPGRADE", "upgrade"));
    CHECK_FALSE(has_token("upgrades", "upgrade"));
    CHECK_FALSE(has_token("", "upgrade"));
    CHECK(is_json("application/json"));
    CHECK(is_json("Application/JSON ; charset=utf-8"));
    CHECK_FALSE(is_json("application/jsonp"));
    CHECK_FALSE(is_json("text/plain"));
    CHECK_FALSE(is_json(""));
}

TEST_CASE("an origin is a scheme and a host, its default port left out", "[net][http_text]") {
    CHECK(parse_origin("https://Hall.Example:443") == web_origin{"https", "hall.example"});
    CHECK(parse_origin("http://localhost:8080") == web_origin{"http", "localhost:8080"});
    CHECK(parse_origin("HTTP://[::1]:80") == web_origin{"http", "[::1]"});
    auto const none = GENERATE(as<std::string>{}, "null", "", "https://", "ftp://hall", "https://hall/", "https://a b",
                               "hall.example", "https://user@hall", "https://hall?x");
    INFO(none);
    CHECK_FALSE(parse_origin(none).has_value());
}

TEST_CASE("only names of this machine are loopback", "[net][http_text]") {
    auto const own =
        GENERATE(as<std::string>{}, "localhost", "LocalHost:8080", "127.0.0.1", "127.1.2.3:80", "[::1]", "[::1]:8080");
    auto const foreign = GENERATE(as<std::string>{}, "localhost.example", "127.0.0.1.example", "10.0.0.1", "[::2]", "",
                                  "127.example:80");
    CAPTURE(own, foreign);
    CHECK(names_loopback(own));
    CHECK_FALSE(names_loopback(foreign));
}
