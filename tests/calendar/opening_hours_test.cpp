#include "calendar/opening_hours.hpp"

#include "calendar/sample_calendar.hpp"

#include <catch2/catch.hpp>

using namespace buduan::calendar;
using namespace buduan::tests;
using namespace std::chrono;

namespace {

void check_one_fault(opening_hours const& hours, std::string const& where, std::string const& what) {
    auto const faults = faults_of(hours);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].where == where);
    CHECK(faults[0].what == what);
}

}  // namespace

TEST_CASE("the sample hours have no fault", "[calendar][hours]") {
    CHECK(faults_of(sample_hours()).empty());
}

TEST_CASE("a season may wrap over New Year", "[calendar][hours]") {
    auto const winter = sample_hours().workday[1];

    CHECK(winter.covers(October / 1));
    CHECK(winter.covers(December / 31));
    CHECK(winter.covers(January / 1));
    CHECK(winter.covers(February / 29));
    CHECK(winter.covers(May / 31));
    CHECK_FALSE(winter.covers(June / 1));
    CHECK_FALSE(winter.covers(September / 30));
}

TEST_CASE("each fault of the hours is named where it stands", "[calendar][hours]") {
    auto hours = sample_hours();

    SECTION("a foreign time zone") {
        hours.timezone = "Europe/Berlin";
        check_one_fault(hours, "timezone", "only Asia/Shanghai is reckoned with, not 'Europe/Berlin'");
    }
    SECTION("a date without hours") {
        hours.workday[0].to = September / 29;
        check_one_fault(hours, "workday", "no hours for workdays on 09-30");
    }
    SECTION("a date with two rows") {
        hours.workday[0].to = October / 1;
        check_one_fault(hours, "workday", "more than one row of hours on 10-01");
    }
    SECTION("a morning that runs backwards") {
        hours.workday[0].morning = {12h, 8h};
        check_one_fault(hours, "workday[06-01..09-30]", "the morning does not end after it begins");
    }
    SECTION("an afternoon within the morning") {
        hours.workday[0].afternoon = {11h, 18h};
        check_one_fault(hours, "workday[06-01..09-30]", "the afternoon begins before the morning ends");
    }
    SECTION("a noon too short for two groups") {
        hours.noon_rest = 46min;
        check_one_fault(hours, "workday[10-01..05-31]", "the noon span is too short for two rests one after the other");
    }
    SECTION("rest days shorter than the measure asks") {
        hours.rest_day.end = 15h + 30min;
        check_one_fault(hours, "rest_day", "is shorter than 9:00 to 16:00");
    }
    SECTION("no hours for the Spring Festival") {
        hours.lunar_new_year = {};
        check_one_fault(hours, "lunar_new_year", "does not end after it begins");
    }
}

TEST_CASE("all faults of the hours are reported together", "[calendar][hours]") {
    CHECK(faults_of(opening_hours{}).size() == 3);
}
