#pragma once

// Whom a window calls next (requirements, section e). Only the first of each line can be next: the ordinary and the
// priority tickets of each queue the window serves, and those that wait for this very window. The policy is `judge`
// and `precedes`; what it looked at goes into the event, with its version.

#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace buduan::dispatch {

inline constexpr std::uint32_t calling_rule_version = 1;
inline constexpr std::size_t most_candidates = 8;  // recorded with a call

// The first of a line, with what the policy may know of it and of its queue.
struct line_head {
    waiting_entry entry;
    queue_key queue;
    ticket_class klass = ticket_class::ordinary;
    bool bound = false;                  // waits for a window, not for a turn of the queue
    std::uint32_t without_ordinary = 0;  // calls of the queue in a row while an ordinary ticket waited
    std::int64_t service_ms = 1;         // of one ticket of the queue
    std::int64_t pressure = 0;           // work that waits there, in thousandths of half an hour of its windows
};

struct verdict {
    call_rule rule = call_rule::index;
    std::int64_t score = 0;  // greater goes first within the rule
};

// The rules in their order: beyond the protected age, oldest first; the ordinary ticket that its queue owes; priority,
// oldest first; all others by an index that grows with age, with short services and with the pressure on their queue.
[[nodiscard]] verdict judge(line_head const& head, calling_rules const& rules, instant now);
// Equal verdicts go by seniority.
[[nodiscard]] bool goes_before(verdict const& a, verdict const& b, waiting_entry const& of_a,
                               waiting_entry const& of_b);

class calling_order {
public:
    // For the person who sits at the window. Reads the state for its whole life.
    calling_order(hall const& state, desk_state const& desk, instant now);

    // The heads of line in the order of preference, at most `most_candidates`; empty when nobody waits.
    [[nodiscard]] std::vector<call_candidate> candidates() const;
    // The one to be called now; the order goes on as if it had been.
    [[nodiscard]] std::optional<ticket_id> take();

private:
    struct line {
        line_head head;
        verdict judged;
        waiting_line::cursor rest;  // behind the head
    };

    void add_queue(queue_state const& queue);
    void add_bound(desk_state const& desk);
    void add(waiting_line const& of, line_head head);
    [[nodiscard]] bool load(line& into) const;  // the next head; false at the end
    void describe(line_head& head, queue_state const& queue) const;
    [[nodiscard]] std::int64_t pressure_on(queue_state const& queue, std::int64_t service_ms) const;

    hall const& state_;
    instant now_;
    std::vector<line> lines_;
};

}  // namespace buduan::dispatch
