#pragma once

// What kind of day it is. Two questions that look alike and are not: how the hall serves people, and whether the day
// counts for a deadline. On New Year's Eve of 2024 the hall served by appointment only, and it was a workday.

#include "calendar/day_table.hpp"
#include "calendar/opening_hours.hpp"
#include "calendar/service_phase.hpp"

#include <cstdint>
#include <string>

namespace buduan::calendar {

// The rules in their order; the first that matches decides (requirements, section b).
enum class day_rule : std::uint8_t {
    closure,         // 1. a published exceptional closure of this hall
    lunar_new_year,  // 2. New Year's Eve to the 2nd day: by appointment only
    notice_off,      // 3. off by notice
    notice_workday,  // 4. make-up workday by notice
    national_day,    // 4a. no notice for the year yet: the fixed national days hold provisionally
    weekend,         // 5. Saturday or Sunday
    ordinary,        // 6. every other day
};

struct day_kind {
    service_regime regime = service_regime::workday;
    day_rule rule = day_rule::ordinary;
    std::string name;          // of the holiday or the closure's reason; empty for weekends and ordinary days
    bool provisional = false;  // the notice of the year is not out: this may change
    friend bool operator==(day_kind const&, day_kind const&) = default;
};

[[nodiscard]] day_kind kind_of(opening_hours const& hours, day_table const& table, civil_day day);
[[nodiscard]] service_regime regime_of(opening_hours const& hours, day_table const& table, civil_day day);

// By rules 3 to 6 alone: a closure or an appointment-only day does not stop a clock that the law runs.
[[nodiscard]] bool is_workday(day_table const& table, civil_day day);

}  // namespace buduan::calendar
