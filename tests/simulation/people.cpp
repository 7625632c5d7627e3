#include "simulation/people.hpp"

#include "dispatch/board.hpp"

#include <utility>

namespace buduan::simulation {
namespace {

using dispatch::actor;
using dispatch::actor_kind;

// The state as the pages see it; null when no server answers.
dispatch::hall const* look(neighbourhood& around, dispatch::hall_id hall) {
    halls::hall_directory* const server = around.door.server();
    if (server == nullptr) return nullptr;
    dispatch::hall const* const state = server->find(hall);
    if (state != nullptr) around.seen.looked(hall, server->position(hall).second, *state);
    return state;
}

}  // namespace

// --- clerks

clerk::clerk(neighbourhood& around, chance draw, dispatch::hall_id hall, dispatch::window_id window,
             dispatch::staff_id self, std::vector<dispatch::window_id> all_windows,
             std::vector<dispatch::matter_id> matters)
    : around_(around),
      draw_(draw),
      hall_(hall),
      window_(window),
      self_(self),
      all_windows_(std::move(all_windows)),
      matters_(std::move(matters)),
      outbox_(around.time, draw_.fork(), around.faults, around.seen, around.door) {}

void clerk::begin() {
    around_.time.in(milliseconds{draw_.between(500, 9'000)}, [this] { work(); });
}

void clerk::work() {
    if (around_.time.now() >= around_.lull_until) {
        if (halls::hall_directory* const server = around_.door.server()) server->heard(hall_, self_);
        if (outbox_.empty() || (!around_.diligent && draw_.percent(8))) act();
    }
    around_.time.in(milliseconds{draw_.between(1'000, around_.diligent ? 4'000 : 11'000)}, [this] { work(); });
}

void clerk::send(dispatch::command_body wanted) {
    outbox_.send(hall_, actor{actor_kind::staff, self_.str()}, std::move(wanted));
}

void clerk::act() {
    dispatch::hall const* const state = look(around_, hall_);
    if (state == nullptr) return;
    auto const desk = dispatch::desk_of(*state, window_, around_.clock.now());
    if (!desk) return;
    if (!around_.diligent && draw_.percent(4)) return make_a_mistake();

    if (desk->seated != self_) {
        bool const take_over = around_.diligent || draw_.percent(desk->seated.empty() ? 30 : 6);
        return send(dispatch::take_seat{window_, self_, take_over});
    }
    switch (desk->window.state) {
        case dispatch::window_state::closed: return send(dispatch::open_window{window_, self_});
        case dispatch::window_state::away: return send(dispatch::come_back{window_, self_});
        case dispatch::window_state::serving:
            if (serve(*desk)) return;
            break;
        case dispatch::window_state::called:
            if (call(*desk)) return;
            break;
        case dispatch::window_state::free:
            if (!use_free_time(*desk)) send(dispatch::call_next{window_, self_, {}, false, std::nullopt});
            break;
    }
}

bool clerk::serve(dispatch::desk_picture const& desk) {
    if (!desk.current) return false;
    dispatch::ticket_id const ticket = desk.current->ticket;
    std::uint64_t const mood = around_.diligent ? 0 : draw_.below(100);
    if (mood < 55) {
        send(dispatch::finish_service{window_, self_, ticket});
    } else if (mood < 80) {
        send(dispatch::call_next{window_, self_, ticket, true, around_.clock.now() + std::chrono::seconds{6}});
    } else if (mood < 86) {
        send(dispatch::hold_ticket{window_, self_, ticket, "a paper is missing"});
    } else if (mood < 92) {
        dispatch::transfer_ticket move{window_, self_, ticket, std::nullopt, std::nullopt};
        if (draw_.percent(50)) {
            move.to_matter = draw_.pick(matters_);
        } else {
            move.to_window = draw_.pick(all_windows_);
        }
        send(std::move(move));
    } else {
        return false;
    }
    return true;
}

bool clerk::call(dispatch::desk_picture const& desk) {
    if (!desk.current) return false;
    dispatch::ticket_id const ticket = desk.current->ticket;
    std::uint64_t const mood = draw_.below(100);
    if (mood < (around_.diligent ? 90U : 50U)) {
        send(dispatch::start_service{window_, self_, ticket});
    } else if (desk.calls_left > 0) {
        send(dispatch::recall{window_, self_, ticket});
    } else if (draw_.percent(50)) {
        send(dispatch::mark_missed{window_, self_, ticket});
    } else {
        send(dispatch::call_next{window_, self_, ticket, true, std::nullopt});
    }
    return true;
}

bool clerk::use_free_time(dispatch::desk_picture const& desk) {
    if (!desk.held.empty() && (around_.diligent || draw_.percent(40))) {
        send(dispatch::resume_ticket{draw_.pick(desk.held).ticket});
        return true;
    }
    if (around_.diligent) return false;
    switch (draw_.below(24)) {
        case 0: send(dispatch::close_window{window_, self_}); return true;
        case 1: send(dispatch::release_seat{window_, self_}); return true;
        case 2:
            send(dispatch::step_away{window_, self_, "tea", around_.clock.now() + std::chrono::minutes{5}});
            return true;
        case 3:
            if (desk.next.empty()) return false;
            send(dispatch::call_ticket{window_, self_, draw_.pick(desk.next).ticket, "a child is ill"});
            return true;
        case 4:
        case 5:
            if (desk.missed.empty()) return false;
            send(dispatch::restore_ticket{draw_.pick(desk.missed).ticket});
            return true;
        case 6:
            if (desk.next.empty()) return false;
            send(dispatch::void_ticket{draw_.pick(desk.next).ticket, "never printed"});
            return true;
        default: return false;
    }
}

// Keys that make no sense here: another's window, a ticket that nobody has, the wrong moment.
void clerk::make_a_mistake() {
    dispatch::ticket_id const somebody{1 + draw_.below(60)};
    switch (draw_.below(6)) {
        case 0: return send(dispatch::finish_service{window_, self_, somebody});
        case 1: return send(dispatch::start_service{draw_.pick(all_windows_), self_, somebody});
        case 2: return send(dispatch::call_next{draw_.pick(all_windows_), self_, somebody, true, std::nullopt});
        case 3: return send(dispatch::mark_missed{window_, self_, somebody});
        case 4: return send(dispatch::take_seat{draw_.pick(all_windows_), self_, draw_.percent(50)});
        default: return send(dispatch::open_window{draw_.pick(all_windows_), self_});
    }
}

// --- citizens

crowd::crowd(neighbourhood& around, chance draw, dispatch::hall_id hall, std::vector<dispatch::matter_id> matters,
             std::vector<dispatch::window_id> windows)
    : around_(around),
      draw_(draw),
      hall_(hall),
      matters_(std::move(matters)),
      windows_(std::move(windows)),
      outbox_(around.time, draw_.fork(), around.faults, around.seen, around.door) {}

void crowd::begin() {
    around_.time.in(milliseconds{draw_.between(100, 3'000)}, [this] { arrive(); });
    around_.time.in(milliseconds{draw_.between(9'000, 20'000)}, [this] { change_minds(); });
}

void crowd::rush(std::size_t people) {
    for (std::size_t i = 0; i < people; ++i) {
        draw_number();
    }
}

void crowd::arrive() {
    if (!around_.arrivals) return;
    if (around_.time.now() >= around_.lull_until) draw_number();
    around_.time.in(milliseconds{draw_.between(800, 9'000)}, [this] { arrive(); });
}

void crowd::draw_number() {
    dispatch::issue_ticket wanted;
    wanted.matters.push_back(draw_.pick(matters_));
    while (draw_.percent(15) && wanted.matters.size() < 4) {
        wanted.matters.push_back(draw_.pick(matters_));
    }
    if (draw_.percent(8)) wanted.window = draw_.pick(windows_);
    if (draw_.percent(20)) wanted.klass = dispatch::ticket_class::priority;
    if (draw_.percent(10)) wanted.language = dispatch::language::en;
    if (draw_.percent(30)) wanted.person = "p" + std::to_string(draw_.below(200));
    outbox_.send(hall_, actor{actor_kind::kiosk, "kiosk-1"}, std::move(wanted), [this](halls::outcome const& answer) {
        auto const* happened = std::get_if<dispatch::record>(&answer);
        if (happened == nullptr) return;
        for (dispatch::event const& event : happened->events) {
            if (auto const* issued = std::get_if<dispatch::ticket_issued>(&event)) {
                tickets_.push_back(issued->ticket);
            }
        }
    });
}

void crowd::change_minds() {
    if (around_.time.now() >= around_.lull_until && !tickets_.empty()) {
        dispatch::ticket_id const ticket = draw_.pick(tickets_);
        dispatch::hall const* const state = look(around_, hall_);
        auto const picture = state == nullptr ? std::nullopt : dispatch::ticket_of(*state, ticket, around_.clock.now());
        bool const missed = picture && std::holds_alternative<dispatch::missed>(picture->stage);
        actor const self{actor_kind::citizen, ""};
        if (missed) {
            outbox_.send(hall_, self, dispatch::restore_ticket{ticket});
        } else if (draw_.percent(25) || around_.diligent) {
            // stays
        } else if (draw_.percent(60)) {
            outbox_.send(hall_, self, dispatch::delay_ticket{ticket});
        } else {
            outbox_.send(hall_, self, dispatch::cancel_ticket{ticket});
        }
    }
    around_.time.in(milliseconds{draw_.between(6'000, 30'000)}, [this] { change_minds(); });
}

}  // namespace buduan::simulation
