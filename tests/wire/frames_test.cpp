#include "wire/frames.hpp"

#include "buduan/v1/api.pb.h"
#include "wire/cards.hpp"
#include "wire/json_reader.hpp"
#include "wire/replies.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace buduan {
namespace {

using namespace dispatch;
using namespace std::chrono_literals;
using wire::form;

constexpr wire::frame_place place{"board/shanting", 3, 1209};
calendar::instant const noon{std::chrono::milliseconds{1'795'492'800'000}};

v1::ServerFrame read(std::string const& json) {
    v1::ServerFrame frame;
    auto const outcome = wire::from_json(json, frame);
    INFO(json);
    REQUIRE(outcome.ok());
    return frame;
}

zone_id zone_b() {
    return zone_id::parse("B").value();
}
window_id w05() {
    return window_id::parse("W05").value();
}
matter_id matter(std::string_view code) {
    return matter_id::parse(code).value();
}
queue_key insurance() {
    return {zone_b(), skill_id::parse("insurance").value()};
}

hall_config small_hall() {
    hall_config hall;
    hall.id = hall_id::parse("shanting").value();
    hall.name = {"政务服务中心", "Service Centre"};
    hall.level = hall_level::district;
    zone_config zone;
    zone.id = zone_b();
    zone.ticket_prefix = 'B';
    hall.zones = {zone};
    for (std::uint32_t const no : {7U, 5U}) {
        window_config window;
        window.id = window_id::parse("W0" + std::to_string(no)).value();
        window.no = no;
        window.zone = zone_b();
        window.skills = {insurance().skill};
        window.a_staff = staff_id::parse("S05").value();
        hall.windows.push_back(window);
    }
    matter_config one;
    one.code = matter("SB-06");
    one.name = {"参保证明", "Enrolment certificate"};
    one.skill = insurance().skill;
    one.materials = {"身份证"};
    hall.matters = {one};
    return hall;
}

call_picture a_call() {
    call_picture call;
    call.epoch = 3;
    call.seq = 1209;
    call.number = {'B', 23};
    call.window = w05();
    call.window_no = 5;
    call.zone = zone_b();
    call.attempt = 2;
    call.at = noon;
    call.language = language::en;
    return call;
}

TEST_CASE("both forms of a frame say the same", "[wire][frames]") {
    board_picture board;
    board.calls = {a_call()};
    board.zones = {{zone_b(), 11, 3}};
    board.open_tickets = 12;
    board.phase = {calendar::service_phase::noon_duty,
                   calendar::service_regime::workday,
                   calendar::civil_day{std::chrono::year{2026} / 11 / 24},
                   noon,
                   noon + 90min,
                   noon + 90min};

    v1::ServerFrame binary;
    REQUIRE(binary.ParseFromString(wire::board_frame(form::binary, place, board)));
    auto const json = read(wire::board_frame(form::json, place, board));

    CHECK(binary.SerializeAsString() == json.SerializeAsString());
    CHECK(json.topic() == "board/shanting");
    CHECK(json.position().epoch() == 3);
    CHECK(json.position().seq() == 1209);
    CHECK(json.board().phase().phase() == v1::NOON_DUTY);
    CHECK(json.board().phase().day() == "2026-11-24");
    CHECK(json.board().phase().walk_in());
    CHECK(json.board().zones(0).windows_open() == 3);
    CHECK(json.board().open_tickets() == 12);
}

TEST_CASE("a call is told by its place in the stream, in both languages", "[wire][frames]") {
    auto const frame = read(wire::call_frame(form::json, place, a_call(), noon + 30s));

    auto const& call = frame.call().call();
    CHECK(call.call_id() == "3-1209");
    CHECK(call.number() == "B023");
    CHECK(call.attempt() == 2);
    CHECK(call.english());
    CHECK(call.text().zh() == "请B023号到5号窗口办理");
    CHECK(call.text().en() == "Ticket B023, please go to window 5");
    CHECK(frame.call().expires_ms() - call.at_ms() == 30'000);
    CHECK(wire::call_text({'A', 1'000}, 12).zh == "请A1000号到12号窗口办理");
}

TEST_CASE("a queue spells out the wait for each place, equal ones at the end left out", "[wire][frames]") {
    queue_picture queue;
    queue.queue = insurance();
    queue.waiting = {ticket_id{413}, ticket_id{414}, ticket_id{409}};
    queue.waiting_total = 700;
    queue.last_called = ticket_number{'B', 23};

    SECTION("somebody serves") {
        queue.servers = 2;
        queue.service_time = 600s;
        auto const frame = read(wire::queue_frame(form::json, place, queue));
        REQUIRE(frame.queue().wait_by_position_size() == 4);
        for (int ahead = 0; ahead < 4; ++ahead) {
            auto const told = wait_for(static_cast<std::uint32_t>(ahead), 600s, 2).value();
            CHECK(frame.queue().wait_by_position(ahead).low_s() == told.low.count());
            CHECK(frame.queue().wait_by_position(ahead).high_s() == told.high.count());
        }
        CHECK(frame.queue().waiting(2) == 409);
        CHECK(frame.queue().waiting_total() == 700);
        CHECK(frame.queue().last_called() == "B023");
    }
    SECTION("nobody serves") {
        auto const frame = read(wire::queue_frame(form::json, place, queue));
        CHECK(frame.queue().wait_by_position_size() == 0);
    }
    SECTION("each place waits the same") {
        queue.servers = 2;
        queue.service_time = 0s;
        auto const frame = read(wire::queue_frame(form::json, place, queue));
        CHECK(frame.queue().wait_by_position_size() == 1);
    }
}

TEST_CASE("a ticket names its matters, also those the hall no longer offers", "[wire][frames]") {
    matter_config gone;
    gone.code = matter("SB-99");
    gone.name = {"旧事项", "Old matter"};
    hall_plan const plan(small_hall(), {gone});
    ticket_picture shown;
    shown.ticket = ticket_id{412};
    shown.number = {'B', 23};
    shown.zone = zone_b();
    shown.queue = insurance();
    shown.matters = {matter("SB-06"), matter("SB-99"), matter("never-heard-of")};
    shown.stage = missed{w05(), noon};
    shown.restore_until = noon + 30min;

    auto const frame = read(wire::ticket_frame(form::json, place, shown, plan, {"link", "zone/topic", "queue/topic"}));

    auto const& ticket = frame.ticket();
    CHECK(ticket.hall() == "shanting");
    CHECK(ticket.matter_names(0).zh() == "参保证明");
    CHECK(ticket.matter_names(1).en() == "Old matter");
    CHECK(ticket.matter_names(2).zh() == "never-heard-of");
    CHECK(ticket.stage() == v1::MISSED);
    CHECK(ticket.restore_until_ms() - ticket.stage_since_ms() == 30 * 60'000);
    CHECK(ticket.zone_topic() == "zone/topic");
    CHECK(ticket.queue_topic() == "queue/topic");
    CHECK_FALSE(ticket.has_wait());
}

TEST_CASE("every stage of a ticket has its name", "[wire][frames]") {
    hall_plan const plan(small_hall());
    auto const shown_as = [&](ticket_stage const& stage) {
        ticket_picture shown;
        shown.stage = stage;
        return read(wire::ticket_frame(form::json, place, shown, plan, {})).ticket().stage();
    };
    CHECK(shown_as(waiting{}) == v1::WAITING);
    CHECK(shown_as(called{}) == v1::CALLED);
    CHECK(shown_as(serving{}) == v1::SERVING);
    CHECK(shown_as(held{}) == v1::HELD);
    CHECK(shown_as(missed{}) == v1::MISSED);
    CHECK(shown_as(done{}) == v1::DONE);
    CHECK(shown_as(abandoned{}) == v1::ABANDONED);
}

// --- replies

record with(std::vector<event> events) {
    record happened;
    happened.epoch = 3;
    happened.seq = 1209;
    happened.command.bytes.fill(0xab);
    happened.at = noon;
    happened.events = std::move(events);
    return happened;
}

TEST_CASE("the reply to an issued ticket is what the slip prints", "[wire][replies]") {
    hall_plan const plan(small_hall());
    ticket_issued issued;
    issued.ticket = ticket_id{412};
    issued.number = {'B', 23};
    issued.zone = zone_b();
    issued.queue = insurance();
    issued.matters = {matter("SB-06")};
    issued.klass = ticket_class::priority;
    issued.ahead = 12;
    issued.wait = wait_range{10min, 25min};
    auto const happened = with({numbers_reserved{{}, 'B', 50}, issued});
    REQUIRE(wire::issued_by(happened) != nullptr);

    v1::Reply reply;
    REQUIRE(wire::from_json(wire::reply_body(happened, plan, {"link", "z", "q"}), reply).ok());

    CHECK(reply.command() == "abababababababababababababababab");
    CHECK(reply.at().seq() == 1209);
    CHECK(reply.ticket() == 412);
    CHECK(reply.number() == "B023");
    CHECK(reply.issued().link() == "link");
    auto const& slip = reply.issued().ticket();
    CHECK(slip.windows_size() == 2);
    CHECK(slip.windows(0) == 5);
    CHECK(slip.ahead() == 12);
    CHECK(slip.wait().high_s() == 1'500);
    CHECK(slip.priority());
    CHECK(slip.matter_names(0).en() == "Enrolment certificate");
    CHECK(slip.issued_ms() == noon.time_since_epoch().count());
    CHECK(slip.zone_topic() == "z");
}

TEST_CASE("the reply to call-next names the ticket called, not the one finished with it", "[wire][replies]") {
    hall_plan const plan(small_hall());
    ticket_called called;
    called.ticket = ticket_id{412};
    called.number = {'B', 23};
    called.window = w05();
    called.queue = insurance();
    auto const happened = with(
        {matter_finished{ticket_id{411}, w05(), matter("SB-06"), 60s}, ticket_done{ticket_id{411}, w05()}, called});
    CHECK(wire::issued_by(happened) == nullptr);

    auto const frame = read(wire::reply_frame(form::json, 7, happened, plan));

    CHECK(frame.request() == 7);
    CHECK(frame.reply().ticket() == 412);
    CHECK(frame.reply().number() == "B023");
    CHECK(frame.reply().called().call_id() == "3-1209");
    CHECK(frame.reply().called().window_no() == 5);
    CHECK(frame.reply().called().zone() == "B");
    CHECK(frame.reply().called().attempt() == 1);
    CHECK_FALSE(frame.reply().has_issued());
}

TEST_CASE("a retry gets the same bytes", "[wire][replies]") {
    hall_plan const plan(small_hall());
    auto const happened = with({ticket_recalled{ticket_id{412}, {'B', 23}, w05(), 2}});
    CHECK(wire::reply_frame(form::json, 7, happened, plan) == wire::reply_frame(form::json, 7, happened, plan));
    CHECK(read(wire::reply_frame(form::json, 7, happened, plan)).reply().called().attempt() == 2);
}

// --- problems

TEST_CASE("every refusal of the hall is a problem of the same name", "[wire][problems]") {
    for (int i = 0; i <= static_cast<int>(refusal_code::out_of_order); ++i) {
        auto const code = static_cast<refusal_code>(i);
        CHECK(wire::meaning_of(wire::problem_code_of(code)).name == to_string(code));
    }
}

TEST_CASE("every problem has a name of its own, a fitting status and words in both languages", "[wire][problems]") {
    std::set<std::string_view> names;
    for (auto const& meaning : wire::problem_table()) {
        INFO(meaning.name);
        CHECK(names.insert(meaning.name).second);
        CHECK(meaning.status >= 400);
        CHECK(meaning.status < 600);
        CHECK_FALSE(meaning.title.empty());
        CHECK_FALSE(meaning.detail_zh.empty());
        CHECK_FALSE(meaning.detail_en.empty());
        CHECK_FALSE(meaning.next_zh.empty());
        CHECK_FALSE(meaning.next_en.empty());
        CHECK(wire::meaning_of(meaning.code).name == meaning.name);
    }
}

TEST_CASE("a refusal tells who, where and when", "[wire][problems]") {
    refusal why;
    why.code = refusal_code::seat_taken;
    why.window = w05();
    why.staff = staff_id::parse("S06").value();
    why.next = noon;
    why.details = {"more"};

    auto const frame =
        read(wire::problem_frame(form::json, 4, wire::problem_of(why, with({}).command), "board/shanting"));

    CHECK(frame.request() == 4);
    CHECK(frame.topic() == "board/shanting");
    CHECK(frame.problem().code() == "seat_taken");
    CHECK(frame.problem().type() == "urn:buduan:problem:seat_taken");
    CHECK(frame.problem().status() == 409);
    CHECK(frame.problem().window() == "W05");
    CHECK(frame.problem().staff() == "S06");
    CHECK(frame.problem().next_ms() == noon.time_since_epoch().count());
    CHECK(frame.problem().command() == "abababababababababababababababab");
    CHECK(frame.problem().details(0) == "more");
}

// --- cards

TEST_CASE("a hall's card says where each matter is served and when it is offered", "[wire][cards]") {
    auto const hall = small_hall();
    wire::hall_card card{hall, {}, {}, {}, {3, 7}, noon, 12.5};
    card.today = {{calendar::service_phase::regular, noon - 210min, noon}};
    card.offer = [](matter_config const&) { return wire::matter_offer{false, noon + 90min}; };

    v1::HallCard read_card;
    REQUIRE(wire::from_json(wire::hall_card_body(card), read_card).ok());

    CHECK(read_card.id() == "shanting");
    CHECK(read_card.level() == "district");
    CHECK(read_card.zones(0).prefix() == "B");
    CHECK(read_card.windows_size() == 2);
    REQUIRE(read_card.matters_size() == 1);
    CHECK(read_card.matters(0).windows(0) == 5);
    CHECK(read_card.matters(0).windows(1) == 7);
    CHECK(read_card.matters(0).zones(0) == "B");
    CHECK_FALSE(read_card.matters(0).offered_now());
    CHECK(read_card.matters(0).offered_next_ms() == (noon + 90min).time_since_epoch().count());
    CHECK(read_card.today(0).phase() == v1::REGULAR);
    CHECK(read_card.revision().seq() == 7);
    CHECK(read_card.clock_speed() == 12.5);
    CHECK_FALSE(read_card.has_phase());
}

TEST_CASE("a person may sit at the windows of their roles, in list order", "[wire][cards]") {
    auto hall = small_hall();
    hall.windows[1].a_staff = staff_id::parse("S06").value();
    hall.windows[1].b_staff = {staff_id::parse("S05").value()};

    CHECK(wire::windows_of(hall, staff_id::parse("S05").value()) ==
          std::vector<window_id>{hall.windows[0].id, hall.windows[1].id});
    CHECK(wire::windows_of(hall, staff_id::parse("S06").value()) == std::vector<window_id>{hall.windows[1].id});
    CHECK(wire::windows_of(hall, staff_id::parse("S07").value()).empty());
}

}  // namespace
}  // namespace buduan
