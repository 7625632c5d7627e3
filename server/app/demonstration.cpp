#include "app/demonstration.hpp"

#include "identity/secret.hpp"

#include <algorithm>
#include <set>

namespace buduan::app {
namespace {

identity::role role_of(dispatch::position position) {
    switch (position) {
        case dispatch::position::window:
        case dispatch::position::floating:
        case dispatch::position::reviewer: return identity::role::window;
        case dispatch::position::lobby_lead:
        case dispatch::position::guide: return identity::role::guide;
        case dispatch::position::supervisor: return identity::role::supervisor;
    }
    return identity::role::window;
}

std::string add_kiosk(identity::store& store, dispatch::hall_id hall, char const* id, char const* label) {
    auto token = identity::draw_token();
    store.put_device({*dispatch::device_id::parse(id), hall, identity::device_kind::kiosk, label,
                      identity::digest_of(token), false});
    return token;
}

std::uint32_t noon_group(dispatch::hall_config const& hall, dispatch::staff_id staff) {
    for (auto const& person : hall.staff) {
        if (person.id == staff) return person.noon_group;
    }
    return 0;
}

clerk_place place_of(dispatch::hall_config const& hall, dispatch::window_config const& window) {
    clerk_place place;
    place.window = window.id.str();
    place.staff = window.a_staff.str();
    place.noon_group = noon_group(hall, window.a_staff);
    for (auto const& skill : window.skills)
        place.skills.push_back(skill.str());
    // Passed on to a neighbour of the zone, which has a clerk or will have one after the rest.
    for (auto const& matter : hall.matters) {
        bool const own = std::find(window.skills.begin(), window.skills.end(), matter.skill) != window.skills.end();
        bool const next_door = std::any_of(hall.windows.begin(), hall.windows.end(), [&](auto const& other) {
            return other.zone == window.zone && !left_to_visitors(other) &&
                   std::find(other.skills.begin(), other.skills.end(), matter.skill) != other.skills.end();
        });
        if (!own && next_door && matter.noon) place.other_matters.push_back(matter.code.str());
    }
    return place;
}

}  // namespace

bool left_to_visitors(dispatch::window_config const& window) {
    return window.no % 10 == 5;
}

demonstration_tokens prepare_demonstration(identity::store& store, std::vector<dispatch::hall_config> const& halls) {
    auto const hash = identity::hash_password(demonstration_password, demonstration_cost);
    std::vector<identity::account> accounts;
    accounts.push_back({{}, "admin", {}, identity::role::admin, hash, false});
    for (auto const& hall : halls) {
        for (auto const& person : hall.staff) {
            accounts.push_back({hall.id, person.id.str(), person.id, role_of(person.position), hash, false});
        }
    }
    store.put_accounts(accounts);
    demonstration_tokens tokens;
    for (auto const& hall : halls) {
        tokens.kiosk[hall.id] = add_kiosk(store, hall.id, "try-me", "kiosk to try");
        tokens.people[hall.id] = add_kiosk(store, hall.id, "demonstration", "kiosk of the simulated citizens");
    }
    return tokens;
}

std::vector<hall_roster> rosters_of(std::vector<dispatch::hall_config> const& halls,
                                    demonstration_tokens const& tokens) {
    std::vector<hall_roster> rosters;
    for (auto const& hall : halls) {
        hall_roster roster;
        roster.hall = hall.id.str();
        roster.kiosk_token = tokens.people.at(hall.id);
        std::set<dispatch::staff_id> seated;  // nobody sits at two windows
        for (auto const& window : hall.windows) {
            if (left_to_visitors(window) || window.skills.empty() || !seated.insert(window.a_staff).second) continue;
            roster.clerks.push_back(place_of(hall, window));
        }
        rosters.push_back(std::move(roster));
    }
    return rosters;
}

}  // namespace buduan::app
