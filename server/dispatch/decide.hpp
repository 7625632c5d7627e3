#pragma once

// The rules of a hall. `decide` changes nothing, `apply` decides nothing and cannot fail: recovery is a fold.

#include "dispatch/command.hpp"
#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"
#include "dispatch/refusal.hpp"

#include <optional>
#include <vector>

namespace buduan::dispatch {

// The events of `wanted` at `now`, or why not. `now` must not lie before the hall's last record (the shell clamps).
[[nodiscard]] result<std::vector<event>> decide(hall const& state, command const& wanted, instant now);

// Folds one record into the state. REQUIRES: made by `decide` for this very state, or read from its journal.
void apply(hall& state, record const& happened);

// When `run_deadlines` has something to do next; empty when nothing is due.
[[nodiscard]] std::optional<instant> next_deadline(hall const& state);

}  // namespace buduan::dispatch
