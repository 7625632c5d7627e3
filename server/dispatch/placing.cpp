#include "dispatch/placing.hpp"

#include "dispatch/queue_walk.hpp"

#include <limits>

namespace buduan::dispatch {
namespace {

// Room left before the next step at the open end of a group: 2^24 tickets one behind the other, and 40 halvings
// between any two of them, before the group must be spaced out.
constexpr std::uint64_t open_step = std::uint64_t{1} << 40;

bool same_group(seniority const& a, seniority const& b) {
    return a.since == b.since && a.anchor == b.anchor;
}

std::optional<seniority> between(seniority const& low, std::optional<seniority> const& high) {
    seniority key = low;
    if (!high || !same_group(low, *high)) {
        if (low.step > std::numeric_limits<std::uint64_t>::max() - open_step) return std::nullopt;
        key.step += open_step;
    } else {
        if (high->step <= low.step || high->step - low.step < 2) return std::nullopt;
        key.step += (high->step - low.step) / 2;
    }
    return key;
}

std::optional<seniority> key_of(std::optional<waiting_entry> const& entry) {
    return entry ? std::optional{entry->key} : std::nullopt;
}

// Gives the group of `anchor` fresh steps, in its order, with the newcomer right behind `anchor`.
new_place space_out(hall const& state, queue_state const& queue, waiting_entry const& anchor, ticket_id newcomer) {
    new_place place;
    std::uint64_t step = 0;
    queue_walk walk(queue, {{anchor.key.since, anchor.key.anchor, 0}, {}});
    for (auto entry = walk.next(); entry && same_group(entry->key, anchor.key); entry = walk.next()) {
        if (entry->ticket != newcomer) {
            bool const is_anchor = entry->key.step == 0;
            seniority const fresh{anchor.key.since, anchor.key.anchor, is_anchor ? 0 : step += open_step};
            ticket const* const other = state.find(entry->ticket);
            if (fresh != entry->key && other != nullptr) {
                new_place const same{fresh, static_cast<std::uint32_t>(queue.before(*entry)), {}};
                place.made_room.emplace_back(requeued(state, *other, queue.facts.queue, same, requeue_cause::respaced));
            }
        }
        if (entry->ticket == anchor.ticket) place.key = {anchor.key.since, anchor.key.anchor, step += open_step};
    }
    return place;
}

new_place right_behind(hall const& state, queue_state const& queue, waiting_entry const& anchor,
                       std::optional<waiting_entry> const& next, ticket_id newcomer) {
    if (auto const key = between(anchor.key, key_of(next))) return {*key, 0, {}};
    return space_out(state, queue, anchor, newcomer);
}

}  // namespace

new_place place_behind(hall const& state, queue_key const& key, ticket const& which, std::uint32_t places,
                       instant now) {
    new_place const at_once{{now, which.id, 0}, 0, {}};
    queue_state const* const queue = state.queue(key);
    if (queue == nullptr || queue->waiting() == 0 || places == 0) {
        return queue == nullptr || queue->waiting() == 0 ? at_once : place_in_front(state, key, which);
    }
    queue_walk walk(*queue);
    auto anchor = walk.next();
    auto next = walk.next();
    std::uint32_t ahead = 1;
    for (; ahead < places && next; ++ahead) {
        anchor = next;
        next = walk.next();
    }
    new_place place = right_behind(state, *queue, *anchor, next, which.id);
    place.ahead = ahead;
    return place;
}

new_place place_later(hall const& state, ticket const& which, std::uint32_t places) {
    auto const& in = std::get<waiting>(which.stage);
    waiting_entry const self{in.key, which.id};
    queue_state const& queue = *state.queue(in.queue);
    new_place place{in.key, static_cast<std::uint32_t>(queue.before(self)), {}};
    queue_walk walk(queue, self);
    static_cast<void>(walk.next());  // itself
    std::optional<waiting_entry> anchor;
    auto next = walk.next();
    std::uint32_t passed = 0;
    for (; passed < places && next; ++passed) {
        anchor = next;
        next = walk.next();
    }
    if (!anchor) return place;
    std::uint32_t const ahead = place.ahead + passed;
    place = right_behind(state, queue, *anchor, next, which.id);
    place.ahead = ahead;
    return place;
}

new_place place_in_front(hall const& state, queue_key const& key, ticket const& which) {
    queue_state const* const queue = state.queue(key);
    auto const first = queue == nullptr ? std::nullopt : queue_walk(*queue).next();
    if (!first || waiting_entry{which.key, which.id} < *first) return {which.key, 0, {}};
    return {{first->key.since - std::chrono::milliseconds{1}, which.id, 0}, 0, {}};
}

new_place place_kept(hall const& state, queue_key const& key, ticket const& which) {
    queue_state const* const queue = state.queue(key);
    std::size_t const ahead = queue == nullptr ? 0 : queue->before({which.key, which.id});
    return {which.key, static_cast<std::uint32_t>(ahead), {}};
}

ticket_requeued requeued(hall const& state, ticket const& which, queue_key const& queue, new_place const& place,
                         requeue_cause cause) {
    ticket_requeued made;
    made.ticket = which.id;
    made.queue = queue;
    made.key = place.key;
    made.cause = cause;
    made.current_matter = which.current_matter;
    window_config const* const bound = which.bound_window ? state.plan()->window(*which.bound_window) : nullptr;
    if (bound != nullptr && serves(*bound, queue)) made.bound_window = which.bound_window;
    made.ahead = place.ahead;
    made.from_window = window_of_stage(which);
    return made;
}

window_id window_of_stage(ticket const& which) {
    return std::visit(
        [](auto const& stage) {
            if constexpr (requires { stage.window; }) {
                return stage.window;
            } else {
                return window_id{};
            }
        },
        which.stage);
}

}  // namespace buduan::dispatch
