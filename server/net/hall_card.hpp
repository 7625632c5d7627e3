#pragma once

// What only the plan of the days can tell of a hall's card: the line of its day, and when a matter is offered next.

#include "calendar/phase.hpp"
#include "dispatch/config.hpp"
#include "halls/loop_options.hpp"
#include "wire/cards.hpp"

#include <vector>

namespace buduan::net {

// The stretches of the business day from opening to closing; empty when the hall does not open.
[[nodiscard]] std::vector<calendar::day_segment> segments_of_day(halls::phase_lookup const& phase_at,
                                                                 calendar::opening_hours const& hours,
                                                                 calendar::civil_day day);

// `now` is the span that holds in the hall. Looks ahead over so many spans; a matter that is not offered in any of them
// has no known next time.
inline constexpr int spans_looked_at = 60;
[[nodiscard]] wire::matter_offer offer_of(dispatch::matter_config const& matter, calendar::phase_span const& now,
                                          halls::phase_lookup const& phase_at, calendar::opening_hours const& hours);

}  // namespace buduan::net
