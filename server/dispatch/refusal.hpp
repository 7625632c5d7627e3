#pragma once

// Why not. A refusal is a value with a stable code; it changes nothing and is decided anew on a retry.

#include "calendar/time.hpp"
#include "dispatch/ids.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buduan::dispatch {

enum class refusal_code : std::uint8_t {
    not_ready,              // the hall has no configuration or no phase yet
    invalid_configuration,  // `details` lists every fault
    hall_closed,            // `next` says when it opens
    appointment_only,
    unknown_zone,
    unknown_window,
    unknown_matter,
    unknown_staff,
    unknown_ticket,
    matter_not_offered_now,  // `next` says when
    too_many_matters,
    no_window_for_matter,
    duplicate_ticket,  // this person has an open ticket for the matter
    day_full,
    queue_full,
    nobody_waits,
    window_not_open,
    window_away,
    seat_taken,        // `window` and `staff` say by whom; ask to take over
    seated_elsewhere,  // `window` says where
    not_seated,        // the caller does not hold the seat of this window
    not_assigned,      // neither A-role nor B-role of this window
    ticket_in_hand,
    other_ticket_in_hand,  // the caller's picture is stale
    wrong_stage,           // `details` names the stage
    too_soon,              // within the quiet time; `next` says when
    budget_spent,          // called to the end: serve or miss
    call_again_first,      // not yet called often enough to be missed
    too_late,              // to restore
    window_lacks_skill,
    expired,       // the key press is too old
    out_of_order,  // time or phase runs backwards, or a business day that needs confirmation
};

struct refusal {
    refusal_code code = refusal_code::not_ready;
    std::optional<calendar::instant> next;
    window_id window;
    staff_id staff;
    ticket_id ticket;
    std::vector<std::string> details;
    friend bool operator==(refusal const&, refusal const&) = default;
};

// The stable name, as sent to clients: "nobody_waits".
[[nodiscard]] std::string_view to_string(refusal_code code);

// A refusal is never thrown; reading the value of a refused result is a programmer's fault.
[[noreturn]] void throw_exception_from_error(refusal const& error, boost::source_location const& where);

template <class T>
using result = boost::system::result<T, refusal>;

}  // namespace buduan::dispatch
