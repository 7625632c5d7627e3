// A window calls: the next in order, one by hand, the same once more, or nobody any longer.

#include "dispatch/calling_order.hpp"
#include "dispatch/rules.hpp"

#include <algorithm>

namespace buduan::dispatch {
namespace {

ticket_called call_of(moment const& at, desk_state const& desk, ticket_id id, call_reason reason) {
    ticket const& which = *at.state.find(id);
    ticket_called call;
    call.ticket = id;
    call.number = which.number;
    call.window = desk.facts.window;
    call.staff = desk.facts.staff;
    call.queue = std::get<waiting>(which.stage).queue;
    call.ordinary = which.klass == ticket_class::ordinary;
    call.reason = std::move(reason);
    return call;
}

// Clause 12: whoever has a role at a ticket's designated window may call it elsewhere while nobody works there.
bool may_call(moment const& at, desk_state const& desk, ticket const& which) {
    if (serves(*at.plan.window(desk.facts.window), at.state.queue_of(which))) return true;
    desk_state const* const bound = which.bound_window ? at.state.desk(*which.bound_window) : nullptr;
    return bound != nullptr && !bound->staffed() &&
           hall_plan::assigned(*at.plan.window(*which.bound_window), desk.facts.staff);
}

std::optional<refusal> why_not_missed(moment const& at, called const& stage) {
    calling_rules const& rules = at.plan.rules();
    if (stage.attempt >= rules.call_budget) return std::nullopt;
    return refuse(refusal_code::call_again_first, stage.at + rules.quiet_time);
}

// The ticket in hand is over, so that the window may call another.
result<finished> finish_in_hand(moment const& at, desk_state const& desk, ticket const& which) {
    if (auto const* stage = std::get_if<called>(&which.stage)) {
        if (auto why = why_not_missed(at, *stage)) return *why;
        return finished{{ticket_missed{which.id, desk.facts.window}}, false};
    }
    return finish_matter(at, desk, which);
}

}  // namespace

decision on(moment const& at, call_next const& wanted) {
    auto const seat = open_seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    desk_state const& desk = **seat;
    if (wanted.expires && at.now > *wanted.expires) return refuse(refusal_code::expired);
    ticket_id const in_hand = desk.facts.in_hand;
    if (in_hand != wanted.expected || (in_hand != ticket_id{} && !wanted.finish)) {
        refusal why =
            refuse(in_hand == wanted.expected ? refusal_code::ticket_in_hand : refusal_code::other_ticket_in_hand);
        why.ticket = in_hand;
        return why;
    }

    std::vector<event> events;
    if (in_hand != ticket_id{}) {
        auto over = finish_in_hand(at, desk, *at.state.find(in_hand));
        if (!over) return over.error();
        events = std::move(over->events);
        // The person stays for the next matter: nobody else is called.
        if (over->stays) return events;
    }
    auto candidates = calling_order(at.state, desk, at.now).candidates();
    if (candidates.empty()) {
        if (events.empty()) return refuse(refusal_code::nobody_waits);
        return events;
    }
    ticket_id const first = candidates.front().ticket;
    events.emplace_back(call_of(at, desk, first, {calling_rule_version, std::move(candidates), {}}));
    return events;
}

decision on(moment const& at, call_ticket const& wanted) {
    auto const seat = open_seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    desk_state const& desk = **seat;
    if (desk.facts.in_hand != ticket_id{}) {
        refusal why = refuse(refusal_code::ticket_in_hand);
        why.ticket = desk.facts.in_hand;
        return why;
    }
    auto const found = known_ticket(at, wanted.ticket);
    if (!found) return found.error();
    ticket const& which = **found;
    auto const* const in = std::get_if<waiting>(&which.stage);
    if (in == nullptr) return wrong_stage(which);
    if (!may_call(at, desk, which)) return refuse(refusal_code::window_lacks_skill);

    // The ones passed over follow the one chosen.
    auto candidates = calling_order(at.state, desk, at.now).candidates();
    std::erase_if(candidates, [&](call_candidate const& one) { return one.ticket == wanted.ticket; });
    if (candidates.size() == most_candidates) candidates.pop_back();
    candidates.insert(candidates.begin(),
                      {wanted.ticket, in->queue, call_rule::by_hand, (at.now - in->key.since).count()});
    std::string const reason = wanted.reason.empty() ? "not given" : wanted.reason;
    return std::vector<event>{call_of(at, desk, wanted.ticket, {calling_rule_version, std::move(candidates), reason})};
}

decision on(moment const& at, recall const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    auto const found = in_hand_of(at, **seat, wanted.ticket);
    if (!found) return found.error();
    ticket const& which = **found;
    auto const* const stage = std::get_if<called>(&which.stage);
    if (stage == nullptr) return wrong_stage(which);
    calling_rules const& rules = at.plan.rules();
    if (stage->attempt >= rules.call_budget) return refuse(refusal_code::budget_spent);
    if (at.now < stage->at + rules.quiet_time) return refuse(refusal_code::too_soon, stage->at + rules.quiet_time);
    return std::vector<event>{ticket_recalled{which.id, which.number, wanted.window, stage->attempt + 1}};
}

decision on(moment const& at, mark_missed const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    auto const found = in_hand_of(at, **seat, wanted.ticket);
    if (!found) return found.error();
    auto const* const stage = std::get_if<called>(&(*found)->stage);
    if (stage == nullptr) return wrong_stage(**found);
    if (auto why = why_not_missed(at, *stage)) return *why;
    return std::vector<event>{ticket_missed{wanted.ticket, wanted.window}};
}

}  // namespace buduan::dispatch
