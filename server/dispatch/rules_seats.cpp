// Who sits where: one person one seat, and what becomes of the ticket in hand when a seat is lost.

#include "dispatch/rules.hpp"

#include <algorithm>

namespace buduan::dispatch {
namespace {

constexpr std::size_t most_instead = 3;  // windows that an away sign can name

refusal with_ticket_in_hand(desk_state const& desk) {
    refusal why = refuse(refusal_code::ticket_in_hand);
    why.window = desk.facts.window;
    why.ticket = desk.facts.in_hand;
    return why;
}

// Clause 29: where to go instead. The windows at work that share a skill, first in the same zone, most skills first.
std::vector<window_id> instead_of(moment const& at, window_config const& left) {
    struct choice {
        bool elsewhere;
        std::ptrdiff_t shared;
        window_config const* window;
    };
    std::vector<choice> choices;
    for (desk_state const& desk : at.state.desks()) {
        window_config const& other = *at.plan.window(desk.facts.window);
        if (other.id == left.id || !desk.staffed()) continue;
        std::ptrdiff_t const shared = std::count_if(left.skills.begin(), left.skills.end(), [&](skill_id const& skill) {
            return serves(other, {other.zone, skill});
        });
        if (shared > 0) choices.push_back({other.zone != left.zone, shared, &other});
    }
    std::sort(choices.begin(), choices.end(), [](choice const& a, choice const& b) {
        if (a.elsewhere != b.elsewhere) return b.elsewhere;
        return a.shared != b.shared ? a.shared > b.shared : a.window->no < b.window->no;
    });
    std::vector<window_id> windows;
    for (std::size_t i = 0; i < std::min(choices.size(), most_instead); ++i) {
        windows.push_back(choices[i].window->id);
    }
    return windows;
}

}  // namespace

decision on(moment const& at, take_seat const& wanted) {
    window_config const* const window = at.plan.window(wanted.window);
    if (window == nullptr) return refuse(refusal_code::unknown_window);
    if (at.plan.staff(wanted.staff) == nullptr) return refuse(refusal_code::unknown_staff);
    if (!hall_plan::assigned(*window, wanted.staff)) return refuse(refusal_code::not_assigned);
    desk_state const& desk = *at.state.desk(wanted.window);
    staff_id const holder = desk.facts.staff;
    std::vector<event> events;
    if (holder != wanted.staff) {
        desk_state const* const own = at.state.seat_of(wanted.staff);
        if (!holder.empty() && !wanted.take_over) {
            refusal why = refuse(refusal_code::seat_taken);
            why.window = wanted.window;
            why.staff = holder;
            return why;
        }
        if (own != nullptr && !wanted.take_over) {
            refusal why = refuse(refusal_code::seated_elsewhere);
            why.window = own->facts.window;
            return why;
        }
        if (own != nullptr) events = vacate(at, *own, seat_release_cause::moved);
        // Clause 27: the handover keeps the ticket in hand, and the window stays open.
        if (!holder.empty()) {
            events.emplace_back(seat_released{wanted.window, holder, seat_release_cause::taken_over});
        }
    }
    events.emplace_back(seat_taken{wanted.window, wanted.staff});
    if (holder != wanted.staff && desk.facts.away) {
        events.emplace_back(window_returned{wanted.window, wanted.staff});
    }
    return events;
}

decision on(moment const& at, release_seat const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    desk_state const& desk = **seat;
    if (desk.facts.in_hand != ticket_id{}) return with_ticket_in_hand(desk);
    return vacate(at, desk, seat_release_cause::signed_off);
}

decision on(moment const& at, expire_seat const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    return vacate(at, **seat, seat_release_cause::lease_expired);
}

decision on(moment const& at, open_window const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    if ((*seat)->facts.away) return refuse(refusal_code::window_away, (*seat)->facts.away->until);
    return std::vector<event>{window_opened{wanted.window, wanted.staff}};
}

decision on(moment const& at, close_window const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    desk_state const& desk = **seat;
    if (!desk.facts.open) return refuse(refusal_code::window_not_open);
    if (desk.facts.in_hand != ticket_id{}) return with_ticket_in_hand(desk);
    return std::vector<event>{window_closed{wanted.window}};
}

decision on(moment const& at, step_away const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    desk_state const& desk = **seat;
    if (!desk.facts.open) return refuse(refusal_code::window_not_open);
    if (desk.facts.in_hand != ticket_id{}) return with_ticket_in_hand(desk);
    if (wanted.until <= at.now) return refuse(refusal_code::out_of_order);
    return std::vector<event>{window_left{wanted.window, wanted.staff, wanted.reason, wanted.until,
                                          instead_of(at, *at.plan.window(wanted.window))}};
}

decision on(moment const& at, come_back const& wanted) {
    auto const seat = seat_at(at, wanted.window, wanted.staff);
    if (!seat) return seat.error();
    if (!(*seat)->facts.open) return refuse(refusal_code::window_not_open);
    return std::vector<event>{window_returned{wanted.window, wanted.staff}};
}

}  // namespace buduan::dispatch
