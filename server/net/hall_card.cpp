#include "net/hall_card.hpp"

#include "calendar/business_day.hpp"

namespace buduan::net {
namespace {

using calendar::service_phase;
using calendar::service_regime;

// As the core decides it (annex 2 for the noon span): what is offered when walk-in tickets are issued at all.
bool offers(dispatch::matter_config const& matter, calendar::phase_span const& in) {
    if (!calendar::issues_walk_in(in.phase)) return false;
    if (in.phase == service_phase::noon_duty) return matter.noon;
    return in.regime != service_regime::rest_day || matter.rest_day;
}

}  // namespace

std::vector<calendar::day_segment> segments_of_day(halls::phase_lookup const& phase_at,
                                                   calendar::opening_hours const& hours, calendar::civil_day day) {
    std::vector<calendar::day_segment> segments;
    auto const end = calendar::end_of(day);
    for (auto at = calendar::begin_of(day); at < end;) {
        auto const span = phase_at(hours, at);
        bool const serves = calendar::issues_walk_in(span.phase) || span.phase == service_phase::appointment_only;
        if (serves) segments.push_back({span.phase, span.begins, span.ends});
        if (span.ends <= at) break;
        at = span.ends;
    }
    return segments;
}

wire::matter_offer offer_of(dispatch::matter_config const& matter, calendar::phase_span const& now,
                            halls::phase_lookup const& phase_at, calendar::opening_hours const& hours) {
    if (offers(matter, now)) return {true, std::nullopt};
    auto at = now.ends;
    for (int i = 0; i < spans_looked_at; ++i) {
        auto const span = phase_at(hours, at);
        if (offers(matter, span)) return {false, span.begins};
        if (span.ends <= at) break;
        at = span.ends;
    }
    return {false, std::nullopt};
}

}  // namespace buduan::net
