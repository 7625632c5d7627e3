#pragma once

// Small halls for the simulation: enough zones, windows, skills and people that every rule has something to bite on.

#include "dispatch/config.hpp"
#include "halls/loop_options.hpp"

#include <string>
#include <vector>

namespace buduan::simulation {

// The first is a district hall, the others towns under it.
[[nodiscard]] std::vector<dispatch::hall_config> sample_halls(std::size_t count);

// The same hall after a reload of its files: a window and a matter fewer, other people.
[[nodiscard]] dispatch::hall_config rearranged(dispatch::hall_config hall);

// A configuration that must be refused whole.
[[nodiscard]] dispatch::hall_config invalid(dispatch::hall_config hall);

// By a calendar of its own: the Spring Festival of 2026 with its make-up days, and New Year.
[[nodiscard]] halls::phase_lookup hall_phase_lookup();

}  // namespace buduan::simulation
