#pragma once

// The state of one hall: a regular value that only `apply` changes. It holds the values of `hall_image` in the shape
// that decisions need, with indexes over tickets, windows and queues; the image alone says what a hall is. A copy
// shares the configuration and costs about a tenth of a microsecond a ticket.

#include "dispatch/hall_image.hpp"
#include "dispatch/hall_plan.hpp"
#include "dispatch/waiting_line.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace buduan::dispatch {

// A queue at work. Tickets that designated a window stand apart: no other window calls them in turn.
struct queue_state {
    queue_image facts;
    std::array<waiting_line, 2> free;  // by ticket_class
    waiting_line bound;
    std::vector<std::size_t> windows;  // that serve it, by number

    [[nodiscard]] waiting_line const& free_of(ticket_class klass) const {
        return free[static_cast<std::size_t>(klass)];
    }
    [[nodiscard]] std::size_t waiting() const { return free[0].size() + free[1].size() + bound.size(); }
    [[nodiscard]] std::size_t before(waiting_entry const& entry) const {
        return free[0].before(entry) + free[1].before(entry) + bound.before(entry);
    }
};

// A window at work.
struct desk_state {
    desk_image facts;
    std::vector<std::size_t> queues;    // it serves
    std::array<waiting_line, 2> bound;  // tickets that wait for this very window, by ticket_class
    std::vector<ticket_id> held;        // by this window, in the order of ids

    // Somebody sits there and takes tickets.
    [[nodiscard]] bool staffed() const { return facts.open && !facts.away && !facts.staff.empty(); }
};

class hall {
public:
    hall() = default;
    // REQUIRES: the image of a hall (a snapshot is checked by its hash before it comes here).
    explicit hall(hall_image image);
    [[nodiscard]] hall_image image() const;

    friend bool operator==(hall const& a, hall const& b) { return a.image() == b.image(); }

    // Null before the first configuration.
    [[nodiscard]] hall_plan const* plan() const { return plan_.get(); }
    [[nodiscard]] std::optional<calendar::phase_span> const& phase() const { return phase_; }
    [[nodiscard]] civil_day day() const { return day_; }
    [[nodiscard]] std::uint64_t epoch() const { return epoch_; }
    [[nodiscard]] instant last_record() const { return last_record_; }
    [[nodiscard]] ticket_id last_ticket() const { return ticket_id{last_ticket_}; }

    // By id; null when unknown, or closed on an earlier business day.
    [[nodiscard]] ticket const* find(ticket_id id) const;
    [[nodiscard]] std::vector<ticket> const& tickets() const { return tickets_; }
    [[nodiscard]] std::size_t waiting() const { return waiting_; }
    [[nodiscard]] std::size_t bound_waiting() const { return bound_waiting_; }  // for a designated window
    [[nodiscard]] std::size_t open_tickets() const { return open_; }
    [[nodiscard]] std::size_t issued_today() const { return issued_today_; }
    [[nodiscard]] number_line numbers_of(char prefix) const;

    // In the order of the plan's windows.
    [[nodiscard]] std::vector<desk_state> const& desks() const { return desks_; }
    [[nodiscard]] desk_state const* desk(window_id window) const;
    // Where somebody sits; null when nowhere.
    [[nodiscard]] desk_state const* seat_of(staff_id staff) const;

    // By key: all of the plan, and those that a ticket still waits in.
    [[nodiscard]] std::vector<queue_state> const& queues() const { return queues_; }
    [[nodiscard]] queue_state const* queue(queue_key const& key) const;
    // The queue of the ticket's current matter, where it waits or would wait.
    [[nodiscard]] queue_key queue_of(ticket const& which) const;

    // Missed and not yet restored, by the time they were missed.
    [[nodiscard]] std::set<std::pair<instant, ticket_id>> const& missed() const { return missed_; }
    // The tickets issued today to a person, open or not.
    [[nodiscard]] std::vector<ticket_id> tickets_of_person(std::string const& person) const;
    // Of one zone, newest last; at most `calls_a_zone`.
    [[nodiscard]] std::span<call_picture const> calls_of(zone_id zone) const;
    [[nodiscard]] std::vector<call_picture> calls() const;  // of all zones, newest first

private:
    friend class fold;  // the only writer

    void rebuild();
    void connect();
    void add_to_indexes(ticket const& of);
    void take_from_indexes(ticket const& of);
    [[nodiscard]] std::size_t queue_place(queue_key const& key);  // made when there is none
    [[nodiscard]] std::size_t ticket_place(ticket_id id) const;
    [[nodiscard]] std::size_t desk_place(window_id window) const;
    [[nodiscard]] desk_state* desk_at(window_id window);
    [[nodiscard]] desk_state* desk_with(ticket const& one);

    std::shared_ptr<hall_plan const> plan_;
    std::optional<calendar::phase_span> phase_;
    civil_day day_{};
    std::uint64_t epoch_ = 0;
    instant last_record_{};
    std::uint64_t last_ticket_ = 0;
    std::vector<number_line> numbers_;
    std::vector<ticket> tickets_;
    std::vector<desk_state> desks_;
    std::vector<queue_state> queues_;
    std::map<std::string, std::vector<ticket_id>> persons_;
    std::map<zone_id, std::vector<call_picture>> calls_;

    // Counted from the above.
    std::set<std::pair<instant, ticket_id>> missed_;
    std::size_t waiting_ = 0;
    std::size_t bound_waiting_ = 0;
    std::size_t open_ = 0;
    std::size_t issued_today_ = 0;
};

[[nodiscard]] hall_config const* configuration_of(hall const& state);
[[nodiscard]] calendar::phase_span const* phase_of(hall const& state);
// In the order of ids: all open ones, and the closed ones of the business day.
[[nodiscard]] std::vector<ticket> const& tickets_of(hall const& state);
[[nodiscard]] std::vector<std::pair<window_id, staff_id>> seats_of(hall const& state);

}  // namespace buduan::dispatch
