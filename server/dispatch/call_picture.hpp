#pragma once

// One announced call, as screens show and speak it.

#include "dispatch/ticket.hpp"

#include <cstdint>

namespace buduan::dispatch {

// `epoch` and `seq` are those of the record that called or recalled: together they are unique in the hall.
struct call_picture {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    ticket_number number;
    window_id window;
    std::uint32_t window_no = 0;
    zone_id zone;
    std::uint32_t attempt = 1;
    instant at{};
    dispatch::language language = dispatch::language::zh;
    friend bool operator==(call_picture const&, call_picture const&) = default;
};

class hall;
struct record;

// The call that `happened` made, of a ticket to a window; people listen for it in `zone`, where they wait.
[[nodiscard]] call_picture picture_of_call(hall const& state, record const& happened, ticket const& which,
                                           window_id window, zone_id zone, std::uint32_t attempt);

}  // namespace buduan::dispatch
