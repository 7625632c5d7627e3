#pragma once

// What the hall does at a moment, and along a day. A business day is tiled without gap by half-open spans from its
// midnight to the next: before opening, the open stretches, and after them extension, in which every ticket issued
// before closing is served, or closed, when only appointments were served (clause 11) or the hall did not open at all.

#include "calendar/day_table.hpp"
#include "calendar/opening_hours.hpp"
#include "calendar/service_phase.hpp"

#include <vector>

namespace buduan::calendar {

[[nodiscard]] phase_span phase_at(opening_hours const& hours, day_table const& table, instant moment);

// One stretch of a day's line.
struct day_segment {
    service_phase phase = service_phase::closed;
    instant begins{};
    instant ends{};
    friend bool operator==(day_segment const&, day_segment const&) = default;
};

// The stretches from opening to closing; empty when the hall does not open on that day.
[[nodiscard]] std::vector<day_segment> day_segments(opening_hours const& hours, day_table const& table, civil_day day);

// The first moment from `from` on at which walk-in tickets are issued; empty when there is none within
// `look_ahead` days, such as in a hall that is closed for good.
inline constexpr std::chrono::days look_ahead{400};
[[nodiscard]] std::optional<instant> next_walk_in(opening_hours const& hours, day_table const& table, instant from);

}  // namespace buduan::calendar
