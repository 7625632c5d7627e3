#pragma once

// Who may do what, for HTTP and WebSocket alike. Pure; what only the state of a hall can tell (whose seat it is) is the
// core's to refuse.

#include "dispatch/command.hpp"
#include "halls/topics.hpp"
#include "identity/account.hpp"

#include <cstdint>
#include <optional>

namespace buduan::net {

enum class deed : std::uint8_t {
    look,          // boards, zones, windows, queues, and a ticket by its link
    look_at_desk,  // staff of the hall
    issue,         // the hall's kiosks; staff from the guide on
    print,         // the same
    serve,         // the verbs of a window: staff of the hall who have a seat in its plan
    restore,       // and resume: any staff of the hall
    annul,         // void a number: staff from the guide on
    withdraw,      // cancel or delay: whoever holds the ticket's link
    acknowledge,   // a call that was drawn: devices and staff of the hall
    govern,        // what only this server itself may state
};

[[nodiscard]] deed deed_of(dispatch::command_body const& wanted);
[[nodiscard]] deed deed_of(halls::topic const& followed);

enum class permission : std::uint8_t { granted, not_signed_in, forbidden };

// `by` is null when nobody is signed in; `holds_link` tells that the ticket's link was shown.
[[nodiscard]] permission authorise(identity::session const* by, dispatch::hall_id hall, deed what,
                                   bool holds_link = false);

// How the journal names who it was. REQUIRES: the deed was granted.
[[nodiscard]] dispatch::actor actor_of(identity::session const* by);
// Of whom a window's verb speaks; empty for devices, citizens and people without a seat.
[[nodiscard]] dispatch::staff_id staff_of(identity::session const* by);

}  // namespace buduan::net
