#include "simulation/outbox.hpp"

#include <utility>

namespace buduan::simulation {

void outbox::send(dispatch::hall_id hall, dispatch::actor by, dispatch::command_body wanted,
                  std::function<void(halls::outcome const&)> settled) {
    dispatch::command_id id;
    for (std::uint8_t& octet : id.bytes) {
        octet = static_cast<std::uint8_t>(draw_.below(256));
    }
    ++sent_;
    pending_.emplace(id, pending{hall, {id, std::move(by), std::move(wanted)}, std::move(settled)});
    attempt(id);
}

void outbox::attempt(dispatch::command_id id) {
    auto const found = pending_.find(id);
    if (found == pending_.end()) return;
    pending& one = found->second;
    if (one.tries++ > 0) seen_.count("client: tried again");
    if (!draw_.in_thousand(faults_.drop)) deliver(one.hall, one.wanted, milliseconds{draw_.between(1, 60)});
    if (draw_.in_thousand(faults_.twice)) {
        seen_.count("fault: message doubled");
        deliver(one.hall, one.wanted, milliseconds{draw_.between(1, 400)});
    }
    if (draw_.in_thousand(faults_.ghost)) {
        seen_.count("fault: message from long ago");
        deliver(one.hall, one.wanted, std::chrono::seconds{draw_.between(20, 2'400)});
    }
    time_.in(milliseconds{draw_.between(1'500, 5'000)}, [this, id, alive = alive_] {
        if (*alive) attempt(id);
    });
}

void outbox::deliver(dispatch::hall_id hall, dispatch::command const& wanted, milliseconds delay) {
    time_.in(delay, [this, hall, wanted, alive = alive_] {
        if (!*alive || door_.server() == nullptr) return;
        door_.server()->submit(hall, wanted, [this, hall, wanted, alive](halls::outcome const& answer) {
            if (!*alive) return;
            // The server has said it; whether the client hears it is another matter.
            seen_.answered(hall, wanted, answer);
            if (auto const* happened = std::get_if<dispatch::record>(&answer)) seen_.replied(hall, *happened);
            if (draw_.in_thousand(faults_.drop)) {
                seen_.count("fault: reply dropped");
                return;
            }
            time_.in(milliseconds{draw_.between(1, 60)}, [this, hall, wanted, answer, alive] {
                if (*alive) hear(hall, wanted, answer);
            });
        });
    });
}

void outbox::hear(dispatch::hall_id /*hall*/, dispatch::command const& wanted, halls::outcome const& answer) {
    auto const found = pending_.find(wanted.id);
    if (found == pending_.end()) return;
    if (std::holds_alternative<halls::unavailable>(answer)) {
        seen_.count("client: told to come back");
        return;  // the timer tries again
    }
    auto const settled = std::move(found->second.settled);
    pending_.erase(found);
    if (settled) settled(answer);
}

}  // namespace buduan::simulation
