#pragma once

// Who was heard of lately. A seat is held by a lease: any verb or ping of the person in it renews it; when nothing was
// heard for the length of the lease, the seat expires by a command like any other. Leases count in steady time and
// start afresh after a restart.

#include "dispatch/event.hpp"
#include "halls/clock.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace buduan::halls {

struct silent_seat {
    dispatch::hall_id hall;
    dispatch::window_id window;
    dispatch::staff_id staff;
    friend bool operator==(silent_seat const&, silent_seat const&) = default;
};

class seat_watch {
public:
    explicit seat_watch(std::chrono::seconds lease = std::chrono::seconds{90}) : lease_(lease) {}

    // The person gave a sign of life; nothing happens when they hold no seat.
    void heard(dispatch::hall_id hall, dispatch::staff_id staff, steady_time now);

    // Follows the seats of the committed state: new ones begin a fresh lease, released ones are forgotten.
    void follow(dispatch::hall_id hall, dispatch::record const& happened, steady_time now);
    // Around a recovery: all seats of the hall are forgotten, and those of its state taken afresh.
    void forget(dispatch::hall_id hall);
    void taken(dispatch::hall_id hall, dispatch::window_id window, dispatch::staff_id staff, steady_time now);

    // The seats whose lease has run out. Each is reported again after another lease, in case the command was refused.
    [[nodiscard]] std::vector<silent_seat> expired(steady_time now);
    [[nodiscard]] std::optional<steady_time> next_deadline() const;

private:
    struct seat {
        dispatch::staff_id staff;
        steady_time last_heard{};
    };
    using place = std::pair<dispatch::hall_id, dispatch::window_id>;

    std::chrono::seconds lease_;
    std::map<place, seat> seats_;
};

}  // namespace buduan::halls
