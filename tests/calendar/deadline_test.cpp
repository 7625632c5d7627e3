#include "calendar/deadline.hpp"

#include "calendar/sample_calendar.hpp"

#include <catch2/catch.hpp>

using namespace buduan::calendar;
using namespace buduan::tests;

TEST_CASE("what is received on a Saturday has its first day on the next workday", "[calendar][deadline]") {
    CHECK(add_workdays(sample_table(), day(2026, 11, 21), 1) == deadline{day(2026, 11, 23), false});
    CHECK(add_workdays(sample_table(), day(2026, 11, 20), 5) == deadline{day(2026, 11, 27), false});
    CHECK(add_workdays(sample_table(), day(2026, 11, 21), 0) == deadline{day(2026, 11, 21), false});
}

TEST_CASE("a make-up Sunday counts for a deadline and a weekday off does not", "[calendar][deadline]") {
    // 2026-09-20 is a Sunday of work; the 25th to the 27th are off.
    CHECK(add_workdays(sample_table(), day(2026, 9, 18), 1).last == day(2026, 9, 20));
    CHECK(add_workdays(sample_table(), day(2026, 9, 24), 1).last == day(2026, 9, 28));
}

TEST_CASE("a deadline that reaches into a year without a notice is provisional", "[calendar][deadline]") {
    auto const reaching = add_workdays(sample_table(), day(2026, 12, 30), 2);

    CHECK(reaching.last == day(2027, 1, 4));
    CHECK(reaching.provisional);
    CHECK_FALSE(add_workdays(sample_table(), day(2026, 12, 30), 1).provisional);
}

TEST_CASE("thirty days of the calendar do not stop for holidays", "[calendar][deadline]") {
    CHECK(deadline_after(sample_table(), day(2026, 2, 10), 30, deadline_unit::calendar_day).last == day(2026, 3, 12));
    CHECK(deadline_after(sample_table(), day(2026, 2, 10), 30, deadline_unit::workday).last > day(2026, 3, 12));
}
