#pragma once

// What the halls want an operator to hear, as lines of the log.

#include "halls/loop_listener.hpp"
#include "log/log.hpp"

namespace buduan::app {

void write(log::logger const& to, halls::notice const& news);

}  // namespace buduan::app
