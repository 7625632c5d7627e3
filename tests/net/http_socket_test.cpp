#include "net/cannot_listen.hpp"
#include "net/served_house.hpp"
#include "net/wire_tap.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <unistd.h>

using namespace buduan;
using namespace buduan::tests;
using namespace std::chrono_literals;

TEST_CASE("one connection serves one request after the other, in order", "[net][http]") {
    served_house house(quick_options());
    wire_tap line(house.port());
    auto const first = request_text(house.port(), "GET", "/v1/halls/district");
    auto const second = request_text(house.port(), "GET", "/v1/halls");

    // All at once, and the last one in two pieces.
    auto const all = first + second + second + first;
    line.send(all.substr(0, all.size() - 20));
    line.send(all.substr(all.size() - 20));

    for (std::string_view const part : {"\"supervision\"", "\"halls\"", "\"halls\"", "\"supervision\""}) {
        auto const answer = read_answer(line);
        CHECK(answer.status == 200);
        CHECK(answer.field("connection") == "keep-alive");
        INFO(answer.body);
        CHECK(answer.says(part));
    }
}

TEST_CASE("a request that comes byte by byte is read like any other", "[net][http]") {
    served_house house(quick_options());
    wire_tap line(house.port());
    for (char const c : request_text(house.port(), "GET", "/livez"))
        line.send({&c, 1});

    CHECK(read_answer(line).body == "alive\n");
}

TEST_CASE("HEAD has the fields of GET and no body", "[net][http]") {
    served_house house(quick_options());
    wire_tap line(house.port());
    line.send(request_text(house.port(), "HEAD", "/v1/halls") + request_text(house.port(), "GET", "/v1/halls"));

    auto const head = read_answer(line, true);
    auto const get = read_answer(line);
    CHECK(head.status == 200);
    CHECK(head.field("content-length") == std::to_string(get.body.size()));
}

TEST_CASE("a client that asks to close is answered and the connection ends", "[net][http]") {
    served_house house(quick_options());
    wire_tap line(house.port());
    line.send(request_text(house.port(), "GET", "/livez", {}, {"Connection: close"}));

    CHECK(read_answer(line).field("connection") == "close");
    CHECK(line.closed());
}

TEST_CASE("pages are served beside the routes, and again without their bytes", "[net][http]") {
    temporary_folder const folder;
    std::filesystem::create_directories(folder.path() / "board");
    std::ofstream(folder / "board/index.html") << "<h1>board</h1>";
    auto with = quick_options();
    with.pages = folder.path();
    served_house house(std::move(with));

    auto const page = ask(house.port(), "GET", "/board/?hall=district");
    CHECK(page.status == 200);
    CHECK(page.body == "<h1>board</h1>");
    CHECK(page.field("content-security-policy").find("frame-ancestors 'self'") != std::string::npos);
    auto const again = ask(house.port(), "GET", "/board/", {}, {"If-None-Match: " + page.field("etag")});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(ask(house.port(), "GET", "/board").field("location") == "/board/");
    CHECK(ask(house.port(), "POST", "/board/").status == 405);
}

TEST_CASE("probes tell how the process is, and figures only this machine", "[net][http]") {
    served_house house(quick_options());

    CHECK(ask(house.port(), "GET", "/livez").status == 200);
    CHECK(ask(house.port(), "GET", "/readyz").body == "ready\n");
    auto const figures = ask(house.port(), "GET", "/metrics");
    CHECK(figures.status == 200);
    CHECK(figures.field("content-type").starts_with("text/plain; version=0.0.4"));
    for (std::string_view const name : {"buduan_http_responses_total{status=\"2xx\"} 2\n", "buduan_websockets_open 0\n",
                                        "buduan_halls_ready 1\n", "# TYPE buduan_command_seconds histogram\n"}) {
        INFO(name);
        CHECK(figures.says(name));
    }
    wire_tap line(house.port());
    line.send("GET /metrics HTTP/1.1\r\nHost: hall.example\r\n\r\n");
    CHECK(read_answer(line).status == 403);
}

TEST_CASE("what waits for a client too long is cut", "[net][http][deadline]") {
    auto with = quick_options();
    with.connections.first_byte = 300ms;
    with.connections.header = 300ms;
    with.connections.body = 300ms;
    with.connections.idle = 300ms;
    served_house house(std::move(with));
    auto const post = request_text(house.port(), "POST", "/v1/session", "{\"account\":\"a\"}");

    SECTION("no first byte") {
        wire_tap line(house.port());
        CHECK(line.closed());
    }
    SECTION("half a head, a byte now and then") {
        wire_tap line(house.port());
        for (char const c : std::string("GET /livez HTTP/1.1\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaa")) {
            line.send({&c, 1});
            ::usleep(20'000);
        }
        CHECK(line.closed());
    }
    SECTION("half a body") {
        wire_tap line(house.port());
        line.send(post.substr(0, post.size() - 5));
        CHECK(line.closed());
    }
    SECTION("nothing after an answer") {
        wire_tap line(house.port());
        line.send(request_text(house.port(), "GET", "/livez"));
        CHECK(read_answer(line).status == 200);
        CHECK(line.closed());
    }
    CHECK(ask(house.port(), "GET", "/readyz").status == 200);
}

TEST_CASE("the address of all families takes both, and knows this machine by either", "[net][http]") {
    auto with = quick_options();
    with.listen.address = "::";
    with.plain_beyond_loopback = true;
    try {
        served_house house(std::move(with));
        CHECK(ask(house.port(), "GET", "/metrics").status == 200);
    } catch (net::cannot_listen const& why) {
        WARN("this machine has no IPv6: " << why.what());
    }
}

TEST_CASE("beyond the number of connections a new one is closed at once", "[net][http]") {
    auto with = quick_options();
    with.connections.connections_an_address = 2;
    served_house house(std::move(with));
    {
        wire_tap first(house.port());
        wire_tap second(house.port());
        first.send(request_text(house.port(), "GET", "/livez"));
        second.send(request_text(house.port(), "GET", "/livez"));
        CHECK(read_answer(first).status == 200);
        CHECK(read_answer(second).status == 200);
        wire_tap third(house.port());
        CHECK(third.closed());
    }
    // The places are given back.
    for (int i = 0; i < 100; ++i) {
        if (ask(house.port(), "GET", "/livez").status == 200) return;
        ::usleep(10'000);
    }
    FAIL("the places were not given back");
}

TEST_CASE("one address may change things only so often, and may always look", "[net][http]") {
    auto with = quick_options();
    with.connections.requests_a_second = 1;
    with.connections.request_burst = 5;
    served_house house(std::move(with));
    auto const press = [&] { return ask(house.port(), "POST", "/v1/device-session", R"({"token":"x"})"); };
    for (int i = 0; i < 5; ++i)
        CHECK(press().status == 401);

    auto const more = press();

    CHECK(more.status == 429);
    CHECK(more.says("rate_limited"));
    CHECK(more.field("retry-after") == "1");
    CHECK(ask(house.port(), "GET", "/v1/halls").status == 200);
}

TEST_CASE("the orderly end answers what was asked and tells WebSockets when to come back", "[net][http][stop]") {
    auto with = quick_options();
    with.retry_hint = 7s;
    served_house house(std::move(with));
    tapped_socket socket(house.port());
    wire_tap idle(house.port());
    idle.send(request_text(house.port(), "GET", "/livez"));
    CHECK(read_answer(idle).status == 200);

    house.stop();

    std::string reason;
    CHECK(socket.close_code(&reason) == 1012);
    CHECK(reason == "retry after 7 s");
    CHECK(idle.closed());
    CHECK_THROWS_AS(wire_tap(house.port()), std::runtime_error);
}
