// What citizens and guides do with a ticket that no window serves at the moment.

#include "dispatch/placing.hpp"
#include "dispatch/rules.hpp"

#include <iterator>

namespace buduan::dispatch {
namespace {

std::vector<event> with_room(new_place place, ticket_requeued own) {
    std::vector<event> events = std::move(place.made_room);
    events.emplace_back(std::move(own));
    return events;
}

// Before service begins, or while it rests.
bool may_leave(ticket_stage const& stage) {
    return std::holds_alternative<waiting>(stage) || std::holds_alternative<called>(stage) ||
           std::holds_alternative<held>(stage) || std::holds_alternative<missed>(stage);
}

decision leave(moment const& at, ticket_id id, abandon_cause cause, std::string const& reason) {
    auto const found = known_ticket(at, id);
    if (!found) return found.error();
    ticket const& which = **found;
    if (!may_leave(which.stage)) return wrong_stage(which);
    return std::vector<event>{ticket_abandoned{id, cause, reason, window_of_stage(which)}};
}

}  // namespace

decision on(moment const& at, cancel_ticket const& wanted) {
    return leave(at, wanted.ticket, abandon_cause::citizen, {});
}

decision on(moment const& at, void_ticket const& wanted) {
    return leave(at, wanted.ticket, abandon_cause::voided, wanted.reason);
}

decision on(moment const& at, delay_ticket const& wanted) {
    auto const found = known_ticket(at, wanted.ticket);
    if (!found) return found.error();
    ticket const& which = **found;
    if (!std::holds_alternative<waiting>(which.stage)) return wrong_stage(which);
    new_place place = place_later(at.state, which, at.plan.rules().restore_places);
    ticket_requeued own = requeued(at.state, which, at.state.queue_of(which), place, requeue_cause::delayed);
    return with_room(std::move(place), std::move(own));
}

decision on(moment const& at, restore_ticket const& wanted) {
    auto const found = known_ticket(at, wanted.ticket);
    if (!found) return found.error();
    ticket const& which = **found;
    if (auto const* gone = std::get_if<abandoned>(&which.stage)) {
        if (gone->cause == abandon_cause::not_restored) return refuse(refusal_code::too_late);
    }
    auto const* const since = std::get_if<missed>(&which.stage);
    if (since == nullptr) return wrong_stage(which);
    if (at.now > since->since + at.plan.rules().restore_within) return refuse(refusal_code::too_late);

    auto const queue = queue_for(at, which.zone, which.matters.at(which.current_matter));
    if (!queue) return refuse(refusal_code::no_window_for_matter);
    new_place place = place_behind(at.state, *queue, which, at.plan.rules().restore_places, at.now);
    ticket_requeued own = requeued(at.state, which, *queue, place, requeue_cause::restored);
    return with_room(std::move(place), std::move(own));
}

decision on(moment const& at, resume_ticket const& wanted) {
    auto const found = known_ticket(at, wanted.ticket);
    if (!found) return found.error();
    ticket const& which = **found;
    if (!std::holds_alternative<held>(which.stage)) return wrong_stage(which);
    auto const queue = queue_for(at, which.zone, which.matters.at(which.current_matter));
    if (!queue) return refuse(refusal_code::no_window_for_matter);
    return std::vector<event>{
        requeued(at.state, which, *queue, place_kept(at.state, *queue, which), requeue_cause::resumed)};
}

}  // namespace buduan::dispatch
