#include "dispatch/calling_order.hpp"

#include "dispatch/waits.hpp"

#include <algorithm>

namespace buduan::dispatch {
namespace {

using namespace std::chrono;

// The index: (age + head start) / service time, times the square of (1 + pressure).
constexpr std::int64_t head_start_s = 300;
constexpr std::int64_t score_unit = 6'000'000;
constexpr std::int64_t thousand = 1'000;
constexpr milliseconds pressure_unit = 30min;
constexpr std::int64_t least_capacity = 200;  // thousandths of a window: a queue that hardly anybody serves
constexpr std::int64_t most_pressure = 20'000;

std::int64_t index_of(line_head const& head, milliseconds age) {
    std::int64_t const age_s = duration_cast<seconds>(age).count() + head_start_s;
    std::int64_t const urgency = age_s * score_unit / std::max<std::int64_t>(head.service_ms, thousand);
    return urgency * (thousand + head.pressure) / thousand * (thousand + head.pressure) / thousand;
}

// The rank of a rule among the others; designated windows compete by the index like everybody.
int rank(call_rule rule) {
    switch (rule) {
        case call_rule::by_hand: return 0;
        case call_rule::max_age: return 1;
        case call_rule::ordinary_owed: return 2;
        case call_rule::priority: return 3;
        case call_rule::bound:
        case call_rule::index: return 4;
    }
    return 4;
}

}  // namespace

verdict judge(line_head const& head, calling_rules const& rules, instant now) {
    milliseconds const age = now - head.entry.key.since;
    if (age > rules.protected_after) return {call_rule::max_age, age.count()};
    bool const ordinary = head.klass == ticket_class::ordinary;
    if (ordinary && !head.bound && head.without_ordinary + 1 >= rules.ordinary_in) {
        return {call_rule::ordinary_owed, age.count()};
    }
    if (!ordinary) return {call_rule::priority, age.count()};
    return {head.bound ? call_rule::bound : call_rule::index, index_of(head, age)};
}

bool goes_before(verdict const& a, verdict const& b, waiting_entry const& of_a, waiting_entry const& of_b) {
    if (rank(a.rule) != rank(b.rule)) return rank(a.rule) < rank(b.rule);
    if (a.score != b.score) return a.score > b.score;
    return of_a < of_b;
}

calling_order::calling_order(hall const& state, desk_state const& desk, instant now) : state_(state), now_(now) {
    lines_.reserve(2 * desk.queues.size() + 2);
    for (std::size_t const place : desk.queues) {
        add_queue(state.queues()[place]);
    }
    if (state.bound_waiting() == 0) return;
    add_bound(desk);
    // Clause 12: while nobody works at the designated window, its A-role or a B-role serves its tickets elsewhere.
    for (desk_state const& other : state.desks()) {
        if (&other == &desk || other.staffed()) continue;
        window_config const* const window = state.plan()->window(other.facts.window);
        if (hall_plan::assigned(*window, desk.facts.staff)) add_bound(other);
    }
}

void calling_order::add_queue(queue_state const& queue) {
    if (queue.free[0].empty() && queue.free[1].empty()) return;
    line_head head;
    describe(head, queue);
    for (ticket_class const klass : {ticket_class::ordinary, ticket_class::priority}) {
        head.klass = klass;
        add(queue.free_of(klass), head);
    }
}

void calling_order::add_bound(desk_state const& desk) {
    for (ticket_class const klass : {ticket_class::ordinary, ticket_class::priority}) {
        line_head head;
        head.klass = klass;
        head.bound = true;
        add(desk.bound[static_cast<std::size_t>(klass)], head);
    }
}

void calling_order::add(waiting_line const& of, line_head head) {
    line made{std::move(head), {}, of.walk()};
    if (load(made)) lines_.push_back(std::move(made));
}

bool calling_order::load(line& into) const {
    if (into.rest.at_end()) return false;
    into.head.entry = *into.rest;
    ++into.rest;
    if (into.head.bound) {
        // Each of them may come from another queue.
        ticket const& one = *state_.find(into.head.entry.ticket);
        describe(into.head, *state_.queue(std::get<waiting>(one.stage).queue));
    }
    into.judged = judge(into.head, state_.plan()->rules(), now_);
    return true;
}

void calling_order::describe(line_head& head, queue_state const& queue) const {
    head.queue = queue.facts.queue;
    head.without_ordinary = queue.facts.without_ordinary;
    head.service_ms = service_time_of(state_, queue).count();
    head.pressure = pressure_on(queue, head.service_ms);
}

// A window that serves many queues counts for each of them by its share.
std::int64_t calling_order::pressure_on(queue_state const& queue, std::int64_t service_ms) const {
    std::int64_t capacity = 0;
    for (std::size_t const window : queue.windows) {
        desk_state const& desk = state_.desks()[window];
        if (desk.staffed()) capacity += thousand / static_cast<std::int64_t>(desk.queues.size());
    }
    std::int64_t const work = static_cast<std::int64_t>(queue.waiting()) * service_ms;
    std::int64_t const hours = std::max(capacity, least_capacity) * pressure_unit.count() / thousand;
    return std::min(work * thousand / hours, most_pressure);
}

std::vector<call_candidate> calling_order::candidates() const {
    std::vector<line const*> order;
    order.reserve(lines_.size());
    for (line const& one : lines_) {
        order.push_back(&one);
    }
    std::size_t const count = std::min(order.size(), most_candidates);
    std::partial_sort(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
        [](line const* a, line const* b) { return goes_before(a->judged, b->judged, a->head.entry, b->head.entry); });
    std::vector<call_candidate> found;
    found.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        found.push_back(
            {order[i]->head.entry.ticket, order[i]->head.queue, order[i]->judged.rule, order[i]->judged.score});
    }
    return found;
}

std::optional<ticket_id> calling_order::take() {
    auto const first = std::min_element(lines_.begin(), lines_.end(), [](line const& a, line const& b) {
        return goes_before(a.judged, b.judged, a.head.entry, b.head.entry);
    });
    if (first == lines_.end()) return std::nullopt;
    line_head const taken = first->head;
    if (!load(*first)) lines_.erase(first);
    if (taken.bound) return taken.entry.ticket;

    auto const of_queue = [&](line const& one) { return !one.head.bound && one.head.queue == taken.queue; };
    bool const ordinary_waits = std::any_of(lines_.begin(), lines_.end(), [&](line const& one) {
        return of_queue(one) && one.head.klass == ticket_class::ordinary;
    });
    bool const counts = taken.klass == ticket_class::priority && ordinary_waits;
    for (line& one : lines_) {
        if (!of_queue(one)) continue;
        one.head.without_ordinary = counts ? taken.without_ordinary + 1 : 0;
        one.judged = judge(one.head, state_.plan()->rules(), now_);
    }
    return taken.entry.ticket;
}

}  // namespace buduan::dispatch
