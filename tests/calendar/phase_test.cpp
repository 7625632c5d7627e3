#include "calendar/phase.hpp"

#include "calendar/business_day.hpp"
#include "calendar/sample_calendar.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace buduan::calendar;
using namespace buduan::tests;
using namespace std::chrono_literals;
using std::chrono::days;

TEST_CASE("the spans of five years tile the time line without a gap", "[calendar][phase]") {
    auto const hours = sample_hours();
    auto const table = sample_table();
    std::set<service_phase> seen;
    instant at = begin_of(day(2022, 1, 1));
    instant const end = begin_of(day(2027, 1, 1));
    while (at < end) {
        phase_span const span = phase_at(hours, table, at);
        REQUIRE(span.begins == at);
        REQUIRE(span.ends > at);
        REQUIRE(phase_at(hours, table, span.ends - 1ms) == span);
        REQUIRE(span.day == business_day_of(at));
        REQUIRE(business_day_of(span.ends - 1ms) == span.day);
        REQUIRE(span.opens_next);
        REQUIRE(*span.opens_next >= span.ends);
        REQUIRE(issues_walk_in(phase_at(hours, table, *span.opens_next).phase));
        if (*span.opens_next > span.ends) REQUIRE_FALSE(issues_walk_in(phase_at(hours, table, span.ends).phase));
        seen.insert(span.phase);
        at = span.ends;
    }
    CHECK(seen.size() == 7);
}

TEST_CASE("the hall opens next on the third day after New Year's Eve", "[calendar][phase]") {
    auto const span = phase_at(sample_hours(), sample_table(), moment("2026-02-16T10:00:00+08:00"));

    CHECK(span.phase == service_phase::appointment_only);
    CHECK(span.opens_next == moment("2026-02-19T09:00:00+08:00"));
}

TEST_CASE("a closed day is one span and the next walk-in is the day after", "[calendar][phase]") {
    auto hours = sample_hours();
    hours.closures = {{day(2026, 11, 25), "停电", {}}};

    auto const span = phase_at(hours, sample_table(), moment("2026-11-25T10:00:00+08:00"));
    CHECK(span.phase == service_phase::closed);
    CHECK(span.regime == service_regime::closure);
    CHECK(span.begins == begin_of(day(2026, 11, 25)));
    CHECK(span.ends == end_of(day(2026, 11, 25)));
    CHECK(span.opens_next == moment("2026-11-26T08:30:00+08:00"));
    CHECK(day_segments(hours, sample_table(), day(2026, 11, 25)).empty());
}

TEST_CASE("a hall that never opens again has no next walk-in", "[calendar][phase]") {
    opening_hours const hours;

    auto const span = phase_at(hours, sample_table(), moment("2026-11-25T10:00:00+08:00"));
    CHECK(span.phase == service_phase::closed);
    CHECK_FALSE(span.opens_next);
}

TEST_CASE("a workday's line has a morning, noon duty and an afternoon by its season", "[calendar][phase]") {
    auto const line = day_segments(sample_hours(), sample_table(), day(2026, 7, 1));

    REQUIRE(line.size() == 3);
    CHECK(line[0] == day_segment{service_phase::regular, moment("2026-07-01T08:30:00+08:00"),
                                 moment("2026-07-01T12:00:00+08:00")});
    CHECK(line[1] == day_segment{service_phase::noon_duty, moment("2026-07-01T12:00:00+08:00"),
                                 moment("2026-07-01T14:00:00+08:00")});
    CHECK(line[2].ends == moment("2026-07-01T18:00:00+08:00"));
}

TEST_CASE("a rest day's line is one stretch without a noon phase", "[calendar][phase]") {
    auto const line = day_segments(sample_hours(), sample_table(), day(2026, 11, 21));

    REQUIRE(line.size() == 1);
    CHECK(line[0].phase == service_phase::open);
    CHECK(line[0].begins == moment("2026-11-21T09:00:00+08:00"));
    CHECK(line[0].ends == moment("2026-11-21T16:00:00+08:00"));
}

TEST_CASE("without a noon span morning and afternoon are one stretch", "[calendar][phase]") {
    auto hours = sample_hours();
    for (auto& row : hours.workday) {
        row.morning.end = row.afternoon.begin;
    }

    auto const line = day_segments(hours, sample_table(), day(2026, 11, 24));
    REQUIRE(line.size() == 1);
    CHECK(line[0].begins == moment("2026-11-24T08:30:00+08:00"));
    CHECK(line[0].ends == moment("2026-11-24T17:30:00+08:00"));
}

TEST_CASE("the business day changes at 16:00 of a server in UTC", "[calendar][business_day]") {
    instant const change{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 16h};

    CHECK(business_day_of(change - 1ms) == day(2026, 11, 24));
    CHECK(business_day_of(change) == day(2026, 11, 25));
    CHECK(begin_of(day(2026, 11, 25)) == change);
    CHECK(business_day_of(instant{-1ms}) == day(1970, 1, 1));
}
