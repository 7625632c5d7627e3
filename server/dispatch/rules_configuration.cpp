// A new configuration, and what becomes of people and tickets that the old one had a place for.

#include "dispatch/decide.hpp"
#include "dispatch/placing.hpp"
#include "dispatch/rules.hpp"

#include <algorithm>
#include <map>

namespace buduan::dispatch {
namespace {

// Each step is decided on the state that the steps before it leave; a configuration is rare enough to copy the hall.
class rearrangement {
public:
    rearrangement(hall const& before, instant now) : after_(before), now_(now) {}

    void happen(event one) {
        apply(after_, {after_.epoch(), 0, {}, {}, now_, {one}});
        events_.push_back(std::move(one));
    }

    void release_seats(hall_config const& next);
    void move_tickets();
    // The matters of open tickets that no window serves any longer, in words.
    [[nodiscard]] std::vector<std::string> without_window() const;

    [[nodiscard]] std::vector<event> events() && { return std::move(events_); }

private:
    [[nodiscard]] moment at() const { return {after_, *after_.plan(), now_}; }

    hall after_;
    instant now_;
    std::vector<event> events_;
};

bool keeps_seat(hall_config const& next, window_id window, staff_id staff) {
    auto const same = [&](window_config const& one) { return one.id == window && hall_plan::assigned(one, staff); };
    auto const known = [&](staff_config const& one) { return one.id == staff; };
    return std::any_of(next.windows.begin(), next.windows.end(), same) &&
           std::any_of(next.staff.begin(), next.staff.end(), known);
}

void rearrangement::release_seats(hall_config const& next) {
    for (auto const& [window, staff] : seats_of(after_)) {
        if (keeps_seat(next, window, staff)) continue;
        for (event& one : vacate(at(), *after_.desk(window), seat_release_cause::configuration)) {
            happen(std::move(one));
        }
    }
}

// A waiting ticket whose window or queue is gone keeps its seniority where its matter is served now.
void rearrangement::move_tickets() {
    std::vector<ticket_id> waiting_now;
    for (ticket const& one : after_.tickets()) {
        if (std::holds_alternative<waiting>(one.stage)) waiting_now.push_back(one.id);
    }
    for (ticket_id const id : waiting_now) {
        ticket const& which = *after_.find(id);
        auto const queue = queue_for(at(), which.zone, which.matters.at(which.current_matter));
        if (!queue) continue;  // `without_window` refuses the configuration
        ticket_requeued moved =
            requeued(after_, which, *queue, place_kept(after_, *queue, which), requeue_cause::unbound);
        if (*queue == after_.queue_of(which) && moved.bound_window == which.bound_window) continue;
        happen(std::move(moved));
    }
}

std::vector<std::string> rearrangement::without_window() const {
    std::map<matter_id, std::size_t> stranded;
    for (ticket const& one : after_.tickets()) {
        if (!one.open()) continue;
        for (std::size_t i = one.current_matter; i < one.matters.size(); ++i) {
            if (!queue_for(at(), one.zone, one.matters[i])) ++stranded[one.matters[i]];
        }
    }
    std::vector<std::string> words;
    for (auto const& [matter, count] : stranded) {
        words.push_back("matters[" + matter.str() + "]: " + std::to_string(count) +
                        " open tickets come for it and no window would serve them");
    }
    return words;
}

refusal invalid(std::vector<std::string> details) {
    refusal why = refuse(refusal_code::invalid_configuration);
    why.details = std::move(details);
    return why;
}

}  // namespace

decision on_configuration(hall const& state, accept_configuration const& wanted, instant now) {
    std::vector<std::string> faults;
    if (state.plan() != nullptr && state.plan()->config().id != wanted.config.id) {
        faults.push_back("id: this stream is of the hall " + state.plan()->config().id.str());
    }
    for (config_fault const& fault : validate(wanted.config)) {
        faults.push_back(fault.where + ": " + fault.what);
    }
    if (!faults.empty()) return invalid(std::move(faults));

    rearrangement next(state, now);
    if (state.plan() != nullptr) next.release_seats(wanted.config);
    next.happen(configuration_accepted{wanted.config});
    faults = next.without_window();
    if (!faults.empty()) return invalid(std::move(faults));
    next.move_tickets();
    return std::move(next).events();
}

}  // namespace buduan::dispatch
