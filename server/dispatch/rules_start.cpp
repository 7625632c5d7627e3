// The shell's own commands: who leads, which phase holds, what falls due.

#include "dispatch/decide.hpp"
#include "dispatch/placing.hpp"
#include "dispatch/rules.hpp"

namespace buduan::dispatch {

decision on_claim(hall const& state, claim_leadership const& wanted) {
    if (wanted.epoch < state.epoch()) return refuse(refusal_code::out_of_order);
    return std::vector<event>{leadership_claimed{wanted.node, wanted.epoch, wanted.after_reserve, wanted.jump}};
}

decision on(moment const& at, enter_phase const& wanted) {
    bool const first = !at.state.phase();
    bool const backwards = !first && wanted.span.day < at.state.day();
    if (backwards || wanted.span.ends <= at.now) return refuse(refusal_code::out_of_order);
    std::vector<event> events;
    if (first || wanted.span.day != at.state.day()) events.emplace_back(service_day_opened{wanted.span.day});
    events.emplace_back(phase_entered{wanted.span});
    return events;
}

// A missed ticket that did not come back in time is given up (requirements, section e); nothing else ever expires.
decision on(moment const& at, run_deadlines const& /*wanted*/) {
    std::vector<event> events;
    for (auto const& [since, id] : at.state.missed()) {
        if (at.now < since + at.plan.rules().restore_within) break;
        events.emplace_back(ticket_abandoned{id, abandon_cause::not_restored, {}, window_of_stage(*at.state.find(id))});
    }
    if (events.empty()) return refuse(refusal_code::out_of_order, next_deadline(at.state));
    return events;
}

std::optional<instant> next_deadline(hall const& state) {
    if (state.plan() == nullptr || state.missed().empty()) return std::nullopt;
    return state.missed().begin()->first + state.plan()->rules().restore_within;
}

}  // namespace buduan::dispatch
