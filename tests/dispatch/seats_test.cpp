// One person one seat, and what the window shows.

#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using namespace std::chrono;

TEST_CASE("only people with a role at a window sit there", "[dispatch][seat]") {
    hall_bench bench;
    CHECK(bench.refused(take_seat{window_id::parse("W99").value(), "S01"_staff, false}) ==
          refusal_code::unknown_window);
    CHECK(bench.refused(take_seat{"W01"_window, staff_id::parse("S77").value(), false}) == refusal_code::unknown_staff);
    CHECK(bench.refused(take_seat{"W03"_window, "S01"_staff, false}) == refusal_code::not_assigned);

    bench.run(take_seat{"W01"_window, "S90"_staff, false});
    CHECK(bench.seated("W01"_window) == "S90"_staff);
}

TEST_CASE("a seat is taken over only by asking so", "[dispatch][seat]") {
    hall_bench bench;
    bench.staff("W01"_window, "S01"_staff);

    auto const why = bench.try_it(take_seat{"W01"_window, "S90"_staff, false});
    REQUIRE(why);
    CHECK(why->code == refusal_code::seat_taken);
    CHECK(why->window == "W01"_window);
    CHECK(why->staff == "S01"_staff);

    bench.run(take_seat{"W01"_window, "S90"_staff, true});
    CHECK(hall_bench::find<seat_released>(bench.last)->cause == seat_release_cause::taken_over);
    CHECK(bench.seated("W01"_window) == "S90"_staff);
    CHECK(bench.state.desk("W01"_window)->facts.open);
    CHECK(bench.refused(close_window{"W01"_window, "S01"_staff}) == refusal_code::not_seated);
}

TEST_CASE("the handover keeps the ticket in hand", "[dispatch][seat]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ticket = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    bench.serve("W03"_window);

    bench.run(take_seat{"W03"_window, "S90"_staff, true});

    CHECK(bench.in_hand("W03"_window) == ticket);
    CHECK(std::get<serving>(bench.ticket_at(ticket).stage).staff == "S90"_staff);
    bench.finish("W03"_window);
    CHECK_FALSE(bench.ticket_at(ticket).open());
}

TEST_CASE("nobody sits at two windows", "[dispatch][seat]") {
    hall_bench bench;
    bench.staff("W03"_window, "S90"_staff);
    ticket_id const ticket = bench.issue("M-trade"_matter);
    bench.call("W03"_window);

    auto const why = bench.try_it(take_seat{"W01"_window, "S90"_staff, false});
    REQUIRE(why);
    CHECK(why->code == refusal_code::seated_elsewhere);
    CHECK(why->window == "W03"_window);

    bench.run(take_seat{"W01"_window, "S90"_staff, true});
    CHECK(bench.seated("W01"_window) == "S90"_staff);
    CHECK(bench.seated("W03"_window).empty());
    CHECK_FALSE(bench.state.desk("W03"_window)->facts.open);
    CHECK(hall_bench::find<seat_released>(bench.last)->cause == seat_release_cause::moved);
    CHECK(bench.line(trade) == std::vector<ticket_id>{ticket});  // left behind, so the next of its queue
}

TEST_CASE("taking one's own seat again changes nothing and is no error", "[dispatch][seat]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    bench.run(take_seat{"W03"_window, "S03"_staff, false});
    CHECK(bench.last.events == std::vector<event>{seat_taken{"W03"_window, "S03"_staff}});
    CHECK(bench.in_hand("W03"_window) == ticket_id{1});
}

TEST_CASE("with a ticket in hand nobody closes, steps away or signs off", "[dispatch][seat]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ticket = bench.issue("M-trade"_matter);
    bench.call("W03"_window);

    CHECK(bench.refused(close_window{"W03"_window, "S03"_staff}) == refusal_code::ticket_in_hand);
    CHECK(bench.refused(step_away{"W03"_window, "S03"_staff, "tea", bench.now + 5min}) == refusal_code::ticket_in_hand);
    auto const why = bench.try_it(release_seat{"W03"_window, "S03"_staff});
    REQUIRE(why);
    CHECK(why->code == refusal_code::ticket_in_hand);
    CHECK(why->ticket == ticket);
}

TEST_CASE("signing off closes the window", "[dispatch][seat]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    bench.run(release_seat{"W03"_window, "S03"_staff});
    CHECK(bench.last.events ==
          std::vector<event>{window_closed{"W03"_window},
                             seat_released{"W03"_window, "S03"_staff, seat_release_cause::signed_off}});
    CHECK(seats_of(bench.state).empty());
    CHECK(bench.refused(open_window{"W03"_window, "S03"_staff}) == refusal_code::not_seated);
}

TEST_CASE("a lease that ran out is that of its holder only", "[dispatch][seat]") {
    hall_bench bench;
    bench.staff("W03"_window, "S90"_staff);
    CHECK(bench.refused(expire_seat{"W03"_window, "S03"_staff}) == refusal_code::not_seated);
    bench.run(expire_seat{"W03"_window, "S90"_staff});
    CHECK(hall_bench::find<seat_released>(bench.last)->cause == seat_release_cause::lease_expired);
    CHECK(bench.seated("W03"_window).empty());
}

TEST_CASE("the away sign says why, until when, and where to go instead", "[dispatch][away]") {
    hall_bench bench;
    bench.staff("W02"_window, "S02"_staff);
    bench.staff("W01"_window, "S01"_staff);
    bench.staff("W03"_window, "S03"_staff);
    bench.staff("W05"_window, "S05"_staff);

    bench.run(step_away{"W02"_window, "S02"_staff, "copies", bench.now + 5min});

    auto const& sign = *bench.state.desk("W02"_window)->facts.away;
    CHECK(sign.reason == "copies");
    CHECK(sign.until == bench.now + 5min);
    // Those of the zone first, by number; then the one of another zone that does civil matters.
    CHECK(sign.instead == std::vector<window_id>{"W01"_window, "W03"_window, "W05"_window});
    auto const strip = window_of(bench.state, "W02"_window).value();
    CHECK(strip.state == window_state::away);
    CHECK(strip.instead == std::vector<std::uint32_t>{1, 3, 5});
    CHECK(strip.away_until == bench.now + 5min);

    bench.run(come_back{"W02"_window, "S02"_staff});
    CHECK(window_of(bench.state, "W02"_window)->state == window_state::free);
}

TEST_CASE("nobody is away from a window that is not open, or until a time that is past", "[dispatch][away]") {
    hall_bench bench;
    bench.run(take_seat{"W03"_window, "S03"_staff, false});
    CHECK(bench.refused(step_away{"W03"_window, "S03"_staff, "tea", bench.now + 5min}) ==
          refusal_code::window_not_open);
    CHECK(bench.refused(come_back{"W03"_window, "S03"_staff}) == refusal_code::window_not_open);
    CHECK(bench.refused(close_window{"W03"_window, "S03"_staff}) == refusal_code::window_not_open);
    bench.run(open_window{"W03"_window, "S03"_staff});
    CHECK(bench.refused(step_away{"W03"_window, "S03"_staff, "tea", bench.now}) == refusal_code::out_of_order);
}

TEST_CASE("whoever takes over an away window takes the sign down", "[dispatch][away]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    bench.run(step_away{"W03"_window, "S03"_staff, "tea", bench.now + 5min});
    CHECK(bench.refused(open_window{"W03"_window, "S03"_staff}) == refusal_code::window_away);

    bench.run(take_seat{"W03"_window, "S90"_staff, true});
    CHECK(window_of(bench.state, "W03"_window)->state == window_state::free);
}
