#pragma once

// One person's or kiosk's way to the server: commands go through a network that delays, drops, doubles and overtakes,
// and are tried again with the same id until the server has said what became of them. A time-out means unknown.

#include "dispatch/command.hpp"
#include "halls/hall_directory.hpp"
#include "simulation/chance.hpp"
#include "simulation/schedule.hpp"
#include "simulation/sightings.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

namespace buduan::simulation {

// Where commands go; null while no server runs.
class server_door {
public:
    virtual ~server_door() = default;
    [[nodiscard]] virtual halls::hall_directory* server() = 0;
};

// In a thousand, asked for each message.
struct network_faults {
    std::uint64_t drop = 0;
    std::uint64_t twice = 0;
    std::uint64_t ghost = 0;  // delivered again long after it was answered

    [[nodiscard]] static network_faults drawn(chance& from) {
        auto const some = [&](std::uint64_t most) { return from.percent(60) ? 1 + from.below(most) : 0; };
        return {some(60), some(80), some(40)};
    }
};

class outbox {
public:
    outbox(schedule& time, chance draw, network_faults const& faults, sightings& seen, server_door& door)
        : time_(time), draw_(draw), faults_(faults), seen_(seen), door_(door) {}
    ~outbox() { *alive_ = false; }
    outbox(outbox const&) = delete;
    outbox& operator=(outbox const&) = delete;

    // `settled` hears the first record or refusal.
    void send(dispatch::hall_id hall, dispatch::actor by, dispatch::command_body wanted,
              std::function<void(halls::outcome const&)> settled = {});

    [[nodiscard]] bool empty() const { return pending_.empty(); }
    [[nodiscard]] std::uint64_t sent() const { return sent_; }

private:
    struct pending {
        dispatch::hall_id hall;
        dispatch::command wanted;
        std::function<void(halls::outcome const&)> settled;
        std::uint64_t tries = 0;
    };

    void attempt(dispatch::command_id id);
    void deliver(dispatch::hall_id hall, dispatch::command const& wanted, milliseconds delay);
    void hear(dispatch::hall_id hall, dispatch::command const& wanted, halls::outcome const& answer);

    schedule& time_;
    chance draw_;
    network_faults const& faults_;
    sightings& seen_;
    server_door& door_;
    std::map<dispatch::command_id, pending> pending_;
    std::uint64_t sent_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace buduan::simulation
