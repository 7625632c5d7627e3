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

std::string command(int n, std::string const& verb, std::string const& fields, std::string const& hall = "district") {
    return R"({"request":)" + std::to_string(n) + R"(,"command":{"id":")" + id_of(n) + R"(","hall":")" + hall +
           R"(",")" + verb + R"(":)" + fields + "}}";
}

std::string subscribe(int n, std::string const& topic, std::string const& from = {}) {
    return R"({"request":)" + std::to_string(n) + R"(,"subscribe":{"topic":")" + topic + "\"" + from + "}}";
}

std::string answer_to(int n) {
    return "\"request\":" + std::to_string(n);
}

std::string value_of(std::string const& json, std::string const& name) {
    auto const mark = "\"" + name + "\":\"";
    auto const at = json.find(mark);
    if (at == std::string::npos) return {};
    auto const begin = at + mark.size();
    return json.substr(begin, json.find('"', begin) - begin);
}

}  // namespace

TEST_CASE("a connection is welcomed with the hall's clock and its own name", "[net][talk]") {
    served_house house(quick_options());
    tapped_socket const board(house.port());
    tapped_socket const clerk(house.port(), sign_in(house.port(), "S01"));

    CHECK(board.welcome().find("\"welcome\"") != std::string::npos);
    CHECK(board.welcome().find("\"build\":\"test\"") != std::string::npos);
    CHECK(board.welcome().find("\"heartbeatS\":4") != std::string::npos);
    CHECK(board.welcome().find("\"staff\"") == std::string::npos);
    CHECK(clerk.welcome().find("\"staff\":\"S01\"") != std::string::npos);
}

TEST_CASE("what comes right behind the handshake is heard, also behind another request", "[net][talk]") {
    served_house house(quick_options());
    wire_tap line(house.port());
    line.send(request_text(house.port(), "GET", "/livez") +
              request_text(house.port(), "GET", "/ws", {},
                           {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="}) +
              client_text(R"({"request":1,"ping":{"clientMs":"4242"}})") + client_text(subscribe(2, "board/district")));

    CHECK(read_answer(line).body == "alive\n");
    CHECK(read_answer(line, true).status == 101);
    CHECK(line.read_until("\"openTickets\"").find("\"clientMs\":\"4242\"") != std::string::npos);
}

TEST_CASE("one presses next, and board, window, desk and phone say so", "[net][talk]") {
    served_house house(quick_options());
    tapped_socket kiosk(house.port(), sign_in_device(house.port(), "kiosk-1"));
    kiosk.say(command(1, "issue_ticket", R"({"matters":["M-1"]})"));
    auto const link = value_of(kiosk.expect("\"issued\""), "link");
    REQUIRE(link.size() == 22);

    tapped_socket board(house.port());
    tapped_socket phone(house.port());
    tapped_socket clerk(house.port(), sign_in(house.port(), "S01"));
    board.say(subscribe(1, "board/district"));
    board.expect("\"openTickets\":1");
    board.say(subscribe(2, "window/district/W01"));
    board.expect("WINDOW_CLOSED");
    phone.say(subscribe(1, "ticket/" + link));
    phone.expect("WAITING");
    clerk.say(subscribe(1, "desk/district/W01"));
    clerk.expect("\"desk\"");

    clerk.say(command(2, "take_seat", R"({"window":"W01"})"));
    clerk.expect("\"reply\"");
    clerk.say(command(3, "open_window", R"({"window":"W01"})"));
    clerk.say(command(4, "call_next", R"({"window":"W01"})"));

    CHECK(board.expect("\"call\"").find("A001") != std::string::npos);
    phone.expect("CALLED");
    clerk.expect("\"called\"");
}

TEST_CASE("who comes back with what they have is told nothing again", "[net][talk]") {
    served_house house(quick_options());
    tapped_socket first(house.port());
    first.say(subscribe(1, "board/district"));
    first.expect("\"subscribed\"");
    auto const picture = first.expect("\"board\"");
    auto const from =
        R"(,"from":{"epoch":")" + value_of(picture, "epoch") + R"(","seq":")" + value_of(picture, "seq") + R"("})";

    tapped_socket second(house.port());
    second.say(subscribe(1, "board/district", from));

    CHECK(second.expect("\"subscribed\"").find("\"resumed\":true") != std::string::npos);
    CHECK(second.alive());
}

TEST_CASE("a topic that was left is silent", "[net][talk]") {
    served_house house(quick_options());
    tapped_socket board(house.port());
    tapped_socket kiosk(house.port(), sign_in_device(house.port(), "kiosk-1"));
    board.say(subscribe(1, "board/district"));
    board.expect("\"board\"");
    board.say(R"({"request":2,"unsubscribe":{"topic":"board/district"}})");
    CHECK(board.alive());

    kiosk.say(command(1, "issue_ticket", R"({"matters":["M-1"]})"));
    kiosk.expect("\"issued\"");

    board.say(R"({"request":3,"ping":{"clientMs":"5"}})");
    auto const next = board.next();
    REQUIRE(next.has_value());
    CHECK(next->says("pong"));
}

TEST_CASE("a phone that follows a ticket may delay and cancel it", "[net][talk]") {
    served_house house(quick_options());
    tapped_socket kiosk(house.port(), sign_in_device(house.port(), "kiosk-1"));
    kiosk.say(command(1, "issue_ticket", R"({"matters":["M-1"]})"));
    auto const link = value_of(kiosk.expect("\"issued\""), "link");
    tapped_socket phone(house.port());
    phone.say(command(1, "cancel_ticket", R"({"ticket":"1"})"));
    phone.expect("forbidden");

    phone.say(subscribe(2, "ticket/" + link));
    phone.say(command(3, "cancel_ticket", R"({"ticket":"1"})"));

    phone.expect(answer_to(3));
    phone.expect("ABANDONED");
}

TEST_CASE("a screen's word for a call counts, anybody else's does not", "[net][talk]") {
    served_house house(quick_options());
    tapped_socket kiosk(house.port(), sign_in_device(house.port(), "kiosk-1"));
    tapped_socket clerk(house.port(), sign_in(house.port(), "S01"));
    tapped_socket screen(house.port(), sign_in_device(house.port(), "screen-1"));
    tapped_socket stranger(house.port());
    screen.say(subscribe(1, "board/district"));
    screen.expect("\"board\"");
    kiosk.say(command(1, "issue_ticket", R"({"matters":["M-1"]})"));
    kiosk.expect("\"issued\"");
    clerk.say(command(2, "take_seat", R"({"window":"W01"})"));
    clerk.say(command(3, "open_window", R"({"window":"W01"})"));
    clerk.say(command(4, "call_next", R"({"window":"W01"})"));
    clerk.expect("\"called\"");
    auto const call = value_of(screen.expect("\"expiresMs\""), "callId");
    auto const word = R"({"request":9,"call_ack":{"hall":"district","call_id":")" + call + R"(","drawn_ms":"1"}})";

    screen.say(word);
    CHECK(screen.alive());
    stranger.say(word);
    stranger.expect("not_signed_in");
    clerk.say(word);
    clerk.expect("forbidden");

    auto const dash = call.find('-');
    halls::call_id const id{std::stoull(call.substr(0, dash)), std::stoull(call.substr(dash + 1))};
    house.on_loop([&](halls::hall_directory& all) {
        auto const words = all.acknowledgements().of(all.halls().front(), id);
        REQUIRE(words.size() == 1);
        CHECK(words.front().screen == "screen-1");
    });
}

TEST_CASE("a ping keeps the seat of the person who sends it", "[net][talk]") {
    served_house house(quick_options());
    tapped_socket clerk(house.port(), sign_in(house.port(), "S01"));
    clerk.say(command(1, "take_seat", R"({"window":"W01"})"));
    clerk.expect(answer_to(1));

    CHECK(clerk.alive());
}

TEST_CASE("more commands than a connection may have under way are busy, and the others go on", "[net][talk]") {
    auto with = quick_options();
    with.websockets.commands_under_way = 2;
    served_house house(std::move(with));
    tapped_socket kiosk(house.port(), sign_in_device(house.port(), "kiosk-1"));
    // One write, so that all of them are heard before the journal answers the first.
    std::string all;
    for (int n = 1; n <= 10; ++n)
        all += client_text(command(n, "issue_ticket", R"({"matters":["M-1"]})"));
    kiosk.send_bytes(all);

    int issued = 0;
    int busy = 0;
    while (issued + busy < 10) {
        auto const one = kiosk.next();
        REQUIRE(one.has_value());
        issued += one->says("\"issued\"") ? 1 : 0;
        busy += one->says("\"busy\"") ? 1 : 0;
    }
    CHECK(issued >= 2);
    CHECK(busy > 0);
    kiosk.say(command(11, "issue_ticket", R"({"matters":["M-1"]})"));
    kiosk.expect("\"issued\"");
}

TEST_CASE("a silent connection is asked, and closed when it does not answer", "[net][talk][deadline]") {
    auto with = quick_options();
    with.websockets.ping_after = 200ms;
    with.websockets.silent_for = 600ms;
    served_house house(std::move(with));
    tapped_socket answering(house.port());
    wire_tap mute(house.port());
    mute.send(request_text(house.port(), "GET", "/ws", {},
                           {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="}));
    mute.read_until("\r\n\r\n");
    for (int i = 0; i < 10; ++i) {
        CHECK(answering.alive());
        ::usleep(100'000);
    }

    auto const rest = mute.read_until("no pong in time");
    CHECK(rest.find("\x0F\xA1") != std::string::npos);  // 4001
    CHECK(rest.find("\x89") != std::string::npos);      // it was asked
    CHECK(answering.alive());
}

TEST_CASE("a connection that says too much is closed", "[net][talk]") {
    auto with = quick_options();
    with.websockets.messages_a_second = 10;
    with.websockets.message_burst = 20;
    served_house house(std::move(with));
    tapped_socket loud(house.port());
    std::string all;
    for (int n = 0; n < 50; ++n)
        all += client_text(R"({"ping":{}})");
    loud.send_bytes(all);

    CHECK(loud.close_code() == 4003);
}
