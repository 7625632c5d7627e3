// The keys of a window that call: next, by hand, once more, and no longer.

#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

auto const window = "W01"_window;
auto const clerk = "S01"_staff;

call_next next(ticket_id expected = {}, bool finish = false) {
    return {window, clerk, expected, finish, std::nullopt};
}

}  // namespace

TEST_CASE("a window calls the eldest ticket of its queue", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff(window, clerk);
    ticket_id const first = bench.issue("M-civil"_matter);
    bench.later(1s);
    bench.issue("M-office"_matter);

    CHECK(bench.call(window) == first);
    CHECK(bench.ticket_at(first).stage == ticket_stage{called{window, clerk, bench.now, 1}});
    CHECK(bench.in_hand(window) == first);
}

TEST_CASE("calling next on an empty queue is refused", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff(window, clerk);
    bench.issue("M-trade"_matter);  // not done here

    CHECK(bench.refused(next()) == refusal_code::nobody_waits);
}

TEST_CASE("at the opening bell each waiting ticket is called once", "[dispatch][call_next]") {
    hall_bench bench(wide_hall(42));
    for (int i = 0; i < 30; ++i) {
        bench.issue("M-civil"_matter);
    }
    for (window_config const& one : bench.state.plan()->config().windows) {
        bench.staff(one.id, one.a_staff);
    }
    std::set<ticket_id> distinct;
    int nobody = 0;
    for (window_config const& one : bench.state.plan()->config().windows) {
        auto const why = bench.try_it(call_next{one.id, one.a_staff, {}, false, {}});
        if (why) {
            CHECK(why->code == refusal_code::nobody_waits);
            ++nobody;
        } else {
            distinct.insert(bench.in_hand(one.id));
        }
    }
    CHECK(distinct.size() == 30);
    CHECK(nobody == 12);
}

TEST_CASE("who may not call is told why", "[dispatch][call_next]") {
    hall_bench bench;
    bench.issue("M-civil"_matter);
    CHECK(bench.refused(call_next{window_id::parse("W99").value(), clerk, {}, false, {}}) ==
          refusal_code::unknown_window);
    CHECK(bench.refused(call_next{window, staff_id::parse("S77").value(), {}, false, {}}) ==
          refusal_code::unknown_staff);
    CHECK(bench.refused(next()) == refusal_code::not_seated);

    bench.run(take_seat{window, clerk, false});
    CHECK(bench.refused(next()) == refusal_code::window_not_open);
    CHECK(bench.refused(call_next{window, "S90"_staff, {}, false, {}}) == refusal_code::not_seated);

    bench.run(open_window{window, clerk});
    bench.run(step_away{window, clerk, "tea", bench.now + 5min});
    auto const why = bench.try_it(next());
    REQUIRE(why);
    CHECK(why->code == refusal_code::window_away);
    CHECK(why->next == bench.now + 5min);
}

TEST_CASE("a key press that comes too late, or with an old picture, calls nobody", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff(window, clerk);
    ticket_id const first = bench.issue("M-civil"_matter);
    bench.issue("M-civil"_matter);

    call_next late = next();
    late.expires = bench.now - 1ms;
    CHECK(bench.refused(late) == refusal_code::expired);
    late.expires = bench.now;
    bench.run(late);

    CHECK(bench.refused(next()) == refusal_code::other_ticket_in_hand);
    CHECK(bench.refused(next(ticket_id{99}, true)) == refusal_code::other_ticket_in_hand);
    CHECK(bench.refused(next(first)) == refusal_code::ticket_in_hand);
    CHECK(bench.refused(next(first, true)) == refusal_code::call_again_first);
}

TEST_CASE("the big key finishes what is served and calls the next in one record", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff(window, clerk);
    ticket_id const first = bench.issue("M-civil"_matter);
    ticket_id const second = bench.issue("M-office"_matter);
    bench.call(window);
    bench.serve(window);
    bench.later(3min);

    CHECK(bench.call(window) == second);
    CHECK(std::holds_alternative<done>(bench.ticket_at(first).stage));
    CHECK(hall_bench::find<matter_finished>(bench.last)->served == 3min);
}

TEST_CASE("the big key finishes even when nobody waits behind", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff(window, clerk);
    ticket_id const only = bench.issue("M-civil"_matter);
    bench.call(window);
    bench.serve(window);

    CHECK(bench.call(window) == ticket_id{});
    CHECK(std::holds_alternative<done>(bench.ticket_at(only).stage));
    CHECK(bench.in_hand(window) == ticket_id{});
}

TEST_CASE("the big key stays with a ticket whose next matter is done here too", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W02"_window, "S02"_staff);
    issue_ticket two;
    two.matters = {"M-trade"_matter, "M-civil"_matter};
    ticket_id const first = bench.issue(two);
    bench.issue("M-trade"_matter);
    bench.call("W02"_window);
    bench.serve("W02"_window);

    CHECK(bench.call("W02"_window) == ticket_id{});
    CHECK(bench.in_hand("W02"_window) == first);
    CHECK(bench.ticket_at(first).current_matter == 1);
}

TEST_CASE("a ticket is called three times with pauses, and missed after that", "[dispatch][recall]") {
    hall_bench bench;
    bench.staff(window, clerk);
    ticket_id const ticket = bench.issue("M-civil"_matter);
    bench.call(window);
    recall const again{window, clerk, ticket};
    mark_missed const gone{window, clerk, ticket};

    auto const early = bench.try_it(again);
    REQUIRE(early);
    CHECK(early->code == refusal_code::too_soon);
    CHECK(early->next == bench.now + 15s);
    CHECK(bench.refused(gone) == refusal_code::call_again_first);

    bench.later(15s);
    bench.run(again);
    CHECK(hall_bench::find<ticket_recalled>(bench.last)->attempt == 2);
    CHECK(bench.refused(gone) == refusal_code::call_again_first);
    bench.later(15s);
    bench.run(again);
    bench.later(15s);
    CHECK(bench.refused(again) == refusal_code::budget_spent);

    bench.run(gone);
    CHECK(bench.ticket_at(ticket).stage == ticket_stage{missed{window, bench.now}});
    CHECK(bench.in_hand(window) == ticket_id{});
    CHECK(bench.refused(again) == refusal_code::wrong_stage);
}

TEST_CASE("the big key misses a ticket that was called to the end", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const first = bench.issue("M-trade"_matter);
    ticket_id const second = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    for (int i = 0; i < 2; ++i) {
        bench.later(15s);
        bench.run(recall{"W03"_window, "S03"_staff, first});
    }

    CHECK(bench.call("W03"_window) == second);
    CHECK(std::holds_alternative<missed>(bench.ticket_at(first).stage));
}

TEST_CASE("a call out of turn keeps its reason and those it passed over", "[dispatch][call_ticket]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const first = bench.issue("M-trade"_matter);
    ticket_id const second = bench.issue("M-trade"_matter);

    bench.run(call_ticket{"W03"_window, "S03"_staff, second, "a child is ill"});

    auto const& call = *hall_bench::find<ticket_called>(bench.last);
    CHECK(call.ticket == second);
    CHECK(call.reason.by_hand == "a child is ill");
    REQUIRE(call.reason.candidates.size() == 2);
    CHECK(call.reason.candidates[0].rule == call_rule::by_hand);
    CHECK(call.reason.candidates[1].ticket == first);
    CHECK(bench.state.queue(trade)->facts.without_ordinary == 0);
}

TEST_CASE("what cannot be called by hand is refused", "[dispatch][call_ticket]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    auto const by_hand = [](ticket_id id) { return call_ticket{"W03"_window, "S03"_staff, id, "haste"}; };
    ticket_id const elsewhere = bench.issue("M-social"_matter);
    ticket_id const closed = bench.issue("M-trade"_matter);
    bench.run(cancel_ticket{closed});

    CHECK(bench.refused(by_hand(ticket_id{77})) == refusal_code::unknown_ticket);
    CHECK(bench.refused(by_hand(elsewhere)) == refusal_code::window_lacks_skill);
    auto const why = bench.try_it(by_hand(closed));
    REQUIRE(why);
    CHECK(why->code == refusal_code::wrong_stage);
    CHECK(why->details == std::vector<std::string>{"abandoned"});

    ticket_id const first = bench.issue("M-trade"_matter);
    ticket_id const second = bench.issue("M-trade"_matter);
    bench.run(by_hand(first));
    CHECK(bench.refused(by_hand(second)) == refusal_code::ticket_in_hand);
}
