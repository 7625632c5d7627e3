#pragma once

// The opening hours of one hall: configuration, not constants (clause 3). A seasonal range may wrap over New Year.

#include "calendar/time.hpp"

#include <string>
#include <vector>

namespace buduan::calendar {

struct time_span {
    time_of_day begin{};
    time_of_day end{};
    friend bool operator==(time_span const&, time_span const&) = default;
};

struct workday_hours {
    std::chrono::month_day from;  // both ends belong to the range
    std::chrono::month_day to;
    time_span morning;
    time_span afternoon;  // the noon span is [morning.end, afternoon.begin)
    [[nodiscard]] bool covers(std::chrono::month_day date) const;
    friend bool operator==(workday_hours const&, workday_hours const&) = default;
};

// A published closure of this hall alone (snow, power): beats every other rule for the whole day.
struct exceptional_closure {
    civil_day day{};
    std::string reason;
    instant announced{};  // when the public was told
    friend bool operator==(exceptional_closure const&, exceptional_closure const&) = default;
};

struct opening_hours {
    std::string timezone = "Asia/Shanghai";
    std::vector<workday_hours> workday;
    time_span rest_day;        // no noon break (clause 10)
    time_span lunar_new_year;  // appointments only (clause 11)
    std::chrono::minutes noon_rest{45};
    std::vector<exceptional_closure> closures;
    friend bool operator==(opening_hours const&, opening_hours const&) = default;
};

// One fault of the hours: which part ("workday", "rest_day", …) and what, for a person to read.
struct hours_fault {
    std::string where;
    std::string what;
    friend bool operator==(hours_fault const&, hours_fault const&) = default;
};

// Every fault; empty means valid: the time zone is the one the house reckons in, every date of the year has exactly one
// row of workday hours, spans run forward within the day, the noon span holds two rests one after the other (clause
// 4), and rest days are open from 9:00 to 16:00 at least (clauses 9 and 41).
[[nodiscard]] std::vector<hours_fault> faults_of(opening_hours const& hours);

}  // namespace buduan::calendar
