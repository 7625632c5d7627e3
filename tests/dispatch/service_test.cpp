// From the start of a service to its end, or to somebody else.

#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

issue_ticket of(std::vector<matter_id> matters) {
    issue_ticket wanted;
    wanted.matters = std::move(matters);
    return wanted;
}

}  // namespace

TEST_CASE("a service has a beginning and an end", "[dispatch][service]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ticket = bench.issue("M-trade"_matter);
    finish_service const end{"W03"_window, "S03"_staff, ticket};
    CHECK(bench.refused(end) == refusal_code::wrong_stage);  // it waits
    bench.call("W03"_window);
    CHECK(bench.refused(end) == refusal_code::wrong_stage);  // it has not come yet

    bench.serve("W03"_window);
    CHECK(bench.refused(start_service{"W03"_window, "S03"_staff, ticket}) == refusal_code::wrong_stage);
    bench.later(7min + 400ms);
    bench.run(end);

    auto const& over = *hall_bench::find<matter_finished>(bench.last);
    CHECK(over.served == 7min);
    CHECK(over.matter == "M-trade"_matter);
    CHECK(bench.ticket_at(ticket).stage == ticket_stage{done{bench.now}});
    CHECK(bench.state.desk("W03"_window)->facts.done_today == 1);
    CHECK(bench.refused(end) == refusal_code::wrong_stage);
}

TEST_CASE("a verb on a ticket that another window has is refused", "[dispatch][service]") {
    hall_bench bench;
    bench.staff("W02"_window, "S02"_staff);
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const first = bench.issue("M-trade"_matter);
    ticket_id const second = bench.issue("M-trade"_matter);
    bench.call("W02"_window);
    bench.call("W03"_window);

    auto const why = bench.try_it(start_service{"W03"_window, "S03"_staff, first});
    REQUIRE(why);
    CHECK(why->code == refusal_code::other_ticket_in_hand);
    CHECK(why->ticket == second);
}

TEST_CASE("the matters of a ticket are served in turn without losing the place", "[dispatch][service]") {
    hall_bench bench;
    bench.staff("W02"_window, "S02"_staff);
    bench.staff("W04"_window, "S04"_staff);
    ticket_id const social_first = bench.issue("M-social"_matter);
    ticket_id const ticket = bench.issue(of({"M-trade"_matter, "M-civil"_matter, "M-social"_matter}));
    bench.later(1min);
    ticket_id const later_one = bench.issue("M-social"_matter);
    bench.call("W02"_window);
    bench.serve("W02"_window);

    bench.finish("W02"_window);
    CHECK(hall_bench::find<next_matter_started>(bench.last)->current_matter == 1);
    CHECK(bench.in_hand("W02"_window) == ticket);

    bench.later(4min);
    bench.finish("W02"_window);
    auto const& moved = *hall_bench::find<ticket_requeued>(bench.last);
    CHECK(moved.cause == requeue_cause::next_matter);
    CHECK(moved.queue == social);
    CHECK(bench.in_hand("W02"_window) == ticket_id{});
    CHECK(bench.line(social) == std::vector<ticket_id>{social_first, ticket, later_one});

    bench.call("W04"_window);
    bench.serve("W04"_window);
    bench.call("W04"_window);
    CHECK(bench.in_hand("W04"_window) == ticket);
    bench.serve("W04"_window);
    bench.finish("W04"_window);
    CHECK_FALSE(bench.ticket_at(ticket).open());
}

TEST_CASE("a transfer keeps seniority", "[dispatch][transfer]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ticket = bench.issue(of({"M-trade"_matter, "M-civil"_matter}));
    seniority const key = bench.ticket_at(ticket).key;
    bench.later(1min);
    ticket_id const other = bench.issue("M-social"_matter);
    bench.call("W03"_window);

    SECTION("to a matter, which takes the place of the current one") {
        bench.run(transfer_ticket{"W03"_window, "S03"_staff, ticket, "M-social"_matter, std::nullopt});
        CHECK(bench.ticket_at(ticket).matters == std::vector<matter_id>{"M-social"_matter, "M-civil"_matter});
        CHECK(bench.line(social) == std::vector<ticket_id>{ticket, other});
        CHECK(bench.ticket_at(ticket).zone == "social"_zone);
    }
    SECTION("to a window, which alone will call it") {
        bench.serve("W03"_window);
        bench.run(transfer_ticket{"W03"_window, "S03"_staff, ticket, std::nullopt, "W02"_window});
        CHECK(bench.ticket_at(ticket).bound_window == "W02"_window);
        CHECK(bench.line(trade) == std::vector<ticket_id>{ticket});
        bench.staff("W02"_window, "S02"_staff);
        CHECK(bench.refused(call_next{"W03"_window, "S03"_staff, {}, false, {}}) == refusal_code::nobody_waits);
        CHECK(bench.call("W02"_window) == ticket);
    }
    CHECK(bench.ticket_at(ticket).key == key);
    CHECK(bench.in_hand("W03"_window) == ticket_id{});
    CHECK(to_string(bench.ticket_at(ticket).number) == "A001");
}

TEST_CASE("a transfer that leads nowhere is refused", "[dispatch][transfer]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ticket = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    transfer_ticket const none{"W03"_window, "S03"_staff, ticket, {}, {}};
    auto const to = [&](auto change) {
        transfer_ticket wanted = none;
        change(wanted);
        return wanted;
    };

    CHECK(bench.refused(none) == refusal_code::unknown_window);
    CHECK(bench.refused(to([](auto& w) {
        w.to_matter = "M-civil"_matter;
        w.to_window = "W02"_window;
    })) == refusal_code::unknown_window);
    CHECK(bench.refused(to([](auto& w) { w.to_matter = matter_id::parse("M-none"); })) == refusal_code::unknown_matter);
    CHECK(bench.refused(to([](auto& w) { w.to_window = window_id::parse("W99"); })) == refusal_code::unknown_window);
    CHECK(bench.refused(to([](auto& w) { w.to_window = "W04"_window; })) == refusal_code::window_lacks_skill);
}

TEST_CASE("the citizen may leave before service begins", "[dispatch][cancel]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ticket = bench.issue("M-trade"_matter);

    SECTION("waiting") {}
    SECTION("called") {
        bench.call("W03"_window);
    }
    SECTION("missed") {
        bench.call("W03"_window);
        bench.miss("W03"_window);
    }
    SECTION("held") {
        bench.call("W03"_window);
        bench.run(hold_ticket{"W03"_window, "S03"_staff, ticket, ""});
    }
    bench.run(cancel_ticket{ticket});
    CHECK(bench.ticket_at(ticket).stage == ticket_stage{abandoned{bench.now, abandon_cause::citizen}});
    CHECK(bench.in_hand("W03"_window) == ticket_id{});
    CHECK(bench.refused(cancel_ticket{ticket}) == refusal_code::wrong_stage);
}

TEST_CASE("nobody leaves or is voided in the middle of a service", "[dispatch][cancel]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ticket = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    bench.serve("W03"_window);
    CHECK(bench.refused(cancel_ticket{ticket}) == refusal_code::wrong_stage);
    CHECK(bench.refused(void_ticket{ticket, "ghost"}) == refusal_code::wrong_stage);
}

TEST_CASE("a number that nobody picked up is voided with a reason, and not given out again", "[dispatch][void]") {
    hall_bench bench;
    ticket_id const ghost = bench.issue("M-trade"_matter);
    bench.run(void_ticket{ghost, "the printer was empty"});

    CHECK(hall_bench::find<ticket_abandoned>(bench.last)->reason == "the printer was empty");
    CHECK(std::get<abandoned>(bench.ticket_at(ghost).stage).cause == abandon_cause::voided);
    CHECK(to_string(bench.ticket_at(bench.issue("M-trade"_matter)).number) == "A002");
}

TEST_CASE("a queue learns how long a service takes, and no single one ruins it", "[dispatch][waits]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    auto const served_in = [&](minutes time) {
        bench.issue("M-trade"_matter);
        bench.call("W03"_window);
        bench.serve("W03"_window);
        bench.later(time);
        bench.finish("W03"_window);
        return queue_of(bench.state, trade)->service_time;
    };
    CHECK(queue_of(bench.state, trade)->service_time == 4min);
    CHECK(served_in(9min) == 5min);
    CHECK(served_in(300min) < 8min);
    seconds learned{};
    for (int i = 0; i < 100; ++i) {
        learned = served_in(6min);
    }
    CHECK(learned >= 350s);
    CHECK(learned <= 370s);
}
