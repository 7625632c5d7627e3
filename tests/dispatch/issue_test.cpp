#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using buduan::calendar::service_phase;
using buduan::calendar::service_regime;
using namespace std::chrono;

namespace {

issue_ticket a_ticket(std::vector<matter_id> matters) {
    issue_ticket wanted;
    wanted.matters = std::move(matters);
    return wanted;
}

ticket_issued const& issued(hall_bench& bench, issue_ticket wanted) {
    return *hall_bench::find<ticket_issued>(bench.run(std::move(wanted)));
}

std::string number(hall_bench& bench, matter_id matter) {
    return to_string(bench.ticket_at(bench.issue(matter)).number);
}

}  // namespace

TEST_CASE("a ticket number has three digits, and grows to four and five", "[dispatch][number]") {
    CHECK(to_string(ticket_number{'A', 1}) == "A001");
    CHECK(to_string(ticket_number{'B', 23}) == "B023");
    CHECK(to_string(ticket_number{'Z', 999}) == "Z999");
    CHECK(to_string(ticket_number{'A', 1'000}) == "A1000");
    CHECK(to_string(ticket_number{'A', 12'345}) == "A12345");
}

TEST_CASE("numbers run from 001 for each letter", "[dispatch][issue]") {
    hall_bench bench;

    CHECK(number(bench, "M-trade"_matter) == "A001");
    CHECK(number(bench, "M-social"_matter) == "B001");
    CHECK(number(bench, "M-trade"_matter) == "A002");
    CHECK(number(bench, "M-social"_matter) == "B002");
}

TEST_CASE("numbers are reserved in blocks before they are handed out", "[dispatch][issue]") {
    hall_config config = small_hall();
    config.rules.number_reserve = 3;
    hall_bench bench(config);
    std::vector<std::uint32_t> reserved;
    for (int i = 0; i < 7; ++i) {
        bench.issue("M-trade"_matter);
        auto const* block = hall_bench::find<numbers_reserved>(bench.last);
        reserved.push_back(block == nullptr ? 0 : block->up_to);
    }

    CHECK(reserved == std::vector<std::uint32_t>{3, 0, 0, 6, 0, 0, 9});
}

TEST_CASE("after a restore numbers go on behind all that were reserved, and a jump", "[dispatch][issue]") {
    hall_bench bench;
    bench.issue("M-trade"_matter);  // reserves 1 to 50

    bench.run(claim_leadership{"bench", 1, true, 20});

    CHECK(number(bench, "M-trade"_matter) == "A071");
    CHECK(number(bench, "M-social"_matter) == "B021");
}

TEST_CASE("the jump of a restore holds for the day that opens after it", "[dispatch][issue]") {
    hall_bench bench;
    bench.issue("M-trade"_matter);
    bench.run(claim_leadership{"bench", 1, true, 20});
    bench.tomorrow();

    CHECK(number(bench, "M-trade"_matter) == "A021");

    bench.tomorrow();
    CHECK(number(bench, "M-trade"_matter) == "A001");
}

TEST_CASE("the zone with the shortest expected wait is chosen, then the first of the list", "[dispatch][issue]") {
    hall_bench bench;
    bench.staff("W01"_window, "S01"_staff);
    bench.staff("W05"_window, "S05"_staff);

    CHECK(issued(bench, a_ticket({"M-civil"_matter})).zone == "general"_zone);
    CHECK(issued(bench, a_ticket({"M-civil"_matter})).zone == "social"_zone);
    CHECK(issued(bench, a_ticket({"M-civil"_matter})).zone == "general"_zone);
}

TEST_CASE("a zone where nobody works comes after one where somebody does", "[dispatch][issue]") {
    hall_bench bench;
    bench.staff("W05"_window, "S05"_staff);
    for (int i = 0; i < 5; ++i) {
        CHECK(issued(bench, a_ticket({"M-civil"_matter})).zone == "social"_zone);
    }
}

TEST_CASE("two windows of a zone halve its wait", "[dispatch][issue]") {
    hall_bench bench;
    bench.staff("W01"_window, "S01"_staff);
    bench.staff("W02"_window, "S02"_staff);
    bench.staff("W05"_window, "S05"_staff);
    std::map<zone_id, int> chosen;
    for (int i = 0; i < 9; ++i) {
        ++chosen[issued(bench, a_ticket({"M-civil"_matter})).zone];
    }
    CHECK(chosen["general"_zone] == 6);
    CHECK(chosen["social"_zone] == 3);
}

TEST_CASE("the slip promises people ahead and a wait, or no wait when nobody works", "[dispatch][issue]") {
    hall_bench bench;
    auto const first = issued(bench, a_ticket({"M-trade"_matter}));
    CHECK(first.ahead == 0);
    CHECK_FALSE(first.wait);

    bench.staff("W03"_window, "S03"_staff);
    auto const second = issued(bench, a_ticket({"M-trade"_matter}));
    CHECK(second.ahead == 1);
    REQUIRE(second.wait);
    CHECK(*second.wait == wait_range{3min, 9min});  // four minutes before it, and four at most on top
}

TEST_CASE("a ticket for a designated window waits for that window", "[dispatch][issue]") {
    hall_bench bench;
    auto wanted = a_ticket({"M-civil"_matter});
    wanted.window = "W05"_window;

    auto const& made = issued(bench, wanted);

    CHECK(made.bound_window == "W05"_window);
    CHECK(made.queue == civil_in_social);
    CHECK(made.number.prefix == 'B');
}

TEST_CASE("what cannot be issued is refused with its reason", "[dispatch][issue]") {
    hall_bench bench;
    auto const no_matter = matter_id::parse("M-none").value();
    auto with = [](issue_ticket wanted, auto change) {
        change(wanted);
        return wanted;
    };
    struct attempt {
        char const* what;
        issue_ticket wanted;
        refusal_code code;
    };
    std::vector<attempt> const attempts = {
        {"no matter", a_ticket({}), refusal_code::unknown_matter},
        {"unknown matter", a_ticket({no_matter}), refusal_code::unknown_matter},
        {"unknown second matter", a_ticket({"M-civil"_matter, no_matter}), refusal_code::unknown_matter},
        {"six matters", a_ticket(std::vector<matter_id>(6, "M-civil"_matter)), refusal_code::too_many_matters},
        {"unknown zone", with(a_ticket({"M-civil"_matter}), [](auto& w) { w.zone = zone_id::parse("moon"); }),
         refusal_code::unknown_zone},
        {"zone without the skill", with(a_ticket({"M-trade"_matter}), [](auto& w) { w.zone = "social"_zone; }),
         refusal_code::no_window_for_matter},
        {"unknown window", with(a_ticket({"M-civil"_matter}), [](auto& w) { w.window = window_id::parse("W99"); }),
         refusal_code::unknown_window},
        {"window without the skill", with(a_ticket({"M-civil"_matter}), [](auto& w) { w.window = "W03"_window; }),
         refusal_code::window_lacks_skill},
        {"window in another zone than asked for",
         with(a_ticket({"M-civil"_matter}),
              [](auto& w) {
                  w.window = "W05"_window;
                  w.zone = "general"_zone;
              }),
         refusal_code::window_lacks_skill},
    };
    for (attempt const& one : attempts) {
        INFO(one.what);
        CHECK(bench.refused(one.wanted) == one.code);
    }
}

TEST_CASE("one person has one open ticket a matter", "[dispatch][issue]") {
    hall_bench bench;
    auto wanted = a_ticket({"M-civil"_matter, "M-trade"_matter});
    wanted.person = "p1";
    ticket_id const first = bench.issue(wanted);

    auto again = a_ticket({"M-trade"_matter});
    again.person = "p1";
    auto const why = bench.try_it(again);
    REQUIRE(why);
    CHECK(why->code == refusal_code::duplicate_ticket);
    CHECK(why->ticket == first);

    SECTION("another matter is no duplicate") {
        auto other = a_ticket({"M-social"_matter});
        other.person = "p1";
        bench.issue(other);
    }
    SECTION("another person is none") {
        again.person = "p2";
        bench.issue(again);
    }
    SECTION("a closed ticket is none") {
        bench.run(cancel_ticket{first});
        bench.issue(again);
    }
    SECTION("pseudonyms are of the day") {
        bench.tomorrow();
        bench.issue(again);
    }
}

TEST_CASE("a full day and full queues are refused", "[dispatch][issue][limits]") {
    hall_config config = small_hall();
    SECTION("tickets of a day, open or not") {
        config.rules.tickets_a_day = 2;
        hall_bench bench(config);
        bench.run(cancel_ticket{bench.issue("M-civil"_matter)});
        bench.issue("M-civil"_matter);
        CHECK(bench.refused(a_ticket({"M-civil"_matter})) == refusal_code::day_full);
        bench.tomorrow();
        bench.issue("M-civil"_matter);
    }
    SECTION("tickets that wait") {
        config.rules.waiting_limit = 2;
        hall_bench bench(config);
        ticket_id const first = bench.issue("M-civil"_matter);
        bench.issue("M-trade"_matter);
        CHECK(bench.refused(a_ticket({"M-civil"_matter})) == refusal_code::queue_full);
        bench.run(cancel_ticket{first});
        bench.issue("M-civil"_matter);
    }
}

TEST_CASE("outside of its hours a hall says when it opens", "[dispatch][issue][phase]") {
    hall_bench bench;
    struct row {
        service_phase phase;
        std::optional<refusal_code> code;
    };
    for (row const& one : {row{service_phase::regular, {}}, row{service_phase::noon_duty, {}},
                           row{service_phase::open, {}}, row{service_phase::before_open, refusal_code::hall_closed},
                           row{service_phase::extension, refusal_code::hall_closed},
                           row{service_phase::closed, refusal_code::hall_closed},
                           row{service_phase::appointment_only, refusal_code::appointment_only}}) {
        auto span = hall_bench::span(one.phase, bench.now, bench.now + 1h);
        span.opens_next = bench.now + 2h;
        bench.run(enter_phase{span});
        auto const why = bench.try_it(a_ticket({"M-civil"_matter}));
        INFO(static_cast<int>(one.phase));
        REQUIRE(why.has_value() == one.code.has_value());
        if (!why) continue;
        CHECK(why->code == *one.code);
        CHECK(why->next == span.opens_next);
    }
}

TEST_CASE("a matter that is not on the list waits for its hours", "[dispatch][issue][phase]") {
    hall_bench bench;
    auto noon = hall_bench::span(service_phase::noon_duty, bench.now, bench.now + 1h);
    bench.run(enter_phase{noon});

    bench.issue("M-civil"_matter);
    auto const why = bench.try_it(a_ticket({"M-civil"_matter, "M-office"_matter}));
    REQUIRE(why);
    CHECK(why->code == refusal_code::matter_not_offered_now);
    CHECK(why->next == noon.ends);
    CHECK(why->details == std::vector<std::string>{"M-office"});

    auto rest = hall_bench::span(service_phase::open, bench.now, bench.now + 1h);
    rest.regime = service_regime::rest_day;
    bench.run(enter_phase{rest});
    CHECK(bench.refused(a_ticket({"M-office"_matter})) == refusal_code::matter_not_offered_now);

    bench.run(enter_phase{hall_bench::span(service_phase::regular, bench.now, bench.now + 1h)});
    bench.issue("M-office"_matter);
}

TEST_CASE("a hall without a configuration or a phase is not ready", "[dispatch][issue]") {
    hall empty;
    command const wanted{{}, {}, a_ticket({"M-civil"_matter})};
    CHECK(decide(empty, wanted, hall_bench::ten()).error().code == refusal_code::not_ready);

    apply(empty, {1, 1, {}, {}, hall_bench::ten(), {configuration_accepted{small_hall()}}});
    CHECK(decide(empty, wanted, hall_bench::ten()).error().code == refusal_code::not_ready);
}
