#pragma once

// Deadlines of promises and complaints (clauses 17 and 34; requirements, section d).

#include "calendar/day_table.hpp"

#include <cstdint>

namespace buduan::calendar {

enum class deadline_unit : std::uint8_t { workday, calendar_day };

struct deadline {
    civil_day last{};          // the end of this day is the end of the time
    bool provisional = false;  // it reaches into a year whose notice is not out
    friend bool operator==(deadline const&, deadline const&) = default;
};

// `count` workdays after `start`. The start is not counted: what is received on a Saturday has its first day on the
// next workday. Zero ends on the start itself.
[[nodiscard]] deadline add_workdays(day_table const& table, civil_day start, std::uint32_t count);
// The divorce cooling period is thirty days of the calendar, so a promise names its unit.
[[nodiscard]] deadline deadline_after(day_table const& table, civil_day start, std::uint32_t count, deadline_unit unit);

}  // namespace buduan::calendar
