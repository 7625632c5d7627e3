// Pictures for one person: the clerk at a window, the holder of a ticket.

#include "dispatch/board.hpp"
#include "dispatch/calling_order.hpp"

#include <algorithm>

namespace buduan::dispatch {
namespace {

desk_row row_of(ticket const& which, instant since) {
    desk_row row;
    row.ticket = which.id;
    row.number = which.number;
    row.matter = which.matters.at(which.current_matter);
    row.since = since;
    row.priority = which.klass == ticket_class::priority;
    row.bound = which.bound_window.has_value();
    return row;
}

void show_current(desk_picture& picture, hall const& state, desk_state const& desk) {
    ticket const* const current = state.find(desk.facts.in_hand);
    if (current == nullptr) return;
    picture.current = row_of(*current, current->issued_at);
    picture.current_matters = current->matters;
    picture.current_matter = current->current_matter;
    auto const* const stage = std::get_if<called>(&current->stage);
    if (stage == nullptr) return;
    calling_rules const& rules = state.plan()->rules();
    picture.calls_left = rules.call_budget - std::min(rules.call_budget, stage->attempt);
    if (picture.calls_left > 0) picture.recall_from = stage->at + rules.quiet_time;
}

void show_missed(desk_picture& picture, hall const& state, desk_state const& desk, instant now) {
    auto const& missed = state.missed();
    for (auto one = missed.rbegin(); one != missed.rend() && picture.missed.size() < desk_list_limit; ++one) {
        if (now > one->first + state.plan()->rules().restore_within) break;
        ticket const& which = *state.find(one->second);
        queue_key const queue = state.queue_of(which);
        if (serves(*state.plan()->window(desk.facts.window), queue)) {
            picture.missed.push_back(row_of(which, one->first));
        }
    }
}

std::vector<std::uint32_t> windows_for(hall const& state, ticket const& which, queue_key const& queue) {
    if (which.bound_window) {
        auto const* const bound = state.plan()->window(*which.bound_window);
        return bound == nullptr ? std::vector<std::uint32_t>{} : std::vector<std::uint32_t>{bound->no};
    }
    std::vector<std::uint32_t> numbers;
    for (std::size_t const place : state.plan()->windows_of(queue)) {
        numbers.push_back(state.plan()->window(place).no);
    }
    return numbers;
}

}  // namespace

std::optional<desk_picture> desk_of(hall const& state, window_id window, instant now) {
    auto strip = window_of(state, window);
    if (!strip) return std::nullopt;
    desk_state const& desk = *state.desk(window);
    desk_picture picture;
    picture.window = std::move(*strip);
    picture.seated = desk.facts.staff;
    picture.done_today = desk.facts.done_today;
    std::size_t waiting_here = desk.bound[0].size() + desk.bound[1].size();
    for (std::size_t const place : desk.queues) {
        queue_state const& queue = state.queues()[place];
        waiting_here += queue.free[0].size() + queue.free[1].size();
    }
    picture.waiting = static_cast<std::uint32_t>(waiting_here);
    show_current(picture, state, desk);
    calling_order order(state, desk, now);
    while (picture.next.size() < desk_list_limit) {
        auto const id = order.take();
        if (!id) break;
        ticket const& which = *state.find(*id);
        picture.next.push_back(row_of(which, which.issued_at));
    }
    for (ticket_id const id : desk.held) {
        ticket const& which = *state.find(id);
        picture.held.push_back(row_of(which, std::get<held>(which.stage).since));
    }
    show_missed(picture, state, desk, now);
    return picture;
}

std::optional<ticket_picture> ticket_of(hall const& state, ticket_id id, instant /*now*/) {
    ticket const* const which = state.find(id);
    if (which == nullptr || state.plan() == nullptr) return std::nullopt;
    ticket_picture picture;
    picture.ticket = id;
    picture.number = which->number;
    picture.zone = which->zone;
    picture.queue = state.queue_of(*which);
    picture.matters = which->matters;
    picture.current_matter = which->current_matter;
    picture.stage = which->stage;
    picture.priority = which->klass == ticket_class::priority;
    picture.issued_at = which->issued_at;
    picture.language = which->language;
    picture.windows = windows_for(state, *which, picture.queue);
    if (std::holds_alternative<waiting>(which->stage)) {
        queue_state const& queue = *state.queue(picture.queue);
        picture.ahead = static_cast<std::uint32_t>(queue.before({which->key, id}));
        picture.wait = wait_in(state, queue, picture.ahead);
    } else if (auto const* since = std::get_if<missed>(&which->stage)) {
        picture.restore_until = since->since + state.plan()->rules().restore_within;
    }
    auto const at_window = [&](window_id window) {
        if (auto const* known = state.plan()->window(window)) picture.window_no = known->no;
    };
    if (auto const* stage = std::get_if<called>(&which->stage)) at_window(stage->window);
    if (auto const* stage = std::get_if<serving>(&which->stage)) at_window(stage->window);
    return picture;
}

}  // namespace buduan::dispatch
