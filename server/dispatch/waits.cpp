#include "dispatch/waits.hpp"

#include <algorithm>
#include <tuple>

namespace buduan::dispatch {

using namespace std::chrono;

std::optional<wait_range> wait_for(std::uint32_t ahead, seconds service_time, std::uint32_t servers) {
    if (servers == 0) return std::nullopt;
    // Services scatter: a quarter below the mean at best, and a quarter above it plus one whole service at worst.
    seconds const mean = service_time * std::int64_t{ahead} / std::int64_t{servers};
    seconds const one = service_time / std::int64_t{servers};
    return wait_range{floor<minutes>(mean * 3 / 4), ceil<minutes>(mean * 5 / 4 + one)};
}

milliseconds service_time_of(hall const& state, queue_state const& queue) {
    if (queue.facts.learned_from > 0) return queue.facts.service_time;
    return state.plan() == nullptr ? milliseconds{0} : state.plan()->typical_of(queue.facts.queue.skill);
}

std::optional<queue_key> learning_queue(hall const& state, matter_finished const& over) {
    if (state.plan() == nullptr) return std::nullopt;
    window_config const* const window = state.plan()->window(over.window);
    matter_config const* const matter = state.plan()->known_matter(over.matter);
    if (window == nullptr || matter == nullptr) return std::nullopt;
    queue_key const queue{window->zone, matter->skill};
    return serves(*window, queue) ? std::optional{queue} : std::nullopt;
}

std::uint32_t servers_of(hall const& state, queue_state const& queue) {
    auto const staffed = [&](std::size_t window) { return state.desks()[window].staffed(); };
    return static_cast<std::uint32_t>(std::count_if(queue.windows.begin(), queue.windows.end(), staffed));
}

std::optional<wait_range> wait_in(hall const& state, queue_state const& queue, std::uint32_t ahead) {
    return wait_for(ahead, floor<seconds>(service_time_of(state, queue)), servers_of(state, queue));
}

std::optional<zone_id> best_zone_for(hall const& state, skill_id skill) {
    using burden = std::tuple<bool, std::int64_t>;  // nobody serves, expected wait
    std::optional<zone_id> best;
    burden least;
    for (zone_id const& zone : state.plan()->zones_of(skill)) {
        queue_state const* const queue = state.queue({zone, skill});
        if (queue == nullptr) continue;
        std::uint32_t const servers = servers_of(state, *queue);
        std::int64_t const work = static_cast<std::int64_t>(queue->waiting()) * service_time_of(state, *queue).count();
        burden const here{servers == 0, work / std::max<std::int64_t>(servers, 1)};
        if (!best || here < least) {
            best = zone;
            least = here;
        }
    }
    return best;
}

}  // namespace buduan::dispatch
