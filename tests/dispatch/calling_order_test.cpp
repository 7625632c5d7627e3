// The policy alone: whose turn it is, by rule and then by score.

#include "dispatch/calling_order.hpp"

#include "dispatch/hall_bench.hpp"

#include <algorithm>

using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

instant const noon{sys_days{2026y / 11 / 25} + 4h};
calling_rules const house;

line_head head(minutes age, ticket_class klass = ticket_class::ordinary) {
    line_head made;
    made.entry = {{noon - age, ticket_id{1}, 0}, ticket_id{1}};
    made.klass = klass;
    made.service_ms = milliseconds{4min}.count();
    return made;
}

line_head with(line_head one, void (*change)(line_head&)) {
    change(one);
    return one;
}

}  // namespace

TEST_CASE("each rule is found for whom it is meant", "[dispatch][calling_order]") {
    struct row {
        char const* who;
        line_head one;
        call_rule rule;
    };
    auto const after = [](std::uint32_t calls) {
        line_head made = head(5min);
        made.without_ordinary = calls;
        return made;
    };
    auto const bound = [](line_head& one) { one.bound = true; };
    for (row const& expected : {
             row{"somebody who has just come", head(0min), call_rule::index},
             row{"exactly at the protected age", head(40min), call_rule::index},
             row{"beyond it", head(41min), call_rule::max_age},
             row{"beyond it with priority", head(41min, ticket_class::priority), call_rule::max_age},
             row{"beyond it at a designated window", with(head(41min), bound), call_rule::max_age},
             row{"with priority", head(1min, ticket_class::priority), call_rule::priority},
             row{"with priority at a designated window", with(head(1min, ticket_class::priority), bound),
                 call_rule::priority},
             row{"after one call without an ordinary ticket", after(1), call_rule::index},
             row{"after two", after(2), call_rule::ordinary_owed},
             row{"after more", after(9), call_rule::ordinary_owed},
             row{"for a designated window", with(head(5min), bound), call_rule::bound},
             row{"for a designated window, whatever its queue owes", with(after(2), bound), call_rule::bound},
         }) {
        INFO(expected.who);
        CHECK(judge(expected.one, house, noon).rule == expected.rule);
    }
}

TEST_CASE("rules go in their order whatever the scores", "[dispatch][calling_order]") {
    waiting_entry const same{{noon, ticket_id{1}, 0}, ticket_id{1}};
    std::vector<call_rule> const order = {call_rule::max_age, call_rule::ordinary_owed, call_rule::priority,
                                          call_rule::index};
    for (std::size_t a = 0; a < order.size(); ++a) {
        for (std::size_t b = a + 1; b < order.size(); ++b) {
            CHECK(goes_before({order[a], 0}, {order[b], 1'000'000}, same, same));
            CHECK_FALSE(goes_before({order[b], 1'000'000}, {order[a], 0}, same, same));
        }
    }
    CHECK(goes_before({call_rule::bound, 2}, {call_rule::index, 1}, same, same));
    CHECK(goes_before({call_rule::index, 2}, {call_rule::bound, 1}, same, same));
}

TEST_CASE("equal scores go by seniority", "[dispatch][calling_order]") {
    waiting_entry const elder{{noon, ticket_id{1}, 0}, ticket_id{1}};
    waiting_entry const younger{{noon, ticket_id{2}, 0}, ticket_id{2}};
    verdict const same{call_rule::index, 7};
    CHECK(goes_before(same, same, elder, younger));
    CHECK_FALSE(goes_before(same, same, younger, elder));
}

TEST_CASE("the index grows with age, with short services and with pressure", "[dispatch][calling_order]") {
    auto const score = [](line_head const& one) { return judge(one, house, noon).score; };
    CHECK(score(head(10min)) > score(head(9min)));
    CHECK(score(with(head(10min), [](auto& one) { one.service_ms /= 2; })) > score(head(10min)));
    CHECK(score(with(head(10min), [](auto& one) { one.pressure = 500; })) > score(head(10min)));
    CHECK(score(with(head(39min), [](auto& one) {
              one.service_ms = 0;
              one.pressure = 20'000;
          })) > 0);
}

TEST_CASE("of three calls of a queue one is ordinary while any waits", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    for (int i = 0; i < 6; ++i) {
        bench.issue("M-trade"_matter, ticket_class::priority);
    }
    for (int i = 0; i < 2; ++i) {
        bench.issue("M-trade"_matter);
    }
    std::string classes;
    for (int i = 0; i < 8; ++i) {
        ticket_id const id = bench.call("W03"_window);
        classes += bench.ticket_at(id).klass == ticket_class::priority ? 'p' : 'o';
        bench.serve("W03"_window);
    }
    CHECK(classes == "ppoppopp");
}

TEST_CASE("an ordinary ticket that nobody passes over does not count for those to come", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    for (int i = 0; i < 4; ++i) {
        bench.issue("M-trade"_matter, ticket_class::priority);
    }
    for (int i = 0; i < 3; ++i) {
        bench.call("W03"_window);
        bench.serve("W03"_window);
    }
    bench.issue("M-trade"_matter);

    ticket_id const fourth = bench.call("W03"_window);
    CHECK(bench.ticket_at(fourth).klass == ticket_class::priority);
}

TEST_CASE("whoever waits beyond forty minutes goes first of all", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W02"_window, "S02"_staff);
    ticket_id const old = bench.issue("M-trade"_matter);
    bench.later(40min + 1ms);
    bench.issue("M-office"_matter, ticket_class::priority);

    CHECK(bench.call("W02"_window) == old);
    auto const& reason = hall_bench::find<ticket_called>(bench.last)->reason;
    CHECK(reason.rule_version == calling_rule_version);
    REQUIRE(reason.candidates.size() >= 1);
    CHECK(reason.candidates[0].rule == call_rule::max_age);
}

TEST_CASE("a call records the heads of line it chose among", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W02"_window, "S02"_staff);
    ticket_id const priority = bench.issue("M-trade"_matter, ticket_class::priority);
    ticket_id const ordinary = bench.issue("M-trade"_matter);
    bench.issue("M-trade"_matter);  // no head
    issue_ticket wanted;
    wanted.matters = {"M-office"_matter};
    wanted.zone = "general"_zone;
    ticket_id const other = bench.issue(wanted);
    bench.later(2min);

    bench.call("W02"_window);

    auto const& called = *hall_bench::find<ticket_called>(bench.last);
    CHECK(called.ticket == priority);
    CHECK_FALSE(called.ordinary);
    std::set<ticket_id> seen;
    for (call_candidate const& one : called.reason.candidates) {
        seen.insert(one.ticket);
    }
    CHECK(called.reason.candidates.front() == call_candidate{priority, trade, call_rule::priority, 120'000});
    CHECK(seen == std::set<ticket_id>{priority, ordinary, other});
}

TEST_CASE("a designated window is called for there, and elsewhere by its roles while nobody works there",
          "[dispatch][call_next][bound]") {
    hall_bench bench;
    issue_ticket wanted;
    wanted.matters = {"M-civil"_matter};
    wanted.window = "W01"_window;
    ticket_id const bound = bench.issue(wanted);
    bench.staff("W02"_window, "S90"_staff);  // a B-role of W01, and civil is done here

    SECTION("while nobody works there") {
        CHECK(bench.call("W02"_window) == bound);
        CHECK(hall_bench::find<ticket_called>(bench.last)->reason.candidates.front().rule == call_rule::bound);
    }
    SECTION("not while somebody does") {
        bench.staff("W01"_window, "S01"_staff);
        CHECK(bench.refused(call_next{"W02"_window, "S90"_staff, {}, false, {}}) == refusal_code::nobody_waits);
        CHECK(bench.call("W01"_window) == bound);
    }
    SECTION("again while that one is away") {
        bench.staff("W01"_window, "S01"_staff);
        bench.run(step_away{"W01"_window, "S01"_staff, "tea", bench.now + 5min});
        CHECK(bench.call("W02"_window) == bound);
    }
    SECTION("not by somebody without a role there") {
        bench.run(release_seat{"W02"_window, "S90"_staff});
        bench.staff("W05"_window, "S05"_staff);
        CHECK(bench.refused(call_next{"W05"_window, "S05"_staff, {}, false, {}}) == refusal_code::nobody_waits);
    }
}

TEST_CASE("a designated window takes nobody's turn", "[dispatch][call_next][bound]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    issue_ticket wanted;
    wanted.matters = {"M-trade"_matter};
    wanted.klass = ticket_class::priority;
    wanted.window = "W03"_window;
    bench.issue(wanted);
    bench.issue("M-trade"_matter);

    bench.call("W03"_window);

    CHECK(bench.state.queue(trade)->facts.without_ordinary == 0);
}

TEST_CASE("nobody starves, however many come with priority", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const ordinary = bench.issue("M-trade"_matter);
    int calls = 0;
    do {
        bench.issue("M-trade"_matter, ticket_class::priority);
        bench.issue("M-trade"_matter, ticket_class::priority);
        bench.later(1min);
        bench.call("W03"_window);
        bench.serve("W03"_window);
        REQUIRE(++calls <= 3);
    } while (bench.in_hand("W03"_window) != ordinary);
}
