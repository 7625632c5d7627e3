#include "dispatch/refusal.hpp"

#include <cstdlib>

namespace buduan::dispatch {

std::string_view to_string(refusal_code code) {
    switch (code) {
        case refusal_code::not_ready: return "not_ready";
        case refusal_code::invalid_configuration: return "invalid_configuration";
        case refusal_code::hall_closed: return "hall_closed";
        case refusal_code::appointment_only: return "appointment_only";
        case refusal_code::unknown_zone: return "unknown_zone";
        case refusal_code::unknown_window: return "unknown_window";
        case refusal_code::unknown_matter: return "unknown_matter";
        case refusal_code::unknown_staff: return "unknown_staff";
        case refusal_code::unknown_ticket: return "unknown_ticket";
        case refusal_code::matter_not_offered_now: return "matter_not_offered_now";
        case refusal_code::too_many_matters: return "too_many_matters";
        case refusal_code::no_window_for_matter: return "no_window_for_matter";
        case refusal_code::duplicate_ticket: return "duplicate_ticket";
        case refusal_code::day_full: return "day_full";
        case refusal_code::queue_full: return "queue_full";
        case refusal_code::nobody_waits: return "nobody_waits";
        case refusal_code::window_not_open: return "window_not_open";
        case refusal_code::window_away: return "window_away";
        case refusal_code::seat_taken: return "seat_taken";
        case refusal_code::seated_elsewhere: return "seated_elsewhere";
        case refusal_code::not_seated: return "not_seated";
        case refusal_code::not_assigned: return "not_assigned";
        case refusal_code::ticket_in_hand: return "ticket_in_hand";
        case refusal_code::other_ticket_in_hand: return "other_ticket_in_hand";
        case refusal_code::wrong_stage: return "wrong_stage";
        case refusal_code::too_soon: return "too_soon";
        case refusal_code::budget_spent: return "budget_spent";
        case refusal_code::call_again_first: return "call_again_first";
        case refusal_code::too_late: return "too_late";
        case refusal_code::window_lacks_skill: return "window_lacks_skill";
        case refusal_code::expired: return "expired";
        case refusal_code::out_of_order: return "out_of_order";
    }
    return "unknown";
}

void throw_exception_from_error(refusal const& /*error*/, boost::source_location const& /*where*/) {
    std::abort();
}

}  // namespace buduan::dispatch
