#pragma once

// Where a ticket goes in when it does not go in at the end: behind the n-th, behind the n-th after it, or in front. A
// place is a seniority key between two others; when keys behind one anchor lie too close, the group of that anchor is
// spaced out again by events of the same record, so that a place is always exact.

#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"

#include <cstdint>
#include <vector>

namespace buduan::dispatch {

struct new_place {
    seniority key;
    std::uint32_t ahead = 0;
    std::vector<event> made_room;  // requeues of others that keep their places; before the ticket's own
};

// Behind the `places`-th who waits in the queue now, or at its end. `which` does not wait there.
[[nodiscard]] new_place place_behind(hall const& state, queue_key const& queue, ticket const& which,
                                     std::uint32_t places, instant now);
// Behind the `places`-th after itself. REQUIRES: `which` waits.
[[nodiscard]] new_place place_later(hall const& state, ticket const& which, std::uint32_t places);
// Before all who wait in the queue. `which` does not wait there.
[[nodiscard]] new_place place_in_front(hall const& state, queue_key const& queue, ticket const& which);
// By its own seniority.
[[nodiscard]] new_place place_kept(hall const& state, queue_key const& queue, ticket const& which);

// The event that puts `which` there, with its matters as they are, and bound as it is while that window serves there.
[[nodiscard]] ticket_requeued requeued(hall const& state, ticket const& which, queue_key const& queue,
                                       new_place const& place, requeue_cause cause);

// The window that has the ticket in hand, held it or missed it; empty when it waits or is closed.
[[nodiscard]] window_id window_of_stage(ticket const& which);

}  // namespace buduan::dispatch
