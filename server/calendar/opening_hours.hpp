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
    friend bool operator==(workday_hours const&, workday_hours const&) = default;
};

struct opening_hours {
    std::string timezone = "Asia/Shanghai";
    std::vector<workday_hours> workday;
    time_span rest_day;        // no noon break (clause 10)
    time_span lunar_new_year;  // appointments only (clause 11)
    std::chrono::minutes noon_rest{45};
    friend bool operator==(opening_hours const&, opening_hours const&) = default;
};

}  // namespace buduan::calendar
