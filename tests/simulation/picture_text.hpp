#pragma once

// Frames, compared by what they show.

#include <string>

namespace buduan::simulation {

// The same frame without the position at which it was made: two pictures of one state are equal then.
[[nodiscard]] std::string without_position(std::string const& binary_frame);

}  // namespace buduan::simulation
