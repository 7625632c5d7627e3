#pragma once

// What somebody wants. Commands are imperatives; whoever carries them has already been authorised by the shell
// (actor, hall, window), the core checks what only the state of the hall can tell.

#include "calendar/service_phase.hpp"
#include "dispatch/config.hpp"
#include "dispatch/ticket.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace buduan::dispatch {

enum class actor_kind : std::uint8_t { system, kiosk, staff, citizen, screen };

struct actor {
    actor_kind kind = actor_kind::system;
    std::string id;  // staff or device id; never personal data
    friend bool operator==(actor const&, actor const&) = default;
};

// --- by the shell -------------------------------------------------------------------------------------------------

// First command of every start. `after_reserve` continues numbers behind all that were ever reserved (and `jump`
// more): after a restore from a backup or an unclean take-over the last numbers handed out are not known.
struct claim_leadership {
    std::string node;
    std::uint64_t epoch = 0;
    bool after_reserve = false;
    std::uint32_t jump = 0;
    friend bool operator==(claim_leadership const&, claim_leadership const&) = default;
};
// Refused whole when `validate` finds faults or an open ticket would lose its window or matter without an answer:
// tickets bound to a removed window are unbound, tickets of a removed matter are served to the end by its old skill.
struct accept_configuration {
    hall_config config;
    friend bool operator==(accept_configuration const&, accept_configuration const&) = default;
};
struct enter_phase {
    calendar::phase_span span;
    friend bool operator==(enter_phase const&, enter_phase const&) = default;
};
// Everything that falls due at or before the command's instant (see `next_deadline`).
struct run_deadlines {
    friend bool operator==(run_deadlines const&, run_deadlines const&) = default;
};
// The holder of the seat was not heard of for the length of the lease.
struct expire_seat {
    window_id window;
    staff_id staff;
    friend bool operator==(expire_seat const&, expire_seat const&) = default;
};

// --- by kiosks, guides and citizens --------------------------------------------------------------------------------

struct issue_ticket {
    std::vector<matter_id> matters;   // 1 to rules.matters_a_ticket
    std::optional<zone_id> zone;      // else the one with the shortest expected wait, then list order
    std::optional<window_id> window;  // designated window
    ticket_class klass = ticket_class::ordinary;
    dispatch::language language = dispatch::language::zh;
    std::string contact_ref;
    std::string person;  // pseudonym of the day: one open ticket a matter a person; empty = not given
    friend bool operator==(issue_ticket const&, issue_ticket const&) = default;
};
struct cancel_ticket {
    ticket_id ticket;
    friend bool operator==(cancel_ticket const&, cancel_ticket const&) = default;
};
// "Call me later": a waiting ticket goes behind the third after it.
struct delay_ticket {
    ticket_id ticket;
    friend bool operator==(delay_ticket const&, delay_ticket const&) = default;
};

// --- by staff ------------------------------------------------------------------------------------------------------

struct take_seat {
    window_id window;
    staff_id staff;
    bool take_over = false;  // from the person who sits there, and leaving one's own other seat
    friend bool operator==(take_seat const&, take_seat const&) = default;
};
struct release_seat {
    window_id window;
    staff_id staff;
    friend bool operator==(release_seat const&, release_seat const&) = default;
};
struct open_window {
    window_id window;
    staff_id staff;
    friend bool operator==(open_window const&, open_window const&) = default;
};
struct close_window {
    window_id window;
    staff_id staff;
    friend bool operator==(close_window const&, close_window const&) = default;
};
// Clause 29: a reason, an expected return and where to go instead.
struct step_away {
    window_id window;
    staff_id staff;
    std::string reason;
    instant until{};
    friend bool operator==(step_away const&, step_away const&) = default;
};
struct come_back {
    window_id window;
    staff_id staff;
    friend bool operator==(come_back const&, come_back const&) = default;
};
// The one big key. `expected` is the ticket the caller believes to have in hand (none = nobody); when `finish` is
// set that ticket is done (serving) or missed (called to the end of its budget) in the same record.
struct call_next {
    window_id window;
    staff_id staff;
    ticket_id expected;
    bool finish = false;
    std::optional<instant> expires;  // a stale key press is refused
    friend bool operator==(call_next const&, call_next const&) = default;
};
// Calls one ticket that waits in a queue the window serves, out of turn, with a reason kept in the journal.
struct call_ticket {
    window_id window;
    staff_id staff;
    ticket_id ticket;
    std::string reason;
    friend bool operator==(call_ticket const&, call_ticket const&) = default;
};
struct recall {
    window_id window;
    staff_id staff;
    ticket_id ticket;
    friend bool operator==(recall const&, recall const&) = default;
};
struct start_service {
    window_id window;
    staff_id staff;
    ticket_id ticket;
    friend bool operator==(start_service const&, start_service const&) = default;
};
// Ends the current matter; the ticket goes on to its next matter, or is done.
struct finish_service {
    window_id window;
    staff_id staff;
    ticket_id ticket;
    friend bool operator==(finish_service const&, finish_service const&) = default;
};
struct mark_missed {
    window_id window;
    staff_id staff;
    ticket_id ticket;
    friend bool operator==(mark_missed const&, mark_missed const&) = default;
};
struct restore_ticket {
    ticket_id ticket;
    friend bool operator==(restore_ticket const&, restore_ticket const&) = default;
};
struct hold_ticket {
    window_id window;
    staff_id staff;
    ticket_id ticket;
    std::string reason;
    friend bool operator==(hold_ticket const&, hold_ticket const&) = default;
};
struct resume_ticket {
    ticket_id ticket;
    friend bool operator==(resume_ticket const&, resume_ticket const&) = default;
};
// To another matter (its queue), or to another window (bound to it); exactly one of the two is set.
struct transfer_ticket {
    window_id window;
    staff_id staff;
    ticket_id ticket;
    std::optional<matter_id> to_matter;
    std::optional<window_id> to_window;
    friend bool operator==(transfer_ticket const&, transfer_ticket const&) = default;
};
// A number that was never picked up, voided by staff.
struct void_ticket {
    ticket_id ticket;
    std::string reason;
    friend bool operator==(void_ticket const&, void_ticket const&) = default;
};

using command_body =
    std::variant<claim_leadership, accept_configuration, enter_phase, run_deadlines, expire_seat, issue_ticket,
                 cancel_ticket, delay_ticket, take_seat, release_seat, open_window, close_window, step_away, come_back,
                 call_next, call_ticket, recall, start_service, finish_service, mark_missed, restore_ticket,
                 hold_ticket, resume_ticket, transfer_ticket, void_ticket>;

struct command {
    command_id id;
    actor by;
    command_body body;
    friend bool operator==(command const&, command const&) = default;
};

}  // namespace buduan::dispatch
