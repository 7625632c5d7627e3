#pragma once

// The people of a simulated hall. They know what the screens show and what they were answered, make mistakes, press
// keys twice, and go to lunch.

#include "simulation/outbox.hpp"

#include <memory>
#include <vector>

namespace buduan::simulation {

// What all of them share.
struct neighbourhood {
    schedule& time;
    network_faults const& faults;
    sightings& seen;
    server_door& door;
    halls::clock const& clock;
    bool arrivals = true;      // new citizens come
    bool diligent = false;     // clerks leave nothing undone: the end of a seed
    steady_time lull_until{};  // nobody does anything before
};

// One window of one hall and who works there.
class clerk {
public:
    clerk(neighbourhood& around, chance draw, dispatch::hall_id hall, dispatch::window_id window,
          dispatch::staff_id self, std::vector<dispatch::window_id> all_windows,
          std::vector<dispatch::matter_id> matters);

    void begin();
    [[nodiscard]] outbox const& commands() const { return outbox_; }

private:
    void work();
    void act();
    void send(dispatch::command_body wanted);
    void make_a_mistake();
    [[nodiscard]] bool serve(dispatch::desk_picture const& desk);
    [[nodiscard]] bool call(dispatch::desk_picture const& desk);
    [[nodiscard]] bool use_free_time(dispatch::desk_picture const& desk);

    neighbourhood& around_;
    chance draw_;
    dispatch::hall_id hall_;
    dispatch::window_id window_;
    dispatch::staff_id self_;
    std::vector<dispatch::window_id> all_windows_;
    std::vector<dispatch::matter_id> matters_;
    outbox outbox_;
};

// The kiosk of a hall and the citizens who drew a number there.
class crowd {
public:
    crowd(neighbourhood& around, chance draw, dispatch::hall_id hall, std::vector<dispatch::matter_id> matters,
          std::vector<dispatch::window_id> windows);

    void begin();
    // Many at once, more than the server takes.
    void rush(std::size_t people);
    [[nodiscard]] outbox const& commands() const { return outbox_; }

private:
    void arrive();
    void change_minds();
    void draw_number();

    neighbourhood& around_;
    chance draw_;
    dispatch::hall_id hall_;
    std::vector<dispatch::matter_id> matters_;
    std::vector<dispatch::window_id> windows_;
    std::vector<dispatch::ticket_id> tickets_;
    outbox outbox_;
};

}  // namespace buduan::simulation
