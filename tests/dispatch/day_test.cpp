// Phases, deadlines and midnight.

#include "calendar/business_day.hpp"
#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using buduan::calendar::service_phase;
using namespace std::chrono;

TEST_CASE("a phase does not run backwards", "[dispatch][phase]") {
    hall_bench bench;
    auto yesterday = hall_bench::span(service_phase::regular, bench.now, bench.now + 1h);
    yesterday.day = bench.state.day() - days{1};
    CHECK(bench.refused(enter_phase{yesterday}) == refusal_code::out_of_order);
    auto const over = hall_bench::span(service_phase::regular, bench.now - 2h, bench.now);
    CHECK(bench.refused(enter_phase{over}) == refusal_code::out_of_order);
}

TEST_CASE("an older epoch does not lead", "[dispatch][leadership]") {
    hall_bench bench;
    bench.run(claim_leadership{"second", 7, false, 0});
    CHECK(bench.state.epoch() == 7);
    CHECK(bench.refused(claim_leadership{"first", 6, false, 0}) == refusal_code::out_of_order);
}

TEST_CASE("closing time ends no ticket", "[dispatch][extension]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const late = bench.issue("M-trade"_matter);
    bench.run(enter_phase{hall_bench::span(service_phase::extension, bench.now, bench.now + 12h)});
    CHECK_FALSE(next_deadline(bench.state));
    bench.later(5h);

    CHECK(bench.call("W03"_window) == late);
    bench.serve("W03"_window);
    bench.finish("W03"_window);
    CHECK(board_of(bench.state).open_tickets == 0);
}

TEST_CASE("at midnight numbers begin again, and tickets of the extension keep theirs", "[dispatch][day]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const served = bench.issue("M-trade"_matter);
    ticket_id const waits = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    bench.serve("W03"_window);
    bench.finish("W03"_window);
    CHECK(bench.state.desk("W03"_window)->facts.done_today == 1);

    bench.tomorrow();

    CHECK(bench.state.find(served) == nullptr);
    CHECK(to_string(bench.ticket_at(waits).number) == "A002");
    CHECK(bench.state.desk("W03"_window)->facts.done_today == 0);
    CHECK(board_of(bench.state).calls.empty());
    CHECK(queue_of(bench.state, trade)->service_time != 0s);  // what was learned stays

    ticket_id const first = bench.issue("M-trade"_matter);
    ticket_id const second = bench.issue("M-trade"_matter);
    CHECK(to_string(bench.ticket_at(first).number) == "A001");
    CHECK(to_string(bench.ticket_at(second).number) == "A002");  // another day's A002 waits still
    CHECK(first > waits);
    CHECK(bench.line(trade) == std::vector<ticket_id>{waits, first, second});
    CHECK(bench.call("W03"_window) == waits);
}

TEST_CASE("a missed ticket that does not come back is given up", "[dispatch][deadline]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const first = bench.issue("M-trade"_matter);
    ticket_id const second = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    bench.miss("W03"_window);
    instant const first_due = bench.now + 30min;
    bench.call("W03"_window);
    bench.miss("W03"_window);
    instant const second_due = bench.now + 30min;

    CHECK(next_deadline(bench.state) == first_due);
    auto const early = bench.try_it(run_deadlines{});
    REQUIRE(early);
    CHECK(early->next == first_due);

    bench.now = first_due;
    bench.run(run_deadlines{});
    CHECK(std::get<abandoned>(bench.ticket_at(first).stage).cause == abandon_cause::not_restored);
    CHECK(std::holds_alternative<missed>(bench.ticket_at(second).stage));
    CHECK(next_deadline(bench.state) == second_due);

    bench.run(restore_ticket{second});
    CHECK_FALSE(next_deadline(bench.state));
}

TEST_CASE("what falls due together is one record", "[dispatch][deadline]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    for (int i = 0; i < 3; ++i) {
        bench.issue("M-trade"_matter);
        bench.call("W03"_window);
        bench.miss("W03"_window);
    }
    bench.later(24h);
    bench.run(run_deadlines{});
    CHECK(bench.last.events.size() == 3);
    CHECK(bench.state.open_tickets() == 0);
}

TEST_CASE("an image makes the same hall, in the middle of everything", "[dispatch][image]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    bench.staff("W02"_window, "S90"_staff);
    for (int i = 0; i < 9; ++i) {
        issue_ticket wanted;
        wanted.matters = {"M-trade"_matter, "M-civil"_matter};
        wanted.person = "p" + std::to_string(i);
        if (i == 4) wanted.window = "W02"_window;
        bench.issue(wanted);
    }
    bench.call("W03"_window);
    bench.miss("W03"_window);
    bench.call("W03"_window);
    bench.run(hold_ticket{"W03"_window, "S03"_staff, bench.in_hand("W03"_window), "papers"});
    bench.call("W02"_window);
    bench.run(step_away{"W03"_window, "S03"_staff, "tea", bench.now + 9min});

    hall const again(bench.state.image());

    CHECK(again == bench.state);
    command const next{{}, {}, call_next{"W02"_window, "S90"_staff, {}, false, {}}};
    CHECK(next_deadline(again) == next_deadline(bench.state));
    CHECK(decide(again, next, bench.now).has_error());
    CHECK(desk_of(again, "W02"_window, bench.now) == desk_of(bench.state, "W02"_window, bench.now));
    CHECK(queue_of(again, trade) == queue_of(bench.state, trade));
    CHECK(hall() == hall(hall_image{}));
}
