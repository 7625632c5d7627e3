#pragma once

// A thermal printer on the hall's network (raw TCP, port 9100 by custom). It is asked how it is before a slip goes to
// it, so that a kiosk can say "no paper" and the same number be printed elsewhere; a number is never issued again
// because paper ran out.

#include "net/options.hpp"
#include "slip/slip.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace buduan::net {

enum class print_outcome : std::uint8_t { printed, paper_low, paper_out, cover_open, fault, unreachable, timed_out };

[[nodiscard]] std::string_view to_string(print_outcome outcome);

// Sends one job. Every wait is within `limit` of the start. Never throws for the printer's faults.
[[nodiscard]] boost::asio::awaitable<print_outcome> print(printer_address where, std::string job,
                                                          std::chrono::milliseconds limit);

}  // namespace buduan::net
