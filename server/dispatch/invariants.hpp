#pragma once

// What holds of every hall between two records. Used by tests and by the simulated world; the server never needs it.

#include "dispatch/hall.hpp"

#include <string>
#include <vector>

namespace buduan::dispatch {

// Every invariant that does not hold, in words; empty when all do. Reads everything: a check for tests, not for turns.
[[nodiscard]] std::vector<std::string> broken_invariants(hall const& state);

}  // namespace buduan::dispatch
