#pragma once

// What a demonstration has that a real server has not: a known password for everybody, tokens for a kiosk to try and for
// the simulated people's own, and a rota of simulated clerks that leaves some windows to whoever wants to try.

#include "app/demonstration_people.hpp"
#include "dispatch/config.hpp"
#include "identity/password.hpp"
#include "identity/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace buduan::app {

inline constexpr char demonstration_password[] = "demonstration";
// A hash that is slow to guess would guard nothing: the password stands here.
inline constexpr identity::password_cost demonstration_cost{1'024, 1, 1};

struct demonstration_tokens {
    std::map<dispatch::hall_id, std::string> kiosk;   // for a person
    std::map<dispatch::hall_id, std::string> people;  // for the simulated citizens
};

// Accounts of all staff, with one hash computed once, and two kiosks a hall. Replaces what an earlier start made.
[[nodiscard]] demonstration_tokens prepare_demonstration(identity::store& store,
                                                         std::vector<dispatch::hall_config> const& halls);

// Windows 5, 15, 25 … stay free; at every other one sits its A-role.
[[nodiscard]] bool left_to_visitors(dispatch::window_config const& window);
[[nodiscard]] std::vector<hall_roster> rosters_of(std::vector<dispatch::hall_config> const& halls,
                                                  demonstration_tokens const& tokens);

}  // namespace buduan::app
