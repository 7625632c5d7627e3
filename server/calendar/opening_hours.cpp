#include "calendar/opening_hours.hpp"

#include <algorithm>

namespace buduan::calendar {
namespace {

using namespace std::chrono;

constexpr time_of_day midnight{24h};
constexpr time_span least_rest_day{9h, 16h};
// A leap year has every date there is.
constexpr civil_day any_leap_year_begins{local_days{January / 1 / 2024}};
constexpr days any_leap_year{366};

bool runs_forward(time_span const& span) {
    return time_of_day{0} <= span.begin && span.begin < span.end && span.end <= midnight;
}

std::string to_text(month_day date) {
    auto const two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(static_cast<unsigned>(date.month())) + '-' + two(static_cast<unsigned>(date.day()));
}

// The first date without a row and the first with two are enough to mend the table.
void check_every_date(opening_hours const& hours, std::vector<hours_fault>& faults) {
    bool bare = false;
    bool twice = false;
    for (civil_day day = any_leap_year_begins; day < any_leap_year_begins + any_leap_year; day += days{1}) {
        year_month_day const date{day};
        month_day const of_year{date.month(), date.day()};
        auto const rows = std::count_if(hours.workday.begin(), hours.workday.end(),
                                        [&](workday_hours const& row) { return row.covers(of_year); });
        if (rows == 0 && !bare) faults.push_back({"workday", "no hours for workdays on " + to_text(of_year)});
        if (rows > 1 && !twice) faults.push_back({"workday", "more than one row of hours on " + to_text(of_year)});
        bare = bare || rows == 0;
        twice = twice || rows > 1;
    }
}

void check_row(workday_hours const& row, minutes rest, std::vector<hours_fault>& faults) {
    std::string const name = "workday[" + to_text(row.from) + ".." + to_text(row.to) + "]";
    if (!row.from.ok() || !row.to.ok()) faults.push_back({name, "no such date"});
    if (!runs_forward(row.morning)) faults.push_back({name, "the morning does not end after it begins"});
    if (!runs_forward(row.afternoon)) faults.push_back({name, "the afternoon does not end after it begins"});
    if (row.afternoon.begin < row.morning.end) {
        faults.push_back({name, "the afternoon begins before the morning ends"});
        return;
    }
    minutes const noon = row.afternoon.begin - row.morning.end;
    if (noon > minutes{0} && noon < 2 * rest) {
        faults.push_back({name, "the noon span is too short for two rests one after the other"});
    }
}

}  // namespace

bool workday_hours::covers(month_day date) const {
    bool const wraps = to < from;
    return wraps ? date >= from || date <= to : date >= from && date <= to;
}

std::vector<hours_fault> faults_of(opening_hours const& hours) {
    std::vector<hours_fault> faults;
    if (hours.timezone != "Asia/Shanghai") {
        faults.push_back({"timezone", "only Asia/Shanghai is reckoned with, not '" + hours.timezone + "'"});
    }
    if (hours.noon_rest <= minutes{0}) faults.push_back({"noon_rest", "a rest has a length"});
    for (workday_hours const& row : hours.workday) {
        check_row(row, hours.noon_rest, faults);
    }
    check_every_date(hours, faults);
    if (!runs_forward(hours.rest_day)) {
        faults.push_back({"rest_day", "does not end after it begins"});
    } else if (hours.rest_day.begin > least_rest_day.begin || hours.rest_day.end < least_rest_day.end) {
        faults.push_back({"rest_day", "is shorter than 9:00 to 16:00"});
    }
    if (!runs_forward(hours.lunar_new_year)) faults.push_back({"lunar_new_year", "does not end after it begins"});
    return faults;
}

}  // namespace buduan::calendar
