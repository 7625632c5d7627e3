#pragma once

// What a page asks for once, over HTTP: the list of halls, the card of one, and who it is signed in as. JSON bodies.

#include "calendar/phase.hpp"
#include "dispatch/config.hpp"
#include "wire/stream_place.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::wire {

[[nodiscard]] std::string hall_list_body(std::span<dispatch::hall_config const* const> halls);

// Whether walk-in tickets for a matter are issued now, and if not, when next (none = not known).
struct matter_offer {
    bool now = false;
    std::optional<calendar::instant> next;
};

struct hall_card {
    dispatch::hall_config const& hall;
    std::optional<calendar::phase_span> phase;
    std::vector<calendar::day_segment> today;
    std::function<matter_offer(dispatch::matter_config const&)> offer;
    stream_place revision;
    calendar::instant server{};
    double clock_speed = 1;
};
[[nodiscard]] std::string hall_card_body(hall_card const& card);

struct session_info {
    std::string_view hall;  // empty = all halls
    std::string_view staff;
    std::string_view device;
    std::string_view role;                     // window, guide, supervisor, admin, kiosk, screen
    std::vector<dispatch::window_id> windows;  // this person may sit at
    calendar::instant expires{};
};
[[nodiscard]] std::string session_info_body(session_info const& session);

// The windows at which the hall's plan lets this person sit: as A-role or B-role, in list order.
[[nodiscard]] std::vector<dispatch::window_id> windows_of(dispatch::hall_config const& hall, dispatch::staff_id staff);

}  // namespace buduan::wire
