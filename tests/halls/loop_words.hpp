#pragma once

// What tests of a hall loop say again and again.

#include "dispatch/board.hpp"
#include "halls/loop_bench.hpp"

#include <stdexcept>

namespace buduan::halls {

inline auto const window = dispatch::window_id::parse("W01").value();
inline auto const li = dispatch::staff_id::parse("S01").value();

inline dispatch::issue_ticket a_ticket() {
    dispatch::issue_ticket wanted;
    wanted.matters.push_back(dispatch::matter_id::parse("M-1").value());
    return wanted;
}

inline dispatch::call_next a_call() {
    return {window, li, {}, false, std::nullopt};
}

inline dispatch::ticket_issued const& issued(dispatch::record const& happened) {
    for (dispatch::event const& event : happened.events) {
        if (auto const* one = std::get_if<dispatch::ticket_issued>(&event)) return *one;
    }
    throw std::logic_error("no ticket was issued");
}

inline std::uint32_t open_tickets(loop_bench& bench) {
    return dispatch::board_of(bench.loop().committed()).open_tickets;
}

// Somebody sits at an open window and one ticket waits.
inline void staff_a_window(loop_bench& bench) {
    bench.send(dispatch::take_seat{window, li, false});
    bench.send(dispatch::open_window{window, li});
    bench.send(a_ticket());
    bench.settle();
}

}  // namespace buduan::halls
