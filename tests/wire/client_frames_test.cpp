#include "wire/client_frames.hpp"

#include "buduan/v1/api.pb.h"
#include "wire/client_bodies.hpp"
#include "wire/drawn.hpp"

#include <catch2/catch.hpp>

namespace buduan {
namespace {

using namespace dispatch;
using wire::form;
using wire::problem_code;

constexpr auto id_text = "0123456789abcdef0123456789ABCDEF";

wire::client_frame heard(std::string const& text) {
    auto const frame = wire::decode_client_frame(form::json, text);
    if (auto const* bad = std::get_if<wire::bad_frame>(&frame)) {
        for (auto const& detail : bad->why.details) {
            UNSCOPED_INFO(detail);
        }
    }
    REQUIRE(std::holds_alternative<wire::client_frame>(frame));
    return std::get<wire::client_frame>(frame);
}

wire::bad_frame refused(std::string const& text, form as = form::json) {
    auto const frame = wire::decode_client_frame(as, text);
    REQUIRE(std::holds_alternative<wire::bad_frame>(frame));
    return std::get<wire::bad_frame>(frame);
}

std::string command(std::string const& verb) {
    return std::string(R"({"request": 3, "command": {"id": ")") + id_text + R"(", "hall": "shanting", )" + verb + "}}";
}

command_body wanted(std::string const& verb) {
    return std::get<wire::stated_command>(heard(command(verb)).body).wanted;
}

window_id window(std::string_view text) {
    return window_id::parse(text).value();
}

TEST_CASE("every verb of a client becomes the command it names", "[wire][client]") {
    ticket_id const ticket{412};
    auto const w05 = window("W05");
    instant const then{std::chrono::milliseconds{1'795'494'600'000}};
    std::string const on = R"({"window": "W05", "ticket": "412"})";

    CHECK(wanted(R"("callNext": {"window": "W05", "expected": "411", "finish": true, "expiresMs": "1795494600000"})") ==
          command_body(call_next{w05, {}, ticket_id{411}, true, then}));
    CHECK(wanted(R"("callNext": {"window": "W05"})") == command_body(call_next{w05, {}, {}, false, {}}));
    CHECK(wanted(R"("callTicket": {"window": "W05", "ticket": "412", "reason": "回来了"})") ==
          command_body(call_ticket{w05, {}, ticket, "回来了"}));
    CHECK(wanted("\"recall\": " + on) == command_body(recall{w05, {}, ticket}));
    CHECK(wanted("\"startService\": " + on) == command_body(start_service{w05, {}, ticket}));
    CHECK(wanted("\"finishService\": " + on) == command_body(finish_service{w05, {}, ticket}));
    CHECK(wanted("\"markMissed\": " + on) == command_body(mark_missed{w05, {}, ticket}));
    CHECK(wanted("\"holdTicket\": " + on) == command_body(hold_ticket{w05, {}, ticket, ""}));
    CHECK(wanted("\"restoreTicket\": " + on) == command_body(restore_ticket{ticket}));
    CHECK(wanted("\"resumeTicket\": " + on) == command_body(resume_ticket{ticket}));
    CHECK(wanted(R"("voidTicket": {"ticket": "412", "reason": "x"})") == command_body(void_ticket{ticket, "x"}));
    CHECK(wanted(R"("transferTicket": {"window": "W05", "ticket": "412", "toWindow": "W06"})") ==
          command_body(transfer_ticket{w05, {}, ticket, {}, window("W06")}));
    CHECK(wanted(R"("takeSeat": {"window": "W05", "takeOver": true})") == command_body(take_seat{w05, {}, true}));
    CHECK(wanted(R"("releaseSeat": {"window": "W05"})") == command_body(release_seat{w05, {}}));
    CHECK(wanted(R"("openWindow": {"window": "W05"})") == command_body(open_window{w05, {}}));
    CHECK(wanted(R"("closeWindow": {"window": "W05"})") == command_body(close_window{w05, {}}));
    CHECK(wanted(R"("stepAway": {"window": "W05", "reason": "x", "untilMs": "1795494600000"})") ==
          command_body(step_away{w05, {}, "x", then}));
    CHECK(wanted(R"("comeBack": {"window": "W05"})") == command_body(come_back{w05, {}}));
    CHECK(wanted(R"("cancelTicket": {"ticket": 412})") == command_body(cancel_ticket{ticket}));
    CHECK(wanted(R"("delayTicket": {"ticket": 412})") == command_body(delay_ticket{ticket}));
}

TEST_CASE("a ticket's personal data come apart from the command", "[wire][client]") {
    auto const frame = heard(command(
        R"("issue_ticket": {"matters": ["SB-06", "SB-07"], "zone": "B", "window": "W05", "priority": true,
            "english": true, "phone": "13800000000", "name": "欧阳", "person_id": "000000200001010000"})"));

    auto const& stated = std::get<wire::stated_command>(frame.body);
    auto const& issue = std::get<issue_ticket>(stated.wanted);
    CHECK(stated.contact == wire::stated_contact{"13800000000", "欧阳", "000000200001010000"});
    CHECK(issue.matters.size() == 2);
    CHECK(issue.zone == zone_id::parse("B"));
    CHECK(issue.window == window("W05"));
    CHECK(issue.klass == ticket_class::priority);
    CHECK(issue.language == language::en);
    CHECK(issue.contact_ref.empty());
    CHECK(issue.person.empty());
}

TEST_CASE("the door writes in who acts, and nobody else can", "[wire][client]") {
    auto const stated = std::get<wire::stated_command>(heard(command(R"("openWindow": {"window": "W05"})")).body);
    auto const s05 = staff_id::parse("S05").value();

    auto const made = wire::command_by(stated, {actor_kind::staff, "S05"}, s05);

    CHECK(made.id == wire::parse_command_id(id_text));
    CHECK(made.by == actor{actor_kind::staff, "S05"});
    CHECK(made.body == command_body(open_window{window("W05"), s05}));
    CHECK(refused(command(R"("openWindow": {"window": "W05", "staff": "S06"})")).why.code ==
          problem_code::invalid_field);
    CHECK(refused(command(R"("claimLeadership": {"epoch": "9"})")).why.code == problem_code::invalid_field);
}

TEST_CASE("subscriptions, acknowledgements and pings are heard", "[wire][client]") {
    CHECK(heard(R"({"request": 1, "subscribe": {"topic": "board/shanting", "from": {"epoch": 3, "seq": "7"}}})") ==
          wire::client_frame{1, wire::subscribe{"board/shanting", wire::stream_place{3, 7}}});
    CHECK(heard(R"({"request": 1, "subscribe": {"topic": "board/shanting"}})") ==
          wire::client_frame{1, wire::subscribe{"board/shanting", {}}});
    CHECK(heard(R"({"unsubscribe": {"topic": "board/shanting"}})") ==
          wire::client_frame{0, wire::unsubscribe{"board/shanting"}});
    CHECK(heard(R"({"request": 2, "ping": {"clientMs": "1200"}})") == wire::client_frame{2, wire::ping{1200}});
    CHECK(heard(R"({"callAck": {"hall": "h", "callId": "3-1209", "screen": "s", "drawnMs": "5", "chimedMs": "6"}})") ==
          wire::client_frame{0, wire::call_ack{hall_id::parse("h").value(),
                                               {3, 1209},
                                               "s",
                                               instant{std::chrono::milliseconds{5}},
                                               instant{std::chrono::milliseconds{6}}}});
}

struct fault_case {
    std::string frame;
    problem_code code;
    std::string detail;
};

TEST_CASE("a frame that says nothing is refused with its number, a code and every fault", "[wire][client]") {
    auto const given = GENERATE_COPY(values<fault_case>({
        {"", problem_code::bad_json, "this is no JSON from here on"},
        {"hello", problem_code::bad_json, "this is no JSON from here on"},
        {R"({"request": 3, "ping": {})", problem_code::bad_json, "this is no JSON from here on"},
        {"[]", problem_code::invalid_field, "an object is expected"},
        {R"({"request": 3})", problem_code::invalid_field,
         "body: one of subscribe, unsubscribe, command, call_ack and ping is expected"},
        {R"({"request": 3, "shout": {}})", problem_code::invalid_field, "shout: unknown member"},
        {R"({"request": 3, "subscribe": {}})", problem_code::invalid_field, "subscribe.topic: missing"},
        {R"({"request": 3, "subscribe": {"topic": ")" + std::string(200, 'x') + "\"}}", problem_code::invalid_field,
         "subscribe.topic: too long"},
        {R"({"request": 3, "callAck": {"hall": "h", "callId": "3", "drawnMs": "1"}})", problem_code::invalid_field,
         "call_ack.call_id: no id of a call"},
        {R"({"request": 3, "command": {"id": "12", "hall": "h", "takeSeat": {"window": "W1"}}})",
         problem_code::invalid_field, "command.id: 32 hex digits are expected"},
        {command(R"("takeSeat": {})"), problem_code::invalid_field, "command.window: missing"},
        {command(R"("takeSeat": {"window": "W 1"})"), problem_code::invalid_field, "command.window: no id"},
        {command(R"("recall": {"window": "W1"})"), problem_code::invalid_field, "command.ticket: missing"},
        {command(R"("issueTicket": {})"), problem_code::invalid_field, "command.matters: missing"},
        {command(
             R"("issueTicket": {"matters": ["A","A","A","A","A","A","A","A","A","A","A","A","A","A","A","A","A"]})"),
         problem_code::invalid_field, "command.matters: too many"},
        {command(R"("issueTicket": {"matters": ["A"], "name": "a\u0007"})"), problem_code::invalid_field,
         "command.name: control characters are not allowed"},
        {command(R"("transferTicket": {"window": "W1", "ticket": 1})"), problem_code::invalid_field,
         "command.to_matter: exactly one of to_matter and to_window must be given"},
        {command(R"("stepAway": {"window": "W1", "reason": "x", "untilMs": "-5"})"), problem_code::invalid_field,
         "command.until_ms: no time"},
        {command(R"("callNext": {"window": "W1", "expiresMs": "9223372036854775807"})"), problem_code::invalid_field,
         "command.expires_ms: no time"},
        {command(R"("note": {})"), problem_code::invalid_field, "command.note: unknown member"},
    }));
    INFO(given.frame);

    auto const bad = refused(given.frame);

    CHECK(bad.why.code == given.code);
    REQUIRE(bad.why.details.size() == 1);
    CHECK(bad.why.details[0] == given.detail);
    if (given.frame.find("\"request\": 3") != std::string::npos) CHECK(bad.request == 3);
}

TEST_CASE("all faults of a command are named together, with the command they are of", "[wire][client]") {
    auto const bad = refused(std::string(R"({"request": 9, "command": {"id": ")") + id_text +
                             R"(", "hall": "no hall!", "stepAway": {"window": "", "untilMs": "0"}}})");

    CHECK(bad.request == 9);
    CHECK(bad.why.command == wire::parse_command_id(id_text));
    CHECK(bad.why.details == std::vector<std::string>{"command.hall: no id", "command.window: missing",
                                                      "command.reason: missing", "command.until_ms: missing"});
}

TEST_CASE("a fault never tells back what somebody entered", "[wire][client]") {
    auto const bad =
        refused(command(R"("issueTicket": {"matters": ["A"], "phone": "138000000001380000000013800000000"})"));
    REQUIRE(bad.why.details.size() == 1);
    CHECK(bad.why.details[0] == "command.phone: too long");
}

TEST_CASE("the binary form says the same as JSON", "[wire][client]") {
    v1::ClientFrame message;
    message.set_request(3);
    message.mutable_command()->set_id(id_text);
    message.mutable_command()->set_hall("shanting");
    message.mutable_command()->mutable_take_seat()->set_window("W05");

    auto const frame = wire::decode_client_frame(form::binary, message.SerializeAsString());

    REQUIRE(std::holds_alternative<wire::client_frame>(frame));
    CHECK(std::get<wire::client_frame>(frame) == heard(command(R"("takeSeat": {"window": "W05"})")));
    CHECK(refused("\xff\xff\xff", form::binary).why.code == problem_code::bad_binary);
}

TEST_CASE("no bytes make the decoders throw", "[wire][client]") {
    CHECK(rc::check([] {
        auto const bytes = tests::drawn_bytes();
        (void)wire::decode_client_frame(form::json, bytes);
        (void)wire::decode_client_frame(form::binary, bytes);
        (void)wire::decode_command(bytes);
        (void)wire::decode_sign_in(bytes);
        (void)wire::decode_device_sign_in(bytes);
        (void)wire::decode_ticket_wish(bytes);
    }));
    CHECK(rc::check([] {
        auto const text = tests::damaged(command(R"("issueTicket": {"matters": ["SB-06"], "phone": "1"})"));
        (void)wire::decode_client_frame(form::json, text);
        (void)wire::decode_client_frame(form::binary, text);
    }));
}

TEST_CASE("bodies of requests are as strict as frames", "[wire][client]") {
    CHECK(std::get<wire::sign_in>(wire::decode_sign_in(R"({"hall": "h", "account": "a", "password": "p w"})")) ==
          wire::sign_in{hall_id::parse("h"), "a", "p w"});
    CHECK(std::get<wire::sign_in>(wire::decode_sign_in(R"({"account": "admin", "password": "p"})")).hall ==
          std::nullopt);
    CHECK(std::get<wire::problem>(wire::decode_sign_in(R"({"hall": "h"})")).details ==
          std::vector<std::string>{"account: missing", "password: missing"});
    CHECK(std::get<wire::problem>(wire::decode_sign_in("x")).code == problem_code::bad_json);
    CHECK(std::get<wire::problem>(wire::decode_device_sign_in("{}")).code == problem_code::invalid_field);
    CHECK(std::get<command_id>(wire::decode_ticket_wish(std::string(R"({"command": ")") + id_text + "\"}")) ==
          wire::parse_command_id(id_text));
    CHECK(std::get<wire::problem>(wire::decode_ticket_wish("{}")).details ==
          std::vector<std::string>{"command: 32 hex digits are expected"});
    auto const faulty = wire::decode_command(std::string(R"({"id": ")") + id_text + R"(", "hall": "h"})");
    CHECK(std::get<wire::problem>(faulty).command == wire::parse_command_id(id_text));
}

TEST_CASE("command ids are written as they are read, in lower case", "[wire][client]") {
    auto const id = wire::parse_command_id(id_text);
    REQUIRE(id);
    CHECK(wire::to_string(*id) == "0123456789abcdef0123456789abcdef");
    CHECK_FALSE(wire::parse_command_id("0123456789abcdef0123456789abcdeg"));
    CHECK_FALSE(wire::parse_command_id("0123456789abcdef0123456789abcde"));
}

}  // namespace
}  // namespace buduan
