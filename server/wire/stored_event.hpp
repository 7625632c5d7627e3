#pragma once

// Events as the journal keeps them, both ways side by side.

#include "wire/stored_config.hpp"

namespace buduan::wire::stored {

void put(Event& to, dispatch::event const& from);
[[nodiscard]] bool get(dispatch::event& to, Event const& from);

}  // namespace buduan::wire::stored
