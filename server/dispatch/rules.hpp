#pragma once

// The rules by theme, one function a command; `decide` chooses among them. Each reads the state and answers with the
// events that follow from the command, or the first reason why not. Private to this folder.

#include "dispatch/command.hpp"
#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"
#include "dispatch/refusal.hpp"

#include <string_view>
#include <vector>

namespace buduan::dispatch {

using decision = result<std::vector<event>>;

// What every rule of a configured hall looks at.
struct moment {
    hall const& state;
    hall_plan const& plan;
    instant now;
};

// rules_start.cpp
[[nodiscard]] decision on_claim(hall const& state, claim_leadership const& wanted);
[[nodiscard]] decision on(moment const& at, enter_phase const& wanted);
[[nodiscard]] decision on(moment const& at, run_deadlines const& wanted);
// rules_configuration.cpp
[[nodiscard]] decision on_configuration(hall const& state, accept_configuration const& wanted, instant now);
// rules_issue.cpp
[[nodiscard]] decision on(moment const& at, issue_ticket const& wanted);
// rules_citizen.cpp
[[nodiscard]] decision on(moment const& at, cancel_ticket const& wanted);
[[nodiscard]] decision on(moment const& at, delay_ticket const& wanted);
[[nodiscard]] decision on(moment const& at, restore_ticket const& wanted);
[[nodiscard]] decision on(moment const& at, resume_ticket const& wanted);
[[nodiscard]] decision on(moment const& at, void_ticket const& wanted);
// rules_calling.cpp
[[nodiscard]] decision on(moment const& at, call_next const& wanted);
[[nodiscard]] decision on(moment const& at, call_ticket const& wanted);
[[nodiscard]] decision on(moment const& at, recall const& wanted);
[[nodiscard]] decision on(moment const& at, mark_missed const& wanted);
// rules_service.cpp
[[nodiscard]] decision on(moment const& at, start_service const& wanted);
[[nodiscard]] decision on(moment const& at, finish_service const& wanted);
[[nodiscard]] decision on(moment const& at, hold_ticket const& wanted);
[[nodiscard]] decision on(moment const& at, transfer_ticket const& wanted);
// rules_seats.cpp
[[nodiscard]] decision on(moment const& at, take_seat const& wanted);
[[nodiscard]] decision on(moment const& at, release_seat const& wanted);
[[nodiscard]] decision on(moment const& at, expire_seat const& wanted);
[[nodiscard]] decision on(moment const& at, open_window const& wanted);
[[nodiscard]] decision on(moment const& at, close_window const& wanted);
[[nodiscard]] decision on(moment const& at, step_away const& wanted);
[[nodiscard]] decision on(moment const& at, come_back const& wanted);

// --- what several themes ask

[[nodiscard]] refusal refuse(refusal_code code);
[[nodiscard]] refusal refuse(refusal_code code, std::optional<instant> next);
[[nodiscard]] std::string_view name_of(ticket_stage const& stage);
[[nodiscard]] refusal wrong_stage(ticket const& which);

// The window where `staff` sits; else unknown_window, unknown_staff or not_seated.
[[nodiscard]] result<desk_state const*> seat_at(moment const& at, window_id window, staff_id staff);
// And it takes tickets; else window_not_open or window_away as well.
[[nodiscard]] result<desk_state const*> open_seat_at(moment const& at, window_id window, staff_id staff);
[[nodiscard]] result<ticket const*> known_ticket(moment const& at, ticket_id id);
// Called to or served at this desk; else unknown_ticket, wrong_stage or other_ticket_in_hand.
[[nodiscard]] result<ticket const*> in_hand_of(moment const& at, desk_state const& desk, ticket_id id);

// The end of the current matter of a ticket in service at the desk: it is done, goes on to its next matter here, or
// waits for it elsewhere with its place.
struct finished {
    std::vector<event> events;
    bool stays = false;  // the ticket is still in hand
};
[[nodiscard]] finished finish_matter(moment const& at, desk_state const& desk, ticket const& which);
// The queue for a matter: in the ticket's zone when a window there has the skill, else in the best one. Empty when no
// window of the hall has it.
[[nodiscard]] std::optional<queue_key> queue_for(moment const& at, zone_id zone, matter_id matter);
// The seat is lost or left: the ticket in hand goes back to the front of its queue, the window closes.
[[nodiscard]] std::vector<event> vacate(moment const& at, desk_state const& desk, seat_release_cause cause);

}  // namespace buduan::dispatch
