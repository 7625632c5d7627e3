// Pictures that everybody may see.

#include "dispatch/board.hpp"

#include "dispatch/queue_walk.hpp"

#include <algorithm>
#include <map>

namespace buduan::dispatch {
namespace {

calendar::phase_span phase_shown(hall const& state) {
    return state.phase().value_or(calendar::phase_span{});
}

std::vector<call_picture> newest_first(std::span<call_picture const> calls) {
    return {calls.rbegin(), calls.rend()};
}

std::uint32_t waiting_in(hall const& state, zone_id zone) {
    std::size_t count = 0;
    for (queue_state const& queue : state.queues()) {
        if (queue.facts.queue.zone == zone) count += queue.waiting();
    }
    return static_cast<std::uint32_t>(count);
}

void show_ticket(window_picture& picture, hall const& state, desk_state const& desk) {
    ticket const* const in_hand = state.find(desk.facts.in_hand);
    if (in_hand == nullptr) return;
    if (auto const* stage = std::get_if<called>(&in_hand->stage)) {
        picture.state = window_state::called;
        picture.since = stage->at;
        picture.attempt = stage->attempt;
    } else if (auto const* service = std::get_if<serving>(&in_hand->stage)) {
        picture.state = window_state::serving;
        picture.since = service->since;
    }
    picture.number = in_hand->number;
}

window_picture picture_of(hall const& state, window_config const& window) {
    desk_state const& desk = *state.desk(window.id);
    window_picture picture;
    picture.window = window.id;
    picture.no = window.no;
    picture.phase = phase_shown(state);
    if (!desk.facts.open || desk.facts.staff.empty()) return picture;
    picture.state = window_state::free;
    if (auto const& away = desk.facts.away) {
        picture.state = window_state::away;
        picture.since = away->since;
        picture.away_until = away->until;
        for (window_id const& other : away->instead) {
            if (auto const* known = state.plan()->window(other)) picture.instead.push_back(known->no);
        }
    }
    show_ticket(picture, state, desk);
    return picture;
}

}  // namespace

board_picture board_of(hall const& state) {
    board_picture picture;
    picture.phase = phase_shown(state);
    picture.calls = state.calls();
    if (picture.calls.size() > calls_on_board) picture.calls.resize(calls_on_board);
    picture.open_tickets = static_cast<std::uint32_t>(state.open_tickets());
    if (state.plan() == nullptr) return picture;

    std::map<zone_id, std::uint32_t> open;
    for (desk_state const& desk : state.desks()) {
        if (desk.staffed()) ++open[state.plan()->window(desk.facts.window)->zone];
    }
    for (zone_config const& zone : state.plan()->config().zones) {
        picture.zones.push_back({zone.id, waiting_in(state, zone.id), open[zone.id]});
    }
    return picture;
}

std::optional<zone_picture> zone_of(hall const& state, zone_id zone) {
    if (state.plan() == nullptr || state.plan()->zone(zone) == nullptr) return std::nullopt;
    zone_picture picture;
    picture.zone = zone;
    picture.waiting = waiting_in(state, zone);
    for (window_config const& window : state.plan()->config().windows) {
        if (window.zone == zone) picture.windows.push_back(picture_of(state, window));
    }
    std::sort(picture.windows.begin(), picture.windows.end(),
              [](window_picture const& a, window_picture const& b) { return a.no < b.no; });
    picture.calls = newest_first(state.calls_of(zone));
    return picture;
}

std::optional<window_picture> window_of(hall const& state, window_id window) {
    window_config const* const config = state.plan() == nullptr ? nullptr : state.plan()->window(window);
    if (config == nullptr) return std::nullopt;
    return picture_of(state, *config);
}

std::optional<queue_picture> queue_of(hall const& state, queue_key key) {
    queue_state const* const queue = state.queue(key);
    if (queue == nullptr) return std::nullopt;
    queue_picture picture;
    picture.queue = key;
    picture.waiting_total = static_cast<std::uint32_t>(queue->waiting());
    picture.waiting.reserve(std::min<std::size_t>(queue->waiting(), queue_picture_limit));
    queue_walk walk(*queue);
    while (picture.waiting.size() < queue_picture_limit) {
        auto const entry = walk.next();
        if (!entry) break;
        picture.waiting.push_back(entry->ticket);
    }
    for (std::size_t const place : queue->windows) {
        if (state.desks()[place].staffed()) picture.windows.push_back(state.plan()->window(place).no);
    }
    picture.last_called = queue->facts.last_called;
    picture.service_time = std::chrono::floor<std::chrono::seconds>(service_time_of(state, *queue));
    picture.servers = servers_of(state, *queue);
    return picture;
}

}  // namespace buduan::dispatch
