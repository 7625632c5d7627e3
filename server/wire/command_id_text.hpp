#pragma once

// Command ids as people and JSON write them.

#include "dispatch/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace buduan::wire {

// 32 hex digits, lower case.
[[nodiscard]] std::string to_string(dispatch::command_id const& id);

// Takes upper case too; empty for anything else.
[[nodiscard]] std::optional<dispatch::command_id> parse_command_id(std::string_view text);

}  // namespace buduan::wire
