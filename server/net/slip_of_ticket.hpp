#pragma once

// What stands on the paper slip of a ticket.

#include "dispatch/board.hpp"
#include "dispatch/config.hpp"
#include "slip/slip.hpp"

#include <string>

namespace buduan::net {

// `link` is the whole address of the phone page; empty = none.
[[nodiscard]] slip::slip_text slip_of_ticket(dispatch::ticket_picture const& ticket, dispatch::hall_config const& hall,
                                             std::string link, bool large);

}  // namespace buduan::net
