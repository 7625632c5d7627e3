// A ticket is served: it starts, ends, rests, or goes to somebody else with its place.

#include "dispatch/placing.hpp"
#include "dispatch/rules.hpp"

#include <chrono>

namespace buduan::dispatch {

finished finish_matter(moment const& at, desk_state const& desk, ticket const& which) {
    auto const& stage = std::get<serving>(which.stage);
    window_id const window = desk.facts.window;
    auto const served = std::chrono::floor<std::chrono::seconds>(at.now - stage.since);
    finished over;
    over.events.emplace_back(matter_finished{which.id, window, which.matters.at(which.current_matter), served});

    std::uint32_t const next = which.current_matter + 1;
    if (next >= which.matters.size()) {
        over.events.emplace_back(ticket_done{which.id, window});
        return over;
    }
    matter_config const* const matter = at.plan.known_matter(which.matters[next]);
    window_config const& here = *at.plan.window(window);
    if (matter != nullptr && serves(here, {here.zone, matter->skill})) {
        over.events.emplace_back(next_matter_started{which.id, window, desk.facts.staff, next});
        over.stays = true;
        return over;
    }
    queue_key const queue = queue_for(at, which.zone, which.matters[next]).value_or(at.state.queue_of(which));
    ticket_requeued on =
        requeued(at.state, which, queue, place_kept(at.state, queue, which), requeue_cause::next_matter);
    on.current_matter = next;
    on.bound_window.reset();
    over.events.emplace_back(std::move(on));
    return over;
}

decision on(moment const& at, start_service const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    auto const found = in_hand_of(at, **seat, wanted.ticket);
    if (!found) return found.error();
    if (!std::holds_alternative<called>((*found)->stage)) return wrong_stage(**found);
    return std::vector<event>{service_started{wanted.ticket, wanted.window, wanted.staff}};
}

decision on(moment const& at, finish_service const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    auto const found = in_hand_of(at, **seat, wanted.ticket);
    if (!found) return found.error();
    if (!std::holds_alternative<serving>((*found)->stage)) return wrong_stage(**found);
    return finish_matter(at, **seat, **found).events;
}

decision on(moment const& at, hold_ticket const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    auto const found = in_hand_of(at, **seat, wanted.ticket);
    if (!found) return found.error();
    return std::vector<event>{ticket_held{wanted.ticket, wanted.window, wanted.reason}};
}

decision on(moment const& at, transfer_ticket const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    auto const found = in_hand_of(at, **seat, wanted.ticket);
    if (!found) return found.error();
    ticket const& which = **found;
    if (wanted.to_matter.has_value() == wanted.to_window.has_value()) {
        refusal why = refuse(refusal_code::unknown_window);
        why.details.emplace_back("a transfer names a matter or a window, and not both");
        return why;
    }

    std::optional<queue_key> queue;
    if (wanted.to_matter) {
        if (at.plan.matter(*wanted.to_matter) == nullptr) return refuse(refusal_code::unknown_matter);
        queue = queue_for(at, which.zone, *wanted.to_matter);
        if (!queue) return refuse(refusal_code::no_window_for_matter);
    } else {
        window_config const* const to = at.plan.window(*wanted.to_window);
        if (to == nullptr) return refuse(refusal_code::unknown_window);
        queue = queue_key{to->zone, at.state.queue_of(which).skill};
        if (!serves(*to, *queue)) {
            refusal why = refuse(refusal_code::window_lacks_skill);
            why.window = *wanted.to_window;
            return why;
        }
    }
    ticket_requeued moved =
        requeued(at.state, which, *queue, place_kept(at.state, *queue, which), requeue_cause::transferred);
    moved.bound_window = wanted.to_window;
    if (wanted.to_matter) {
        moved.matters = which.matters;
        moved.matters.at(which.current_matter) = *wanted.to_matter;
    }
    return std::vector<event>{std::move(moved)};
}

}  // namespace buduan::dispatch
