#include "halls/publication.hpp"

#include "halls/seeded_bugs.hpp"

#include <utility>

namespace buduan::halls {

// --- what was touched

std::vector<dispatch::call_picture> publication::record(dispatch::hall_id hall, dispatch::hall const& after,
                                                        dispatch::record const& happened) {
    dispatch::touched const touched = dispatch::touched_by(after, happened);
    changes& noted = changed_[hall];
    noted.everything = noted.everything || touched.everything;
    noted.board = noted.board || touched.board;
    noted.zones.insert(touched.zones.begin(), touched.zones.end());
    noted.windows.insert(touched.windows.begin(), touched.windows.end());
    noted.desks.insert(touched.windows.begin(), touched.windows.end());
    noted.desks.insert(touched.desks.begin(), touched.desks.end());
    noted.tickets.insert(touched.tickets.begin(), touched.tickets.end());
    noted.calls.insert(noted.calls.end(), touched.calls.begin(), touched.calls.end());
    for (dispatch::queue_key const& queue : touched.queues) {
        queue_changed({hall, queue});
    }
    return touched.calls;
}

void publication::everything(dispatch::hall_id hall) {
    changed_[hall].everything = true;
}

void publication::queue_changed(queue_place const& where) {
    auto const sent = queue_sent_.find(where);
    steady_time const due = sent == queue_sent_.end() ? time_.steady() : sent->second + queue_pace;
    queue_due_.try_emplace(where, due);
}

void publication::add_everything(dispatch::hall_id hall, changes& to) {
    dispatch::hall const* const state = halls_.find(hall);
    if (state == nullptr) return;
    dispatch::hall_config const* const config = dispatch::configuration_of(*state);
    if (config == nullptr) return;
    to.board = true;
    for (dispatch::zone_config const& zone : config->zones) {
        to.zones.insert(zone.id);
    }
    for (dispatch::window_config const& window : config->windows) {
        to.windows.insert(window.id);
        to.desks.insert(window.id);
        for (dispatch::skill_id const skill : window.skills) {
            queue_changed({hall, {window.zone, skill}});
        }
    }
    for (dispatch::ticket const& ticket : dispatch::tickets_of(*state)) {
        to.tickets.insert(ticket.id);
    }
}

// --- sending

void publication::flush(dispatch::hall_id hall) {
    auto noted = changed_.extract(hall);
    if (!noted.empty()) {
        changes& now = noted.mapped();
        if (now.everything) add_everything(hall, now);
        if (now.board) send_picture(board_topic{hall});
        for (dispatch::zone_id const zone : now.zones) {
            send_picture(zone_topic{hall, zone});
        }
        for (dispatch::window_id const window : now.windows) {
            send_picture(window_topic{hall, window});
        }
        for (dispatch::window_id const window : now.desks) {
            send_picture(desk_topic{hall, window});
        }
        for (dispatch::ticket_id const ticket : now.tickets) {
            if (auto const* link = links_.known_link(hall, ticket)) send_picture(ticket_topic{*link});
        }
        send_calls(hall, now.calls);
    }
    flush_queues();
}

void publication::flush_queues() {
    steady_time const now = time_.steady();
    for (auto due = queue_due_.begin(); due != queue_due_.end();) {
        if (due->second > now) {
            if (planted(seeded_bug::queue_frame_dropped)) {
                due = queue_due_.erase(due);
            } else {
                ++due;
            }
            continue;
        }
        send_picture(queue_topic{due->first.hall, due->first.queue});
        queue_sent_.insert_or_assign(due->first, now);
        due = queue_due_.erase(due);
    }
}

std::optional<steady_time> publication::next_deadline() const {
    std::optional<steady_time> next;
    for (auto const& [where, due] : queue_due_) {
        if (!next || due < *next) next = due;
    }
    return next;
}

void publication::send_picture(topic const& of) const {
    std::string const name = to_string(of);
    if (!out_.followed(name)) return;
    if (auto const drawn = draw(of)) out_.publish(name, drawn->at, live::frame_kind::picture, drawn->make);
}

}  // namespace buduan::halls
