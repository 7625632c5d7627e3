#include "simulation/checkers/fairness.hpp"

#include <algorithm>

namespace buduan::simulation {
namespace {

using place = ticket_ledger::place;

bool serves(dispatch::hall_config const& config, dispatch::window_id window, dispatch::queue_key const& queue) {
    auto const found =
        std::find_if(config.windows.begin(), config.windows.end(), [&](auto const& one) { return one.id == window; });
    return found != config.windows.end() && found->zone == queue.zone &&
           std::find(found->skills.begin(), found->skills.end(), queue.skill) != found->skills.end();
}

}  // namespace

void fairness::stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/,
                       journal::stored_record const& /*stored*/, dispatch::record const& happened) {
    book& kept = books_[hall];
    for (dispatch::event const& event : happened.events) {
        if (auto const* accepted = std::get_if<dispatch::configuration_accepted>(&event))
            kept.config = accepted->config;
        if (auto const* call = std::get_if<dispatch::ticket_called>(&event)) called(kept, *call, happened);
        if (auto const* back = std::get_if<dispatch::ticket_requeued>(&event)) restored(kept, *back, happened);
        static_cast<void>(kept.tickets.fold(event, happened.at));  // no_double_call judges it
    }
}

void fairness::called(book& kept, dispatch::ticket_called const& call, dispatch::record const& happened) {
    std::string const where = "record " + std::to_string(happened.seq) + ": ";
    if (call.reason.candidates.empty() || call.reason.candidates.front().ticket != call.ticket) {
        broken(where + "the reason does not name the ticket that was called");
    }
    auto const rule = call.reason.candidates.front().rule;
    if (rule == dispatch::call_rule::by_hand) {
        if (call.reason.by_hand.empty()) broken(where + "a call out of turn without a reason");
        return;
    }
    auto const& self = kept.tickets.tickets().at(call.ticket);
    if (self.bound) return;

    auto const protected_after = kept.config.rules.protected_after;
    auto const too_old = [&](ticket_ledger::entry const& ticket) {
        return happened.at - ticket.key.since > protected_after;
    };
    bool ordinary_waits = false;
    for (auto const& [id, other] : kept.tickets.tickets()) {
        if (id == call.ticket || other.where != place::waiting || other.bound) continue;
        if (other.queue == self.queue && other.klass == self.klass && other.key < self.key) {
            broken(where + dispatch::to_string(self.number) + " was called before " +
                   dispatch::to_string(other.number));
        }
        if (too_old(other) && !too_old(self) && serves(kept.config, call.window, other.queue)) {
            broken(where + dispatch::to_string(other.number) +
                   " has waited beyond the protected time and was passed over");
        }
        ordinary_waits =
            ordinary_waits || (other.queue == self.queue && other.klass == dispatch::ticket_class::ordinary);
    }

    std::uint32_t& in_a_row = kept.without_ordinary[self.queue];
    if (self.klass == dispatch::ticket_class::ordinary || !ordinary_waits || too_old(self)) {
        in_a_row = 0;
    } else if (++in_a_row >= kept.config.rules.ordinary_in) {
        broken(where + "no ordinary ticket in " + std::to_string(in_a_row) + " calls of its queue though one waits");
    }
}

void fairness::restored(book const& kept, dispatch::ticket_requeued const& back,
                        dispatch::record const& happened) const {
    if (back.cause != dispatch::requeue_cause::restored) return;
    std::uint32_t ahead = 0;
    std::uint32_t waiting = 0;
    for (auto const& [id, other] : kept.tickets.tickets()) {
        if (id == back.ticket || other.where != place::waiting || other.queue != back.queue) continue;
        ++waiting;
        if (other.key < back.key) ++ahead;
    }
    if (ahead != std::min(waiting, kept.config.rules.restore_places)) {
        broken("record " + std::to_string(happened.seq) + ": a restored ticket went in behind " +
               std::to_string(ahead) + " of " + std::to_string(waiting));
    }
}

}  // namespace buduan::simulation
