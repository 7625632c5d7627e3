#pragma once

// What is done when (annex 2, clauses 2 and 7 to 11).

#include "calendar/service_phase.hpp"
#include "dispatch/config.hpp"

namespace buduan::dispatch {

// Whether walk-in tickets for the matter are issued in the span: at noon and on rest days the list decides.
[[nodiscard]] constexpr bool offered_in(matter_config const& matter, calendar::phase_span const& span) {
    if (!calendar::issues_walk_in(span.phase)) return false;
    if (span.phase == calendar::service_phase::noon_duty) return matter.noon;
    return span.regime != calendar::service_regime::rest_day || matter.rest_day;
}

}  // namespace buduan::dispatch
