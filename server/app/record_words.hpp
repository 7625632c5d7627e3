#pragma once

// A record of a hall's stream in words for the operator who watches, and as facts for programs.

#include "dispatch/event.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace buduan::app {

// "ticket_called A023 W05"
[[nodiscard]] std::string sentence_of(dispatch::event const& event);
// {"event":"ticket_called","number":"A023","ticket":23,"window":"W05","staff":"s05"}
[[nodiscard]] boost::json::object facts_of(dispatch::event const& event);

// One line: place, time in the hall, who, and what happened.
[[nodiscard]] std::string sentence_of(dispatch::record const& record);
[[nodiscard]] boost::json::object facts_of(dispatch::record const& record);

}  // namespace buduan::app
