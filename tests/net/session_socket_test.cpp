#include "net/served_house.hpp"
#include "net/wire_tap.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::tests;

TEST_CASE("a person signs in, is known by the cookie, and signs out", "[net][session]") {
    served_house house(quick_options());
    auto const cookie = sign_in(house.port(), "S01");

    auto const known = ask(house.port(), "GET", "/v1/session", {}, {"Cookie: " + cookie});
    CHECK(known.status == 200);
    CHECK(known.says("\"staff\":\"S01\""));
    CHECK(known.says("\"role\":\"window\""));
    CHECK(known.says("\"W01\""));
    CHECK(ask(house.port(), "GET", "/v1/session").status == 401);

    auto const out = ask(house.port(), "DELETE", "/v1/session", {}, {"Cookie: " + cookie});
    CHECK(out.status == 204);
    CHECK(out.field("set-cookie").find("Max-Age=0") != std::string::npos);
    CHECK(ask(house.port(), "GET", "/v1/session", {}, {"Cookie: " + cookie}).status == 401);
}

TEST_CASE("a wrong password, account or token is one answer, and none of them is logged", "[net][session]") {
    served_house house(quick_options());
    auto const wrong =
        ask(house.port(), "POST", "/v1/session", R"({"hall":"district","account":"S01","password":"not this one"})");
    auto const nobody =
        ask(house.port(), "POST", "/v1/session", R"({"hall":"district","account":"S77","password":"not this one"})");
    CHECK(wrong.status == 401);
    CHECK(wrong.body == nobody.body);
    CHECK(wrong.field("content-type") == "application/problem+json");
    CHECK(ask(house.port(), "POST", "/v1/device-session", R"({"token":"made-up"})").says("bad_token"));

    auto const log = house.log();
    CHECK(log.find("session.denied") != std::string::npos);
    CHECK(log.find("not this one") == std::string::npos);
    CHECK(log.find("made-up") == std::string::npos);
    CHECK(log.find("127.0.0.1") == std::string::npos);
}

TEST_CASE("too many wrong passwords lock the account at that address", "[net][session]") {
    served_house house(quick_options());
    auto const press = [&](std::string const& password) {
        return ask(house.port(), "POST", "/v1/session",
                   R"({"hall":"district","account":"S01","password":")" + password + R"("})");
    };
    for (int i = 0; i < 5; ++i)
        CHECK(press("wrong password").says("wrong_credentials"));

    CHECK(press(served_house::password).says("locked_out"));
}

TEST_CASE("a device's token is exchanged for a cookie", "[net][session]") {
    served_house house(quick_options());
    auto const cookie = sign_in_device(house.port(), "screen-1");

    auto const known = ask(house.port(), "GET", "/v1/session", {}, {"Cookie: " + cookie});
    CHECK(known.says("\"device\":\"screen-1\""));
    CHECK(known.says("\"role\":\"screen\""));
}

TEST_CASE("over plain HTTP nobody signs in but on this machine", "[net][session]") {
    served_house house(quick_options());
    wire_tap line(house.port());
    std::string const body = R"({"hall":"district","account":"S01","password":"x"})";
    line.send("POST /v1/session HTTP/1.1\r\nHost: hall.example\r\nContent-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
    auto const answer = read_answer(line);

    CHECK(answer.status == 403);
    CHECK(answer.says("not_encrypted"));
}

TEST_CASE("a session that ends closes its connections and no others", "[net][session]") {
    served_house house(quick_options());
    auto const cookie = sign_in(house.port(), "S01");
    tapped_socket theirs(house.port(), cookie);
    tapped_socket also_theirs(house.port(), cookie);
    tapped_socket other(house.port(), sign_in(house.port(), "S02"));
    tapped_socket board(house.port());

    house.end_session_of(cookie.substr(cookie.find('=') + 1));

    CHECK(theirs.close_code() == 4002);
    CHECK(also_theirs.close_code() == 4002);
    CHECK(other.alive());
    CHECK(board.alive());
}
