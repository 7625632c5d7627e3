#pragma once

// How many of the wanted windows a group of people can man at once: the coverage predicate of plans and rosters.

#include "dispatch/config.hpp"

#include <map>
#include <vector>

namespace buduan::dispatch {

// Seats of a zone that the people can fill at the same moment, each at one window where they are A-role or B-role, up
// to `wanted` a zone. A zone of the result with less than was wanted cannot be covered by this group.
[[nodiscard]] std::map<zone_id, std::uint32_t> coverage_of(hall_config const& config,
                                                           std::vector<staff_id> const& people,
                                                           std::map<zone_id, std::uint32_t> const& wanted);

}  // namespace buduan::dispatch
