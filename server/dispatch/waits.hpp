#pragma once

// The plain estimate of a wait: people ahead, times the learned time of a service, over the windows at work. Better
// forecasts are made elsewhere; this one is a pure function of the state and is what slips promise.

#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace buduan::dispatch {

// The range told to citizens for `ahead` people before them, in whole minutes; empty when nobody serves the queue.
[[nodiscard]] std::optional<wait_range> wait_for(std::uint32_t ahead, std::chrono::seconds service_time,
                                                 std::uint32_t servers);

// Of one ticket: learned, or what the matters of the skill typically take.
[[nodiscard]] std::chrono::milliseconds service_time_of(hall const& state, queue_state const& queue);
// The queue that learns from a finished matter; empty when the window does not serve it by itself.
[[nodiscard]] std::optional<queue_key> learning_queue(hall const& state, matter_finished const& over);
// Windows of the queue that are staffed and not away.
[[nodiscard]] std::uint32_t servers_of(hall const& state, queue_state const& queue);
[[nodiscard]] std::optional<wait_range> wait_in(hall const& state, queue_state const& queue, std::uint32_t ahead);

// Where a ticket for the skill is best sent: the shortest expected wait, then the order of the list; a zone where
// nobody serves comes after all where somebody does. Empty when no window has the skill.
[[nodiscard]] std::optional<zone_id> best_zone_for(hall const& state, skill_id skill);

}  // namespace buduan::dispatch
