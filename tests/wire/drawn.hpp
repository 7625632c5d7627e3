#pragma once

// Domain values drawn by RapidCheck; to be called inside a property, which then shrinks what they drew.

#include "dispatch/event.hpp"
#include "dispatch/hall_image.hpp"
#include "wire/stored_snapshot.hpp"

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace buduan::tests {

[[nodiscard]] dispatch::actor drawn_actor();
// Of one kind; `kind` is the index in the variant.
[[nodiscard]] dispatch::event drawn_event(std::size_t kind);
[[nodiscard]] std::vector<dispatch::event> drawn_events();
[[nodiscard]] dispatch::hall_config drawn_config();
[[nodiscard]] dispatch::hall_image drawn_image();
[[nodiscard]] std::vector<wire::known_command> drawn_commands();
// Arbitrary octets.
[[nodiscard]] std::string drawn_bytes();
// `bytes` with some of them changed, taken out or put in.
[[nodiscard]] std::string damaged(std::string bytes);

}  // namespace buduan::tests
