// Where a ticket goes in again.

#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

using ids = std::vector<ticket_id>;

// A ticket of the trade queue that was called and did not come.
ticket_id a_missed_one(hall_bench& bench) {
    ticket_id const ticket = bench.issue("M-trade"_matter);
    bench.run(call_ticket{"W03"_window, "S03"_staff, ticket, "to be missed"});
    bench.miss("W03"_window);
    return ticket;
}

ids tickets(hall_bench& bench, int count) {
    ids made;
    for (int i = 0; i < count; ++i) {
        made.push_back(bench.issue("M-trade"_matter));
    }
    return made;
}

hall_bench a_trade_hall() {
    hall_config config = small_hall();
    config.rules.restore_within = 600min;
    config.rules.protected_after = 6'000min;
    hall_bench bench(config);
    bench.staff("W03"_window, "S03"_staff);
    return bench;
}

}  // namespace

TEST_CASE("a restored ticket goes in behind the third who waits", "[dispatch][restore]") {
    hall_bench bench = a_trade_hall();
    ticket_id const gone = a_missed_one(bench);
    ids const waiting_now = tickets(bench, 5);

    bench.run(restore_ticket{gone});

    CHECK(bench.line(trade) ==
          ids{waiting_now[0], waiting_now[1], waiting_now[2], gone, waiting_now[3], waiting_now[4]});
    CHECK(hall_bench::find<ticket_requeued>(bench.last)->ahead == 3);
}

TEST_CASE("where fewer than three wait a restored ticket goes to the end", "[dispatch][restore]") {
    hall_bench bench = a_trade_hall();
    ticket_id const gone = a_missed_one(bench);
    int const people = GENERATE(0, 1, 2);
    ids expected = tickets(bench, people);

    bench.run(restore_ticket{gone});
    expected.push_back(gone);
    CHECK(bench.line(trade) == expected);

    expected.push_back(bench.issue("M-trade"_matter));
    CHECK(bench.line(trade) == expected);
}

TEST_CASE("places stay exact after hundreds of restores behind one ticket", "[dispatch][restore]") {
    hall_bench bench = a_trade_hall();
    ids gone;
    for (int i = 0; i < 300; ++i) {
        gone.push_back(a_missed_one(bench));
    }
    ids expected = tickets(bench, 4);
    std::size_t spaced_out = 0;
    for (ticket_id const one : gone) {
        bench.run(restore_ticket{one});
        spaced_out += bench.last.events.size() > 1 ? 1 : 0;
        expected.insert(expected.begin() + 3, one);
        REQUIRE(bench.line(trade) == expected);
    }
    CHECK(spaced_out > 0);
    CHECK(spaced_out < 30);  // the group is spaced out once in many restores, not at each
}

TEST_CASE("places stay exact when calls and restores take turns", "[dispatch][restore]") {
    hall_bench bench = a_trade_hall();
    ids gone;
    for (int i = 0; i < 200; ++i) {
        gone.push_back(a_missed_one(bench));
    }
    ids expected = tickets(bench, 3);
    for (std::size_t i = 0; i < gone.size(); ++i) {
        bench.run(restore_ticket{gone[i]});
        expected.insert(expected.begin() + std::min<std::ptrdiff_t>(3, std::ssize(expected)), gone[i]);
        REQUIRE(bench.line(trade) == expected);
        if (i % 3 == 0) {
            REQUIRE(bench.call("W03"_window) == expected.front());
            bench.serve("W03"_window);
            expected.erase(expected.begin());
        }
    }
}

TEST_CASE("a ticket comes back within half an hour, and not later", "[dispatch][restore]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const gone = a_missed_one(bench);
    instant const since = bench.now;

    bench.now = since + 30min;
    SECTION("in time") {
        bench.run(restore_ticket{gone});
    }
    SECTION("too late") {
        bench.later(1ms);
        CHECK(bench.refused(restore_ticket{gone}) == refusal_code::too_late);
    }
    SECTION("too late and given up") {
        bench.run(run_deadlines{});
        CHECK(bench.refused(restore_ticket{gone}) == refusal_code::too_late);
    }
}

TEST_CASE("only a missed ticket is restored", "[dispatch][restore]") {
    hall_bench bench;
    ticket_id const waits = bench.issue("M-trade"_matter);
    CHECK(bench.refused(restore_ticket{waits}) == refusal_code::wrong_stage);
    CHECK(bench.refused(restore_ticket{ticket_id{99}}) == refusal_code::unknown_ticket);
}

TEST_CASE("who asks to be called later goes behind the third after it", "[dispatch][delay]") {
    hall_bench bench = a_trade_hall();
    ids const all = tickets(bench, 6);

    bench.run(delay_ticket{all[1]});
    CHECK(bench.line(trade) == ids{all[0], all[2], all[3], all[4], all[1], all[5]});
    CHECK(hall_bench::find<ticket_requeued>(bench.last)->ahead == 4);

    bench.run(delay_ticket{all[1]});
    CHECK(bench.line(trade) == ids{all[0], all[2], all[3], all[4], all[5], all[1]});

    bench.run(delay_ticket{all[1]});  // nobody is behind: it stays
    CHECK(bench.line(trade) == ids{all[0], all[2], all[3], all[4], all[5], all[1]});
    ticket_id const newest = bench.issue("M-trade"_matter);
    CHECK(bench.line(trade).back() == newest);
}

TEST_CASE("places stay exact after hundreds of delays", "[dispatch][delay]") {
    hall_bench bench = a_trade_hall();
    ids expected = tickets(bench, 9);
    for (int i = 0; i < 400; ++i) {
        auto const from = static_cast<std::ptrdiff_t>(i % 5);
        ticket_id const one = expected[static_cast<std::size_t>(from)];
        bench.run(delay_ticket{one});
        expected.erase(expected.begin() + from);
        expected.insert(expected.begin() + from + 3, one);
        REQUIRE(bench.line(trade) == expected);
    }
}

TEST_CASE("a ticket whose window loses its clerk is the next of its queue", "[dispatch][seat]") {
    hall_bench bench = a_trade_hall();
    ids const all = tickets(bench, 4);
    bool const serving_it = GENERATE(false, true);
    // Out of turn, so that its own seniority would not bring it to the front.
    bench.run(call_ticket{"W03"_window, "S03"_staff, all[2], "haste"});
    if (serving_it) bench.serve("W03"_window);

    bench.run(expire_seat{"W03"_window, "S03"_staff});

    CHECK(bench.line(trade) == ids{all[2], all[0], all[1], all[3]});
    CHECK(hall_bench::find<ticket_requeued>(bench.last)->from_window == "W03"_window);
}

TEST_CASE("a held ticket comes back to its own place", "[dispatch][hold]") {
    hall_bench bench = a_trade_hall();
    ids const all = tickets(bench, 3);
    bench.call("W03"_window);
    bench.serve("W03"_window);
    bench.run(hold_ticket{"W03"_window, "S03"_staff, all[0], "a paper is missing"});
    CHECK(bench.ticket_at(all[0]).stage == ticket_stage{held{"W03"_window, bench.now, "a paper is missing"}});
    bench.later(5min);

    bench.run(resume_ticket{all[0]});

    CHECK(bench.line(trade) == all);
}
