// A number is drawn.

#include "dispatch/offer.hpp"
#include "dispatch/rules.hpp"
#include "dispatch/waits.hpp"

#include <algorithm>

namespace buduan::dispatch {
namespace {

using calendar::phase_span;
using calendar::service_phase;

std::optional<refusal> why_not_now(phase_span const& phase) {
    if (calendar::issues_walk_in(phase.phase)) return std::nullopt;
    bool const by_appointment = phase.phase == service_phase::appointment_only;
    return refuse(by_appointment ? refusal_code::appointment_only : refusal_code::hall_closed, phase.opens_next);
}

// Clause 2: what is not offered at noon is offered when noon ends. When the next workday comes, only the calendar
// knows.
std::optional<refusal> why_not_these(moment const& at, std::vector<matter_id> const& matters, phase_span const& phase) {
    if (matters.size() > at.plan.rules().matters_a_ticket) return refuse(refusal_code::too_many_matters);
    if (matters.empty()) return refuse(refusal_code::unknown_matter);
    for (matter_id const& code : matters) {
        matter_config const* const matter = at.plan.matter(code);
        refusal why;
        why.details.push_back(code.str());
        if (matter == nullptr) {
            why.code = refusal_code::unknown_matter;
            return why;
        }
        if (!offered_in(*matter, phase)) {
            why.code = refusal_code::matter_not_offered_now;
            if (phase.phase == service_phase::noon_duty) why.next = phase.ends;
            return why;
        }
    }
    return std::nullopt;
}

// Requirements, section f: one open ticket a matter a person, known by a pseudonym of the day.
std::optional<refusal> why_not_this_person(moment const& at, issue_ticket const& wanted) {
    if (wanted.person.empty()) return std::nullopt;
    for (ticket_id const id : at.state.tickets_of_person(wanted.person)) {
        ticket const* const other = at.state.find(id);
        if (other == nullptr || !other->open()) continue;
        auto const left = other->matters.begin() + static_cast<std::ptrdiff_t>(other->current_matter);
        for (matter_id const& code : wanted.matters) {
            if (std::find(left, other->matters.end(), code) == other->matters.end()) continue;
            refusal why = refuse(refusal_code::duplicate_ticket);
            why.ticket = id;
            why.details.push_back(code.str());
            return why;
        }
    }
    return std::nullopt;
}

// The designated window's queue, or that of the zone that was asked for, or of the zone with the shortest wait.
result<queue_key> queue_wanted(moment const& at, issue_ticket const& wanted, skill_id skill) {
    if (wanted.zone && at.plan.zone(*wanted.zone) == nullptr) return refuse(refusal_code::unknown_zone);
    if (wanted.window) {
        window_config const* const window = at.plan.window(*wanted.window);
        if (window == nullptr) return refuse(refusal_code::unknown_window);
        queue_key const queue{wanted.zone.value_or(window->zone), skill};
        if (!serves(*window, queue)) {
            refusal why = refuse(refusal_code::window_lacks_skill);
            why.window = *wanted.window;
            return why;
        }
        return queue;
    }
    auto const zone = wanted.zone ? wanted.zone : best_zone_for(at.state, skill);
    if (!zone || at.plan.windows_of({*zone, skill}).empty()) return refuse(refusal_code::no_window_for_matter);
    return queue_key{*zone, skill};
}

}  // namespace

decision on(moment const& at, issue_ticket const& wanted) {
    if (!at.state.phase()) return refuse(refusal_code::not_ready);
    phase_span const& phase = *at.state.phase();
    calling_rules const& rules = at.plan.rules();
    if (auto why = why_not_now(phase)) return *why;
    if (auto why = why_not_these(at, wanted.matters, phase)) return *why;
    auto const key = queue_wanted(at, wanted, at.plan.matter(wanted.matters.front())->skill);
    if (!key) return key.error();
    if (auto why = why_not_this_person(at, wanted)) return *why;
    if (at.state.issued_today() >= rules.tickets_a_day) return refuse(refusal_code::day_full);
    if (at.state.waiting() >= rules.waiting_limit) return refuse(refusal_code::queue_full);

    std::vector<event> events;
    number_line const line = at.state.numbers_of(at.plan.zone(key->zone)->ticket_prefix);
    if (line.issued >= line.reserved) {
        std::uint32_t const reserve = std::max<std::uint32_t>(rules.number_reserve, 1);
        events.emplace_back(numbers_reserved{at.state.day(), line.prefix, line.issued + reserve});
    }
    queue_state const& queue = *at.state.queue(*key);
    ticket_issued issued;
    issued.ticket = ticket_id{at.state.last_ticket().value() + 1};
    issued.number = {line.prefix, line.issued + 1};
    issued.day = at.state.day();
    issued.zone = key->zone;
    issued.matters = wanted.matters;
    issued.klass = wanted.klass;
    issued.bound_window = wanted.window;
    issued.language = wanted.language;
    issued.contact_ref = wanted.contact_ref;
    issued.person = wanted.person;
    issued.queue = *key;
    issued.key = {at.now, issued.ticket, 0};
    issued.ahead = static_cast<std::uint32_t>(queue.waiting());
    issued.wait = wait_in(at.state, queue, issued.ahead);
    events.emplace_back(std::move(issued));
    return events;
}

}  // namespace buduan::dispatch
