#include "net/hall_card.hpp"

#include "calendar/business_day.hpp"
#include "dispatch/offer.hpp"

namespace buduan::net {

using calendar::service_phase;

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
    if (dispatch::offered_in(matter, now)) return {true, std::nullopt};
    auto at = now.ends;
    for (int i = 0; i < spans_looked_at; ++i) {
        auto const span = phase_at(hours, at);
        if (dispatch::offered_in(matter, span)) return {false, span.begins};
        if (span.ends <= at) break;
        at = span.ends;
    }
    return {false, std::nullopt};
}

}  // namespace buduan::net
