#pragma once

// A hall's configuration as the journal keeps it: whole and resolved.

#include "wire/stored_values.hpp"

namespace buduan::wire::stored {

void put(Matter& to, dispatch::matter_config const& from);
[[nodiscard]] bool get(dispatch::matter_config& to, Matter const& from);

void put(Configuration& to, dispatch::hall_config const& from);
[[nodiscard]] bool get(dispatch::hall_config& to, Configuration const& from);

}  // namespace buduan::wire::stored
