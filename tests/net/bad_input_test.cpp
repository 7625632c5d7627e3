// Whatever comes in: a stated error, the server still up, nothing lost.

#include "live/client_frame.hpp"
#include "net/served_house.hpp"
#include "net/wire_tap.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

using namespace buduan;
using namespace buduan::tests;
using namespace std::chrono_literals;

namespace {

std::string id_of(int n) {
    auto const digits = std::to_string(n);
    return std::string(32 - digits.size(), '0') + digits;
}

std::string issue(std::string const& matter, std::string const& hall = "district", int id = 50) {
    return R"({"id":")" + id_of(id) + R"(","hall":")" + hall + R"(","issue_ticket":{"matters":[")" + matter + R"("]}})";
}

std::string framed_command(std::string const& verb, std::string const& fields, std::string const& hall = "district") {
    return client_text(R"({"request":7,"command":{"id":")" + id_of(60) + R"(","hall":")" + hall + R"(",")" + verb +
                       R"(":)" + fields + "}}");
}

std::string framed(client_frame const& frame) {
    return frame.bytes();
}

enum class client : std::uint8_t { nobody, kiosk, screen, clerk };

// One ticket is there before the bad input, and must be there afterwards; the next number is the next one.
struct watched_house {
    served_house house;
    std::string kiosk;
    std::string clerk;
    std::string screen;

    explicit watched_house(net::options with = quick_options())
        : house(std::move(with)),
          kiosk(sign_in_device(house.port(), "kiosk-1")),
          clerk(sign_in(house.port(), "S01")),
          screen(sign_in_device(house.port(), "screen-1")) {
        auto const first = issue_one(1);
        REQUIRE(first.status == 200);
        REQUIRE(first.says("A001"));
    }

    [[nodiscard]] std::string cookie(client who) const {
        switch (who) {
            case client::nobody: return {};
            case client::kiosk: return kiosk;
            case client::screen: return screen;
            case client::clerk: return clerk;
        }
        return {};
    }
    [[nodiscard]] tapped_answer issue_one(int id) const {
        return ask(house.port(), "POST", "/v1/halls/district/tickets", issue("M-3", "district", id),
                   {"Cookie: " + kiosk});
    }
    void unharmed() const {
        CHECK(ask(house.port(), "GET", "/readyz").status == 200);
        CHECK(ask(house.port(), "GET", "/v1/halls/district/board").says("\"openTickets\":1"));
        auto const next = issue_one(2);
        INFO(next.body);
        CHECK(next.says("A002"));
        CHECK(issue_one(1).says("A001"));
    }
};

}  // namespace

TEST_CASE("a wrong request is answered with its own code and changes nothing", "[net][bad_input]") {
    struct row {
        std::string what;
        client who;
        std::string method, target, body;
        std::vector<std::string> fields;
        int status;
        std::string code;
    };
    std::string const tickets = "/v1/halls/district/tickets";
    auto const it = GENERATE_COPY(values<row>({
        {"unknown matter", client::kiosk, "POST", tickets, issue("M-404"), {}, 404, "unknown_matter"},
        {"unknown hall",
         client::kiosk,
         "POST",
         "/v1/halls/nowhere/tickets",
         issue("M-3", "nowhere"),
         {},
         403,
         "forbidden"},
        {"hall of another path", client::kiosk, "POST", tickets, issue("M-3", "town-1"), {}, 422, "invalid_field"},
        {"another verb",
         client::kiosk,
         "POST",
         tickets,
         R"({"id":")" + id_of(9) + R"(","hall":"district","call_next":{"window":"W01"}})",
         {},
         422,
         "invalid_field"},
        {"no verb",
         client::kiosk,
         "POST",
         tickets,
         R"({"id":")" + id_of(9) + R"(","hall":"district"})",
         {},
         422,
         "invalid_field"},
        {"no id",
         client::kiosk,
         "POST",
         tickets,
         R"({"hall":"district","issue_ticket":{"matters":["M-3"]}})",
         {},
         422,
         "invalid_field"},
        {"misspelled member",
         client::kiosk,
         "POST",
         tickets,
         R"({"id":")" + id_of(9) + R"(","hall":"district","issue_ticket":{"maters":["M-3"]}})",
         {},
         422,
         "invalid_field"},
        {"no JSON", client::kiosk, "POST", tickets, "{\"id\":", {}, 400, "bad_json"},
        {"not UTF-8", client::kiosk, "POST", tickets, "{\"id\":\"\xff\xfe\"}", {}, 400, "bad_json"},
        {"a form",
         client::kiosk,
         "POST",
         tickets,
         "",
         {"Content-Type: application/x-www-form-urlencoded"},
         400,
         "bad_json"},
        {"nobody", client::nobody, "POST", tickets, issue("M-3"), {}, 401, "not_signed_in"},
        {"a screen", client::screen, "POST", tickets, issue("M-3"), {}, 403, "forbidden"},
        {"wrong origin",
         client::kiosk,
         "POST",
         tickets,
         issue("M-3"),
         {"Origin: https://evil.example"},
         403,
         "wrong_origin"},
        {"a sandboxed page", client::kiosk, "POST", tickets, issue("M-3"), {"Origin: null"}, 403, "wrong_origin"},
        {"signing out from elsewhere",
         client::clerk,
         "DELETE",
         "/v1/session",
         "",
         {"Origin: https://evil.example"},
         403,
         "wrong_origin"},
        {"body too large", client::kiosk, "POST", tickets, std::string(20'000, ' '), {}, 413, "body_too_large"},
        {"a body where none belongs", client::nobody, "GET", "/v1/halls", "{}", {}, 413, "body_too_large"},
        {"header too large",
         client::nobody,
         "GET",
         "/livez",
         "",
         {"X-Large: " + std::string(20'000, 'x')},
         431,
         "header_too_large"},
        {"wrong method", client::nobody, "DELETE", "/v1/halls", "", {}, 405, "method_not_allowed"},
        {"unknown method", client::nobody, "BREW", "/v1/halls", "", {}, 405, "method_not_allowed"},
        {"no route", client::nobody, "GET", "/v2/halls", "", {}, 404, "unknown_route"},
        {"a path that climbs", client::nobody, "GET", "/../etc/passwd", "", {}, 404, "unknown_route"},
        {"a path that climbs in disguise", client::nobody, "GET", "/%2e%2e/etc/passwd", "", {}, 404, "unknown_route"},
        {"chunks", client::kiosk, "POST", tickets, "", {"Transfer-Encoding: chunked"}, 400, "bad_request"},
        {"no upgrade", client::nobody, "GET", "/ws", "", {}, 426, "upgrade_required"},
        {"an old WebSocket",
         client::nobody,
         "GET",
         "/ws",
         "",
         {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 8",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="},
         426,
         "upgrade_required"},
        {"an upgrade from elsewhere",
         client::clerk,
         "GET",
         "/ws",
         "",
         {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Origin: https://evil.example"},
         403,
         "wrong_origin"},
        {"a foreign subprotocol",
         client::nobody,
         "GET",
         "/ws",
         "",
         {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: chat"},
         400,
         "bad_request"},
        {"a guessed link", client::nobody, "GET", "/v1/tickets/AAAAAAAAAAAAAAAAAAAAAA", "", {}, 404, "unknown_link"},
        {"a made-up token", client::nobody, "POST", "/v1/device-session", R"({"token":"x"})", {}, 401, "bad_token"},
    }));
    INFO(it.what);
    watched_house on;
    auto fields = it.fields;
    if (auto const cookie = on.cookie(it.who); !cookie.empty()) fields.push_back("Cookie: " + cookie);

    auto const answer = ask(on.house.port(), it.method, it.target, it.body, fields);

    INFO(answer.body);
    CHECK(answer.status == it.status);
    CHECK(answer.field("content-type") == "application/problem+json");
    CHECK(answer.says("\"code\":\"" + it.code + "\""));
    on.unharmed();
}

TEST_CASE("bytes that are no HTTP are refused and the connection ends", "[net][bad_input]") {
    auto const bytes =
        GENERATE(as<std::string>{}, std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n",
                 "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /livez HTTP/1.1\r\n\r\n",
                 "POST /v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                 "\r\n\r\n\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", std::string(20'000, 'A'));
    watched_house on;
    wire_tap line(on.house.port());
    line.send(bytes);

    auto const answer = read_answer(line);
    CHECK((answer.status == 400 || answer.status == 431 || answer.status == 505));
    CHECK(line.closed());
    on.unharmed();
}

TEST_CASE("a wrong message is answered with its own code and the line stays", "[net][bad_input]") {
    struct row {
        std::string what;
        client who;
        std::string bytes;
        std::string code;
    };
    auto const it = GENERATE_COPY(values<row>({
        {"no JSON", client::nobody, client_text("next, please"), "bad_json"},
        {"an array", client::nobody, client_text("[1,2,3]"), "invalid_field"},
        {"deep JSON", client::nobody, client_text(std::string(20'000, '[')), "bad_json"},
        {"an unknown member", client::nobody, client_text(R"({"request":1,"shout":{}})"), "invalid_field"},
        {"an empty frame", client::nobody, client_text("{}"), "invalid_field"},
        {"an unknown topic", client::nobody, client_text(R"({"request":1,"subscribe":{"topic":"board/nowhere"}})"),
         "unknown_topic"},
        {"no topic", client::nobody, client_text(R"({"request":1,"subscribe":{"topic":"everything"}})"),
         "unknown_topic"},
        {"somebody's desk", client::nobody, client_text(R"({"request":1,"subscribe":{"topic":"desk/district/W01"}})"),
         "not_signed_in"},
        {"a desk for a screen", client::screen,
         client_text(R"({"request":1,"subscribe":{"topic":"desk/district/W01"}})"), "forbidden"},
        {"a guessed ticket", client::nobody,
         client_text(R"({"request":1,"subscribe":{"topic":"ticket/AAAAAAAAAAAAAAAAAAAAAA"}})"), "unknown_topic"},
        {"an unsigned verb", client::nobody, framed_command("call_next", R"({"window":"W01"})"), "not_signed_in"},
        {"an unsigned issue", client::nobody, framed_command("issue_ticket", R"({"matters":["M-3"]})"),
         "not_signed_in"},
        {"a kiosk that calls", client::kiosk, framed_command("call_next", R"({"window":"W01"})"), "forbidden"},
        {"a clerk who voids", client::clerk, framed_command("void_ticket", R"({"ticket":"1"})"), "forbidden"},
        {"a foreign hall", client::clerk, framed_command("take_seat", R"({"window":"W01"})", "town-1"), "forbidden"},
        {"a foreign window", client::clerk, framed_command("take_seat", R"({"window":"W04"})"), "not_assigned"},
        {"a window without a seat", client::clerk, framed_command("call_next", R"({"window":"W01"})"), "not_seated"},
        {"an unknown window", client::clerk, framed_command("take_seat", R"({"window":"W99"})"), "unknown_window"},
        {"an unknown matter", client::kiosk, framed_command("issue_ticket", R"({"matters":["M-404"]})"),
         "unknown_matter"},
        {"cancelling a stranger's ticket", client::clerk, framed_command("cancel_ticket", R"({"ticket":"1"})"),
         "forbidden"},
        {"a word of nobody's screen", client::nobody,
         client_text(R"({"request":1,"call_ack":{"hall":"district","call_id":"1-1","drawn_ms":"1"}})"),
         "not_signed_in"},
    }));
    INFO(it.what);
    watched_house on;
    tapped_socket line(on.house.port(), on.cookie(it.who));

    line.send_bytes(it.bytes);

    auto const answer = line.expect("\"problem\"");
    INFO(answer);
    CHECK(answer.find("\"code\":\"" + it.code + "\"") != std::string::npos);
    CHECK(line.alive());
    on.unharmed();
}

TEST_CASE("a message that cannot be read closes the line with the code that says why", "[net][bad_input]") {
    struct row {
        std::string what;
        bool binary;
        std::string bytes;
        std::uint16_t code;
    };
    auto const it = GENERATE(values<row>({
        {"an oversized frame", false, client_text(std::string(70'000, 'x')), 1009},
        {"binary where text is spoken", false, framed({.kind = live::opcode::binary, .payload = "{}"}), 1003},
        {"text where binary is spoken", true, client_text("{}"), 1003},
        {"no mask", false, framed({.payload = "{}", .masked = false}), 1002},
        {"a reserved bit", false, framed({.payload = "{}", .reserved = 4}), 1002},
        {"an unknown opcode", false, framed({.kind = static_cast<live::opcode>(3), .payload = "{}"}), 1002},
        {"a fragmented ping", false, framed({.kind = live::opcode::ping, .final = false}), 1002},
        {"a continuation of nothing", false, framed({.kind = live::opcode::continuation, .payload = "x"}), 1002},
        {"text that is not UTF-8", false, client_text("\xc3\x28"), 1007},
        {"a close with half a code", false, framed({.kind = live::opcode::close, .payload = "x"}), 1002},
        {"a close with a made-up code", false, framed({.kind = live::opcode::close, .payload = close_payload(1005)}),
         1002},
        {"garbage", false, std::string(200, '\xff'), 1002},
    }));
    INFO(it.what);
    watched_house on;
    tapped_socket line(on.house.port(), {}, it.binary);

    line.send_bytes(it.bytes);

    CHECK(line.close_code() == it.code);
    on.unharmed();
}

TEST_CASE("half a frame is waited for and harms nobody", "[net][bad_input]") {
    watched_house on;
    auto const whole = framed_command("issue_ticket", R"({"matters":["M-3"]})");
    for (std::size_t const length : {std::size_t{1}, std::size_t{5}, whole.size() - 1}) {
        tapped_socket line(on.house.port(), on.kiosk);
        line.send_bytes(whole.substr(0, length));
    }
    on.unharmed();
}

TEST_CASE("a command said twice on two lines happens once", "[net][bad_input]") {
    watched_house on;
    tapped_socket one(on.house.port(), on.kiosk);
    tapped_socket other(on.house.port(), on.kiosk);
    auto const same = framed_command("issue_ticket", R"({"matters":["M-3"]})");
    one.send_bytes(same);
    other.send_bytes(same);

    CHECK(one.expect("\"reply\"") == other.expect("\"reply\""));
    CHECK(ask(on.house.port(), "GET", "/v1/halls/district/board").says("\"openTickets\":2"));
}

TEST_CASE("one who does not read is closed while the others hear everything", "[net][bad_input]") {
    auto with = quick_options();
    with.connections.send_buffer = 4 * 1024;
    watched_house on(std::move(with));
    tapped_socket deaf(on.house.port(), on.kiosk);
    tapped_socket board(on.house.port());
    board.say(R"({"request":1,"subscribe":{"topic":"board/district"}})");
    board.expect("\"board\"");

    // Answers to more questions than fit into what is kept for one who does not listen.
    for (int i = 0; i < 1'900; ++i)
        deaf.say(R"({"request":1,"subscribe":{"topic":")" + std::string(500, 'x') + R"("}})");

    bool closed = false;
    for (int i = 0; i < 200 && !closed; ++i) {
        CHECK(board.alive());
        closed = ask(on.house.port(), "GET", "/metrics").says("cause=\"fell_behind\"} 1");
        ::usleep(10'000);
    }
    CHECK(closed);
}

TEST_CASE("plain HTTP beyond this machine is refused at the start unless it is wanted", "[net][bad_input]") {
    auto with = quick_options();
    with.listen.address = "0.0.0.0";
    CHECK_THROWS_WITH(served_house(with), Catch::Contains("plain HTTP") && Catch::Contains("certificate"));

    with.plain_beyond_loopback = true;
    served_house house(with);
    CHECK(ask(house.port(), "GET", "/livez").status == 200);
}

TEST_CASE("a port that is taken and an address that is none are named", "[net][bad_input]") {
    served_house house(quick_options());
    auto with = quick_options();
    with.listen.port = house.port();
    CHECK_THROWS_WITH(served_house(with), Catch::Contains(std::to_string(house.port())));
    with.listen.address = "localhost";
    CHECK_THROWS_WITH(served_house(with), Catch::Contains("not an IP address"));
    with = quick_options();
    with.tls = {"/no/such/certificate.pem", "/no/such/key.pem"};
    CHECK_THROWS_WITH(served_house(with), Catch::Contains("/no/such/certificate.pem"));
}
