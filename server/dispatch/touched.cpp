#include "dispatch/board.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace buduan::dispatch {
namespace {

// What one event changed, seen from the state after its record.
class toucher {
public:
    toucher(hall const& after, record const& happened, touched& into)
        : after_(after), happened_(happened), into_(into) {}

    void operator()(leadership_claimed const&) {}
    void operator()(numbers_reserved const&) {}
    void operator()(configuration_accepted const&) { all(); }
    void operator()(service_day_opened const&) { all(); }
    void operator()(phase_entered const&) { all(); }

    void operator()(ticket_issued const& e) {
        tickets_.insert(e.ticket);
        line(e.queue, e.bound_window);
    }
    void operator()(ticket_called const& e) {
        tickets_.insert(e.ticket);
        ticket const* const one = after_.find(e.ticket);
        line(e.queue, one == nullptr ? std::nullopt : one->bound_window);
        window(e.window);
        announced(e.ticket, e.window, e.queue.zone, 1);
    }
    void operator()(ticket_recalled const& e) {
        in_hand(e.ticket, e.window);
        ticket const* const one = after_.find(e.ticket);
        if (one == nullptr) return;
        into_.board = true;
        zones_.insert(one->zone);
        announced(e.ticket, e.window, one->zone, e.attempt);
    }
    void operator()(service_started const& e) { in_hand(e.ticket, e.window); }
    void operator()(next_matter_started const& e) { in_hand(e.ticket, e.window); }
    void operator()(ticket_held const& e) { in_hand(e.ticket, e.window); }
    void operator()(ticket_done const& e) {
        in_hand(e.ticket, e.window);
        into_.board = true;
    }
    void operator()(ticket_missed const& e) {
        in_hand(e.ticket, e.window);
        if (ticket const* one = after_.find(e.ticket)) desks_of(after_.queue_of(*one));  // their lists of the missed
    }
    // What a queue has learned shows in its waits, and in the order of its desks.
    void operator()(matter_finished const& e) {
        window(e.window);
        auto const queue = learning_queue(after_, e);
        if (!queue) return;
        queues_.insert(*queue);
        desks_of(*queue);
    }
    void operator()(ticket_requeued const& e) {
        if (e.cause == requeue_cause::respaced) return;  // nobody sees the key, and the place is the same
        tickets_.insert(e.ticket);
        line(e.queue, e.bound_window);
        window(e.from_window);
    }
    void operator()(ticket_abandoned const& e) {
        tickets_.insert(e.ticket);
        into_.board = true;
        window(e.from_window);
        ticket const* const one = after_.find(e.ticket);
        if (one == nullptr) return;
        if (e.from_window.empty()) return line(after_.queue_of(*one), one->bound_window);
        desks_of(after_.queue_of(*one));
    }

    void operator()(seat_taken const& e) {
        work(e.window);
        desk_state const* const desk = after_.desk(e.window);
        if (desk != nullptr && desk->facts.in_hand != ticket_id{}) tickets_.insert(desk->facts.in_hand);
    }
    void operator()(seat_released const& e) { work(e.window); }
    void operator()(window_opened const& e) { work(e.window); }
    void operator()(window_closed const& e) { work(e.window); }
    void operator()(window_left const& e) { work(e.window); }
    void operator()(window_returned const& e) { work(e.window); }

    void finish() {
        into_.zones.assign(zones_.begin(), zones_.end());
        into_.windows.assign(windows_.begin(), windows_.end());
        std::set_difference(desks_.begin(), desks_.end(), windows_.begin(), windows_.end(),
                            std::back_inserter(into_.desks));
        into_.queues.assign(queues_.begin(), queues_.end());
        into_.tickets.assign(tickets_.begin(), tickets_.end());
    }

private:
    void all() {
        into_.everything = true;
        into_.board = true;
    }

    // Its strip, its desk, and its row in the picture of its zone.
    void window(window_id id) {
        window_config const* const known = after_.plan() ? after_.plan()->window(id) : nullptr;
        if (known == nullptr) return;
        windows_.insert(id);
        zones_.insert(known->zone);
    }

    void in_hand(ticket_id ticket, window_id at) {
        tickets_.insert(ticket);
        window(at);
    }

    // Who waits in the queue, or in which order.
    void line(queue_key const& queue, std::optional<window_id> const& bound) {
        into_.board = true;
        zones_.insert(queue.zone);
        queues_.insert(queue);
        desks_of(queue);
        if (bound) stand_ins(*bound);
    }

    // The desks whose lists show somebody of the queue.
    void desks_of(queue_key const& queue) {
        if (after_.plan() == nullptr) return;
        for (std::size_t const place : after_.plan()->windows_of(queue)) {
            desk_state const& desk = after_.desks()[place];
            desks_.insert(desk.facts.window);
            if (desk.bound[0].size() + desk.bound[1].size() > 0) stand_ins(desk.facts.window);
        }
    }

    // A window, and the desks whose people serve its tickets while nobody works there.
    void stand_ins(window_id id) {
        window_config const* const known = after_.plan() ? after_.plan()->window(id) : nullptr;
        if (known == nullptr) return;
        desks_.insert(id);
        for (desk_state const& desk : after_.desks()) {
            if (hall_plan::assigned(*known, desk.facts.staff)) desks_.insert(desk.facts.window);
        }
    }

    // Whether somebody works at the window, and so how fast its queues go.
    void work(window_id id) {
        window(id);
        into_.board = true;
        desk_state const* const desk = after_.desk(id);
        if (desk == nullptr) return;
        for (std::size_t const place : desk->queues) {
            queues_.insert(after_.queues()[place].facts.queue);
            desks_of(after_.queues()[place].facts.queue);
        }
    }

    void announced(ticket_id ticket, window_id window, zone_id zone, std::uint32_t attempt) {
        if (auto const* one = after_.find(ticket)) {
            into_.calls.push_back(picture_of_call(after_, happened_, *one, window, zone, attempt));
        }
    }

    hall const& after_;
    record const& happened_;
    touched& into_;
    std::set<zone_id> zones_;
    std::set<window_id> windows_;
    std::set<window_id> desks_;
    std::set<queue_key> queues_;
    std::set<ticket_id> tickets_;
};

}  // namespace

touched touched_by(hall const& after, record const& happened) {
    touched changed;
    toucher visit(after, happened, changed);
    for (event const& one : happened.events) {
        std::visit(visit, one);
    }
    visit.finish();
    return changed;
}

}  // namespace buduan::dispatch
