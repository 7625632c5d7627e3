#include "calendar/regime.hpp"

#include "calendar/sample_calendar.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace buduan::calendar;
using namespace buduan::tests;
using std::chrono::days;
using std::chrono::year;

namespace {

// What the rules see of one day.
struct situation {
    bool closed = false;
    bool festive = false;
    enum class word { none, off, work } notice = word::none;
    bool published = true;
    bool weekend = false;
    bool fixed_national_day = false;
};

// The 1st of October is a Wednesday in 2031 and a Saturday in 2033.
civil_day day_for(situation const& in) {
    if (in.fixed_national_day) return in.weekend ? day(2033, 10, 1) : day(2031, 10, 1);
    return in.weekend ? day(2031, 10, 18) : day(2031, 10, 15);
}

day_rule first_match(situation const& in) {
    if (in.closed) return day_rule::closure;
    if (in.festive) return day_rule::lunar_new_year;
    if (in.notice == situation::word::off) return day_rule::notice_off;
    if (in.notice == situation::word::work) return day_rule::notice_workday;
    if (!in.published && in.fixed_national_day) return day_rule::national_day;
    return in.weekend ? day_rule::weekend : day_rule::ordinary;
}

service_regime regime_by(day_rule rule) {
    switch (rule) {
        case day_rule::closure: return service_regime::closure;
        case day_rule::lunar_new_year: return service_regime::appointment_only;
        case day_rule::notice_off:
        case day_rule::national_day:
        case day_rule::weekend: return service_regime::rest_day;
        case day_rule::notice_workday:
        case day_rule::ordinary: break;
    }
    return service_regime::workday;
}

struct world {
    opening_hours hours = sample_hours();
    day_table table;
};

world world_of(situation const& in) {
    civil_day const that = day_for(in);
    std::chrono::year_month_day const date{that};
    notice of_year{date.year(), {}};
    if (in.published) of_year.days.push_back({day(static_cast<int>(date.year()), 12, 25), true, "far away"});
    if (in.notice != situation::word::none) {
        // Standing in the notice of the next year, the day says nothing about whether its own year is published.
        notice next{date.year() + std::chrono::years{1}, {{that, in.notice == situation::word::off, "named"}}};
        world made{sample_hours(), day_table({of_year, next}, {})};
        if (in.festive) made.table = day_table({of_year, next}, {{that}});
        if (in.closed) made.hours.closures = {{that, "snow", {}}};
        return made;
    }
    world made{sample_hours(), day_table({of_year}, {})};
    if (in.festive) made.table = day_table({of_year}, {{that}});
    if (in.closed) made.hours.closures = {{that, "snow", {}}};
    return made;
}

}  // namespace

TEST_CASE("wherever rules disagree about a day the first in their order decides", "[calendar][regime]") {
    std::map<day_rule, int> decided;
    for (unsigned bits = 0; bits < 32; ++bits) {
        for (auto const word : {situation::word::none, situation::word::off, situation::word::work}) {
            situation in;
            in.closed = (bits & 1U) != 0;
            in.festive = (bits & 2U) != 0;
            in.published = (bits & 4U) != 0;
            in.weekend = (bits & 8U) != 0;
            in.fixed_national_day = (bits & 16U) != 0;
            in.notice = word;
            CAPTURE(in.closed, in.festive, in.published, in.weekend, in.fixed_national_day, static_cast<int>(word));

            world const given = world_of(in);
            day_kind const kind = kind_of(given.hours, given.table, day_for(in));
            CHECK(kind.rule == first_match(in));
            CHECK(kind.regime == regime_by(kind.rule));

            situation bare = in;
            bare.closed = false;
            bare.festive = false;
            // Eve of the year 2025 and later is a national day of itself, also for deadlines.
            if (!in.published && in.festive) bare.fixed_national_day = true;
            CHECK(is_workday(given.table, day_for(in)) == (regime_by(first_match(bare)) == service_regime::workday));
            ++decided[kind.rule];
        }
    }
    CHECK(decided.size() == 7);
}

TEST_CASE("every make-up day of the notices is a workday though it is a weekend", "[calendar][regime]") {
    auto const table = sample_table();
    auto const hours = sample_hours();
    std::map<int, std::vector<std::string>> const make_up{
        {2022, {"01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"}},
        {2023, {"01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"}},
        {2024, {"02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"}},
        {2025, {"01-26", "02-08", "04-27", "09-28", "10-11"}},
        {2026, {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}}};
    for (auto const& [of_year, dates] : make_up) {
        std::vector<std::string> found;
        for (civil_day one = day(of_year, 1, 1); one < day(of_year + 1, 1, 1); one += days{1}) {
            std::chrono::weekday const of_week{one};
            bool const weekend = of_week == std::chrono::Saturday || of_week == std::chrono::Sunday;
            if (!weekend || regime_of(hours, table, one) != service_regime::workday) continue;
            CHECK(is_workday(table, one));
            std::chrono::year_month_day const date{one};
            char text[6] = {};
            std::snprintf(text, sizeof text, "%02u-%02u", static_cast<unsigned>(date.month()) % 100,
                          static_cast<unsigned>(date.day()) % 100);
            found.emplace_back(text);
        }
        CHECK(found == dates);
    }
}

TEST_CASE("the Spring Festival is three days by appointment in every year of the table", "[calendar][regime]") {
    auto const hours = sample_hours();
    auto const table = sample_table();
    auto const festivals = sample_new_years();
    REQUIRE(festivals.size() == 19);
    for (lunar_new_year const& festival : festivals) {
        for (civil_day const on : {festival.eve, festival.first(), festival.second()}) {
            CHECK(regime_of(hours, table, on) == service_regime::appointment_only);
        }
        CHECK(regime_of(hours, table, festival.eve - days{1}) != service_regime::appointment_only);
        CHECK(regime_of(hours, table, festival.third()) == service_regime::rest_day);
    }
}

TEST_CASE("the years that common libraries get wrong by a day stand as they fall", "[calendar][regime]") {
    auto const hours = sample_hours();
    auto const table = sample_table();

    CHECK(kind_of(hours, table, day(2027, 2, 5)).name == "除夕");
    CHECK(kind_of(hours, table, day(2027, 2, 7)).name == "正月初二");
    CHECK(kind_of(hours, table, day(2030, 2, 2)).name == "除夕");
    CHECK(regime_of(hours, table, day(2030, 2, 5)) != service_regime::appointment_only);
    CHECK(kind_of(hours, table, day(2034, 2, 18)).name == "除夕");
}

TEST_CASE("New Year's Eve of 2024 is by appointment only and yet a workday for deadlines", "[calendar][regime]") {
    auto const table = sample_table();

    CHECK(regime_of(sample_hours(), table, day(2024, 2, 9)) == service_regime::appointment_only);
    CHECK(is_workday(table, day(2024, 2, 9)));
    CHECK_FALSE(is_workday(table, day(2025, 1, 28)));
}

TEST_CASE("a day is looked up in the notices of all years", "[calendar][regime]") {
    auto const kind = kind_of(sample_hours(), sample_table(), day(2022, 12, 31));

    CHECK(kind.rule == day_rule::notice_off);
    CHECK(kind.name == "元旦");
}

TEST_CASE("a notice without days is not published and says nothing about holidays", "[calendar][regime]") {
    std::vector<notice> notices = sample_notices();
    notices.push_back({year{2027}, {}});
    day_table const table(notices, sample_new_years());

    CHECK_FALSE(table.published(year{2027}));
    CHECK(table.first_open_year() == year{2027});
    auto const national = kind_of(sample_hours(), table, day(2027, 10, 1));
    CHECK(national.rule == day_rule::national_day);
    CHECK(national.provisional);
    auto const ordinary = kind_of(sample_hours(), table, day(2027, 3, 1));
    CHECK(ordinary.regime == service_regime::workday);
    CHECK(ordinary.provisional);
    CHECK_FALSE(table.settled(day(2027, 3, 1)));
    CHECK_FALSE(kind_of(sample_hours(), table, day(2026, 3, 2)).provisional);
    CHECK(regime_of(sample_hours(), table, day(2027, 2, 6)) == service_regime::appointment_only);
}

TEST_CASE("where two notices name a day the later year's word stands", "[calendar][regime]") {
    day_table const table(
        {{year{2021}, {{day(2020, 12, 31), false, "newer"}}}, {year{2020}, {{day(2020, 12, 31), true, "older"}}}}, {});

    REQUIRE(table.named(day(2020, 12, 31)) != nullptr);
    CHECK(table.named(day(2020, 12, 31))->name == "newer");
}

TEST_CASE("a closure of one hall stops its service but no deadline", "[calendar][regime]") {
    auto hours = sample_hours();
    hours.closures = {{day(2026, 11, 25), "暴雪", {}}};

    auto const kind = kind_of(hours, sample_table(), day(2026, 11, 25));
    CHECK(kind.regime == service_regime::closure);
    CHECK(kind.name == "暴雪");
    CHECK(regime_of(sample_hours(), sample_table(), day(2026, 11, 25)) == service_regime::workday);
    CHECK(is_workday(sample_table(), day(2026, 11, 25)));
}
