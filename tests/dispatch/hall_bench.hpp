#pragma once

// A hall on a bench: commands go in by hand at a time the test sets, events are folded at once. Every record is checked
// against the invariants.

#include "dispatch/board.hpp"
#include "dispatch/decide.hpp"
#include "dispatch/invariants.hpp"
#include "dispatch/small_hall.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace buduan::dispatch {

class hall_bench {
public:
    // Ten o'clock of a working day, in the hall.
    static instant ten() {
        using namespace std::chrono;
        return instant{sys_days{2026y / 11 / 25}} + 2h;
    }
    // Of the first day.
    static calendar::phase_span span(calendar::service_phase phase, instant begins, instant ends);

    explicit hall_bench(hall_config config = small_hall());

    // Decides and folds. `try_it` yields the refusal, if any; the others fail the test on one.
    std::optional<refusal> try_it(command_body wanted);
    record const& run(command_body wanted);
    [[nodiscard]] refusal_code refused(command_body wanted);
    void later(std::chrono::milliseconds time) { now += time; }
    // Ten o'clock of the next business day.
    void tomorrow();

    // Shorthands.
    ticket_id issue(matter_id matter, ticket_class klass = ticket_class::ordinary);
    ticket_id issue(issue_ticket wanted);
    void staff(window_id window, staff_id person);
    // The ticket called, or none.
    ticket_id call(window_id window);
    void serve(window_id window);
    void finish(window_id window);
    // Called to the end of the budget, and missed.
    void miss(window_id window);
    [[nodiscard]] ticket_id in_hand(window_id window) const { return state.desk(window)->facts.in_hand; }
    [[nodiscard]] staff_id seated(window_id window) const { return state.desk(window)->facts.staff; }
    [[nodiscard]] ticket const& ticket_at(ticket_id id) const { return *state.find(id); }
    [[nodiscard]] std::vector<ticket_id> line(queue_key const& queue) const;
    template <class Event>
    [[nodiscard]] static Event const* find(record const& happened) {
        for (event const& one : happened.events) {
            if (auto const* found = std::get_if<Event>(&one)) return found;
        }
        return nullptr;
    }

    hall state;
    instant now = ten();
    record last;

private:
    std::uint64_t seq_ = 0;
};

inline constexpr std::uint64_t bench_epoch = 1;

}  // namespace buduan::dispatch
