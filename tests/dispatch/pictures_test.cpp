// What people see, and which of it a record changes.

#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

using windows = std::vector<window_id>;
using zones = std::vector<zone_id>;
using queues = std::vector<queue_key>;

touched last_touched(hall_bench const& bench) {
    return touched_by(bench.state, bench.last);
}

}  // namespace

TEST_CASE("a wait is told as a range of whole minutes, and not at all when nobody works", "[dispatch][waits]") {
    CHECK_FALSE(wait_for(3, 4min, 0));
    CHECK(wait_for(0, 4min, 1) == wait_range{0min, 4min});
    CHECK(wait_for(4, 4min, 1) == wait_range{12min, 24min});
    CHECK(wait_for(4, 4min, 4) == wait_range{3min, 6min});
    CHECK(wait_for(1, 90s, 1) == wait_range{1min, 4min});
    CHECK(wait_for(100'000, 4min, 1)->high > wait_for(100'000, 4min, 1)->low);
}

TEST_CASE("the board shows the newest calls, each ticket once, and every zone", "[dispatch][board]") {
    hall_bench bench(wide_hall(12));
    std::vector<ticket_id> tickets;
    for (window_config const& window : bench.state.plan()->config().windows) {
        bench.staff(window.id, window.a_staff);
        tickets.push_back(bench.issue("M-civil"_matter));
    }
    for (window_config const& window : bench.state.plan()->config().windows) {
        bench.later(1s);
        bench.call(window.id);
    }
    auto const picture = board_of(bench.state);
    REQUIRE(picture.calls.size() == calls_on_board);
    CHECK(to_string(picture.calls.front().number) == "A012");
    CHECK(to_string(picture.calls.back().number) == "A005");
    CHECK(picture.open_tickets == 12);
    CHECK(picture.zones == std::vector<zone_summary>{{"general"_zone, 0, 12}});

    bench.later(15s);
    bench.run(recall{"W05"_window, "S05"_staff, tickets[4]});
    auto const again = board_of(bench.state);
    CHECK(to_string(again.calls.front().number) == "A005");
    CHECK(again.calls.front().attempt == 2);
    CHECK(again.calls.front().seq == bench.last.seq);
    CHECK(std::count_if(again.calls.begin(), again.calls.end(),
                        [](auto const& call) { return to_string(call.number) == "A005"; }) == 1);
}

TEST_CASE("a window's strip follows its ticket", "[dispatch][board]") {
    hall_bench bench;
    auto const strip = [&] { return window_of(bench.state, "W03"_window).value(); };
    CHECK(strip().state == window_state::closed);
    CHECK(strip().no == 3);
    bench.staff("W03"_window, "S03"_staff);
    CHECK(strip().state == window_state::free);
    bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    CHECK(strip().state == window_state::called);
    CHECK(to_string(strip().number.value()) == "A001");
    CHECK(strip().attempt == 1);
    CHECK(strip().since == bench.now);
    bench.later(10s);
    bench.serve("W03"_window);
    CHECK(strip().state == window_state::serving);
    CHECK(strip().since == bench.now);
    bench.finish("W03"_window);
    CHECK(strip().state == window_state::free);
    CHECK_FALSE(strip().number);
}

TEST_CASE("a clerk sees whom the policy would call, in its order", "[dispatch][board][desk]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    for (int i = 0; i < 4; ++i) {
        bench.issue("M-trade"_matter, ticket_class::priority);
        bench.issue("M-trade"_matter);
    }
    auto const foreseen = desk_of(bench.state, "W03"_window, bench.now).value();
    CHECK(foreseen.waiting == 8);
    REQUIRE(foreseen.next.size() == 8);
    for (desk_row const& row : foreseen.next) {
        CHECK(bench.call("W03"_window) == row.ticket);
        CHECK(row.priority == (bench.ticket_at(row.ticket).klass == ticket_class::priority));
        bench.serve("W03"_window);
    }
}

TEST_CASE("a clerk sees what is in hand, held and missed", "[dispatch][board][desk]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const to_hold = bench.issue("M-trade"_matter);
    ticket_id const to_miss = bench.issue("M-trade"_matter);
    ticket_id const current = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    bench.run(hold_ticket{"W03"_window, "S03"_staff, to_hold, "papers"});
    bench.call("W03"_window);
    bench.miss("W03"_window);
    instant const missed_at = bench.now;
    bench.later(1min);
    bench.call("W03"_window);

    auto const desk = desk_of(bench.state, "W03"_window, bench.now).value();
    CHECK(desk.seated == "S03"_staff);
    CHECK(desk.current->ticket == current);
    CHECK(desk.calls_left == 2);
    CHECK(desk.recall_from == bench.now + 15s);
    REQUIRE(desk.held.size() == 1);
    CHECK(desk.held[0].ticket == to_hold);
    REQUIRE(desk.missed.size() == 1);
    CHECK(desk.missed[0].ticket == to_miss);
    CHECK(desk.missed[0].since == missed_at);
    CHECK(desk_of(bench.state, "W02"_window, bench.now)->missed.size() == 1);  // does trade too
    CHECK(desk_of(bench.state, "W01"_window, bench.now)->missed.empty());
    CHECK(desk_of(bench.state, "W03"_window, missed_at + 31min)->missed.empty());
}

TEST_CASE("a citizen sees the own place, window and time to come back", "[dispatch][board][ticket]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    bench.issue("M-trade"_matter);
    ticket_id const ticket = bench.issue("M-trade"_matter);
    auto const picture = [&] { return ticket_of(bench.state, ticket, bench.now).value(); };
    CHECK(picture().ahead == 1);
    CHECK(picture().windows == std::vector<std::uint32_t>{2, 3});
    CHECK(picture().wait == wait_for(1, 4min, 1));

    bench.call("W03"_window);
    bench.serve("W03"_window);
    bench.call("W03"_window);
    CHECK(picture().window_no == 3);
    CHECK_FALSE(picture().wait);
    bench.miss("W03"_window);
    CHECK(picture().restore_until == bench.now + 30min);
    CHECK_FALSE(picture().window_no);
}

TEST_CASE("phones of a queue share who waits, in order and bounded", "[dispatch][board][queue]") {
    hall_bench bench(wide_hall(2));
    for (std::size_t i = 0; i < queue_picture_limit + 20; ++i) {
        bench.issue("M-civil"_matter);
    }
    bench.staff("W02"_window, "S02"_staff);
    auto const picture = queue_of(bench.state, civil).value();
    CHECK(picture.waiting.size() == queue_picture_limit);
    CHECK(picture.waiting.front() == ticket_id{1});
    CHECK(picture.waiting_total == queue_picture_limit + 20);
    CHECK(picture.windows == std::vector<std::uint32_t>{2});
    CHECK(picture.servers == 1);
    bench.call("W02"_window);
    CHECK(to_string(queue_of(bench.state, civil)->last_called.value()) == "A001");
}

TEST_CASE("there is no picture of what is not there", "[dispatch][board]") {
    hall_bench bench;
    CHECK_FALSE(zone_of(bench.state, zone_id::parse("moon").value()));
    CHECK_FALSE(window_of(bench.state, window_id::parse("W99").value()));
    CHECK_FALSE(desk_of(bench.state, window_id::parse("W99").value(), bench.now));
    CHECK_FALSE(queue_of(bench.state, {"general"_zone, "social"_skill}));
    CHECK_FALSE(ticket_of(bench.state, ticket_id{1}, bench.now));
    CHECK(board_of(hall()).zones.empty());
    CHECK_FALSE(window_of(hall(), "W01"_window));
}

TEST_CASE("a record names what it changed and nothing else", "[dispatch][touched]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);

    ticket_id const ticket = bench.issue("M-trade"_matter);
    touched changed = last_touched(bench);
    CHECK(changed.board);
    CHECK_FALSE(changed.everything);
    CHECK(changed.zones == zones{"general"_zone});
    CHECK(changed.queues == queues{trade});
    CHECK(changed.tickets == std::vector<ticket_id>{ticket});
    CHECK(changed.windows.empty());
    CHECK(changed.desks == windows{"W02"_window, "W03"_window});

    bench.call("W03"_window);
    changed = last_touched(bench);
    CHECK(changed.windows == windows{"W03"_window});
    CHECK(changed.desks == windows{"W02"_window});
    REQUIRE(changed.calls.size() == 1);
    CHECK(changed.calls[0].window_no == 3);
    CHECK(changed.calls[0].zone == "general"_zone);

    bench.serve("W03"_window);
    changed = last_touched(bench);
    CHECK_FALSE(changed.board);
    CHECK(changed.zones == zones{"general"_zone});
    CHECK(changed.windows == windows{"W03"_window});
    CHECK(changed.queues.empty());
    CHECK(changed.calls.empty());

    bench.run(claim_leadership{"bench", 1, false, 0});
    changed = last_touched(bench);
    CHECK_FALSE(changed.board);
    CHECK(changed.zones.empty());

    bench.tomorrow();
    CHECK(last_touched(bench).everything);
}

TEST_CASE("a recall is announced with its attempt", "[dispatch][touched]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    issue_ticket wanted;
    wanted.matters = {"M-trade"_matter};
    wanted.language = language::en;
    ticket_id const ticket = bench.issue(wanted);
    bench.call("W03"_window);
    bench.later(15s);
    bench.run(recall{"W03"_window, "S03"_staff, ticket});

    auto const changed = last_touched(bench);
    REQUIRE(changed.calls.size() == 1);
    CHECK(changed.calls[0].attempt == 2);
    CHECK(changed.calls[0].language == language::en);
    CHECK(changed.calls[0] == board_of(bench.state).calls.front());
}
