#include "halls/seat_watch.hpp"

#include <algorithm>

namespace buduan::halls {

void seat_watch::heard(dispatch::hall_id hall, dispatch::staff_id staff, steady_time now) {
    for (auto held = seats_.lower_bound({hall, dispatch::window_id{}});
         held != seats_.end() && held->first.first == hall; ++held) {
        if (held->second.staff == staff) held->second.last_heard = now;
    }
}

void seat_watch::follow(dispatch::hall_id hall, dispatch::record const& happened, steady_time now) {
    for (dispatch::event const& event : happened.events) {
        if (auto const* taken = std::get_if<dispatch::seat_taken>(&event)) {
            seats_.insert_or_assign({hall, taken->window}, seat{taken->staff, now});
        } else if (auto const* released = std::get_if<dispatch::seat_released>(&event)) {
            seats_.erase({hall, released->window});
        }
    }
}

void seat_watch::forget(dispatch::hall_id hall) {
    std::erase_if(seats_, [&](auto const& entry) { return entry.first.first == hall; });
}

void seat_watch::taken(dispatch::hall_id hall, dispatch::window_id window, dispatch::staff_id staff, steady_time now) {
    seats_.insert_or_assign({hall, window}, seat{staff, now});
}

std::vector<silent_seat> seat_watch::expired(steady_time now) {
    std::vector<silent_seat> silent;
    for (auto& [where, held] : seats_) {
        if (now - held.last_heard < lease_) continue;
        silent.push_back({where.first, where.second, held.staff});
        held.last_heard = now;
    }
    return silent;
}

std::optional<steady_time> seat_watch::next_deadline() const {
    auto const oldest = std::min_element(seats_.begin(), seats_.end(), [](auto const& a, auto const& b) {
        return a.second.last_heard < b.second.last_heard;
    });
    if (oldest == seats_.end()) return std::nullopt;
    return oldest->second.last_heard + lease_;
}

}  // namespace buduan::halls
