#include "dispatch/rules.hpp"

#include "dispatch/placing.hpp"
#include "dispatch/waits.hpp"

namespace buduan::dispatch {

refusal refuse(refusal_code code) {
    refusal why;
    why.code = code;
    return why;
}

refusal refuse(refusal_code code, std::optional<instant> next) {
    refusal why = refuse(code);
    why.next = next;
    return why;
}

std::string_view name_of(ticket_stage const& stage) {
    struct namer {
        std::string_view operator()(waiting const&) const { return "waiting"; }
        std::string_view operator()(called const&) const { return "called"; }
        std::string_view operator()(serving const&) const { return "serving"; }
        std::string_view operator()(held const&) const { return "held"; }
        std::string_view operator()(missed const&) const { return "missed"; }
        std::string_view operator()(done const&) const { return "done"; }
        std::string_view operator()(abandoned const&) const { return "abandoned"; }
    };
    return std::visit(namer{}, stage);
}

refusal wrong_stage(ticket const& which) {
    refusal why = refuse(refusal_code::wrong_stage);
    why.ticket = which.id;
    why.details.emplace_back(name_of(which.stage));
    return why;
}

result<desk_state const*> seat_at(moment const& at, window_id window, staff_id staff) {
    desk_state const* const desk = at.state.desk(window);
    if (desk == nullptr) return refuse(refusal_code::unknown_window);
    if (!staff.empty() && desk->facts.staff == staff) return desk;
    if (at.plan.staff(staff) == nullptr) return refuse(refusal_code::unknown_staff);
    refusal why = refuse(refusal_code::not_seated);
    why.window = window;
    why.staff = desk->facts.staff;
    return why;
}

result<desk_state const*> open_seat_at(moment const& at, window_id window, staff_id staff) {
    auto const desk = seat_at(at, window, staff);
    if (!desk) return desk;
    if (!(*desk)->facts.open) return refuse(refusal_code::window_not_open);
    if ((*desk)->facts.away) return refuse(refusal_code::window_away, (*desk)->facts.away->until);
    return desk;
}

result<ticket const*> known_ticket(moment const& at, ticket_id id) {
    ticket const* const found = at.state.find(id);
    if (found != nullptr) return found;
    refusal why = refuse(refusal_code::unknown_ticket);
    why.ticket = id;
    return why;
}

result<ticket const*> in_hand_of(moment const& at, desk_state const& desk, ticket_id id) {
    auto const found = known_ticket(at, id);
    if (!found || desk.facts.in_hand == id) return found;
    ticket const& which = **found;
    if (!std::holds_alternative<called>(which.stage) && !std::holds_alternative<serving>(which.stage)) {
        return wrong_stage(which);
    }
    refusal why = refuse(refusal_code::other_ticket_in_hand);
    why.ticket = desk.facts.in_hand;
    return why;
}

std::optional<queue_key> queue_for(moment const& at, zone_id zone, matter_id matter) {
    matter_config const* const known = at.plan.known_matter(matter);
    if (known == nullptr) return std::nullopt;
    if (!at.plan.windows_of({zone, known->skill}).empty()) return queue_key{zone, known->skill};
    auto const best = best_zone_for(at.state, known->skill);
    return best ? std::optional{queue_key{*best, known->skill}} : std::nullopt;
}

std::vector<event> vacate(moment const& at, desk_state const& desk, seat_release_cause cause) {
    std::vector<event> events;
    if (ticket const* const which = at.state.find(desk.facts.in_hand)) {
        matter_id const matter = which->matters.at(which->current_matter);
        queue_key const queue = queue_for(at, which->zone, matter).value_or(at.state.queue_of(*which));
        new_place const place = place_in_front(at.state, queue, *which);
        events.emplace_back(requeued(at.state, *which, queue, place, requeue_cause::seat_lost));
    }
    if (desk.facts.open) events.emplace_back(window_closed{desk.facts.window});
    events.emplace_back(seat_released{desk.facts.window, desk.facts.staff, cause});
    return events;
}

}  // namespace buduan::dispatch
