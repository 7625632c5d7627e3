#pragma once

// What kind of day it is and what the hall does at a moment of it (measure, part two; requirements, section b).

#include "calendar/time.hpp"

#include <cstdint>
#include <optional>

namespace buduan::calendar {

enum class service_regime : std::uint8_t { workday, rest_day, appointment_only, closure };

enum class service_phase : std::uint8_t {
    before_open,       // nothing is issued yet; `next_open` says when
    regular,           // workday, morning or afternoon
    noon_duty,         // workday, between morning and afternoon: windows rotate, nothing stops
    open,              // rest day, 9:00-16:00 without a noon phase
    appointment_only,  // Lunar New Year's Eve to the 2nd day: no walk-in tickets
    extension,         // after closing: no new tickets, every ticket already issued is served
    closed,
};

// The phase that holds at a moment, with its half-open span.
struct phase_span {
    service_phase phase = service_phase::closed;
    service_regime regime = service_regime::workday;
    civil_day day{};  // the hall's business day
    instant begins{};
    instant ends{};                     // the first instant of the next span; a new span begins there
    std::optional<instant> opens_next;  // first instant from `ends` on at which walk-in tickets are issued

    friend bool operator==(phase_span const&, phase_span const&) = default;
};

// Requirements, clauses 7, 9 and 11: who may draw a number now.
[[nodiscard]] constexpr bool issues_walk_in(service_phase phase) {
    return phase == service_phase::regular || phase == service_phase::noon_duty || phase == service_phase::open;
}

}  // namespace buduan::calendar
