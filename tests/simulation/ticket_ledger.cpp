#include "simulation/ticket_ledger.hpp"

#include <initializer_list>

namespace buduan::simulation {

struct ticket_ledger::folder {
    ticket_ledger& book;
    dispatch::instant at;

    using place = ticket_ledger::place;

    // Takes the ticket out of the window that had it and puts it at `to`.
    std::string move(dispatch::ticket_id id, std::initializer_list<place> from, place to,
                     std::optional<dispatch::window_id> window = std::nullopt) const {
        auto const found = book.tickets_.find(id);
        std::string const name = "ticket " + std::to_string(id.value());
        if (found == book.tickets_.end()) return name + " was never issued";
        entry& ticket = found->second;
        bool allowed = false;
        for (place const one : from) {
            allowed = allowed || ticket.where == one;
        }
        if (!allowed) return name + " is in the wrong place for this event";
        bool const in_hand = ticket.where == place::called || ticket.where == place::serving;
        if (window && in_hand && ticket.window != *window) return name + " is at another window";
        if (in_hand) book.hands_.erase(ticket.window);
        ticket.where = to;
        if (window) ticket.window = *window;
        if (to == place::called || to == place::serving) {
            if (!book.hands_.emplace(ticket.window, id).second) {
                return "window " + ticket.window.str() + " has two tickets in hand";
            }
        }
        return {};
    }

    std::string operator()(dispatch::ticket_issued const& e) const {
        entry made{place::waiting, e.number, e.klass, e.queue, e.key, e.bound_window, at, {}};
        if (!book.tickets_.emplace(e.ticket, made).second) {
            return "ticket " + std::to_string(e.ticket.value()) + " was issued twice";
        }
        return {};
    }
    std::string operator()(dispatch::ticket_called const& e) const {
        return move(e.ticket, {place::waiting}, place::called, e.window);
    }
    std::string operator()(dispatch::ticket_recalled const& e) const {
        return move(e.ticket, {place::called}, place::called, e.window);
    }
    std::string operator()(dispatch::service_started const& e) const {
        return move(e.ticket, {place::called}, place::serving, e.window);
    }
    std::string operator()(dispatch::matter_finished const& e) const {
        return move(e.ticket, {place::serving}, place::serving, e.window);
    }
    std::string operator()(dispatch::next_matter_started const& e) const {
        return move(e.ticket, {place::serving}, place::serving, e.window);
    }
    std::string operator()(dispatch::ticket_requeued const& e) const {
        std::string const wrong =
            move(e.ticket, {place::waiting, place::called, place::serving, place::held, place::missed}, place::waiting);
        if (!wrong.empty()) return wrong;
        entry& ticket = book.tickets_.at(e.ticket);
        ticket.queue = e.queue;
        ticket.key = e.key;
        ticket.bound = e.bound_window;
        return {};
    }
    std::string operator()(dispatch::ticket_done const& e) const {
        return move(e.ticket, {place::serving}, place::closed, e.window);
    }
    std::string operator()(dispatch::ticket_missed const& e) const {
        return move(e.ticket, {place::called}, place::missed, e.window);
    }
    std::string operator()(dispatch::ticket_held const& e) const {
        return move(e.ticket, {place::called, place::serving}, place::held, e.window);
    }
    std::string operator()(dispatch::ticket_abandoned const& e) const {
        return move(e.ticket, {place::waiting, place::called, place::serving, place::held, place::missed},
                    place::closed);
    }

    // No ticket moves.
    std::string operator()(dispatch::leadership_claimed const&) const { return {}; }
    std::string operator()(dispatch::configuration_accepted const&) const { return {}; }
    std::string operator()(dispatch::service_day_opened const&) const { return {}; }
    std::string operator()(dispatch::phase_entered const&) const { return {}; }
    std::string operator()(dispatch::numbers_reserved const&) const { return {}; }
    std::string operator()(dispatch::seat_taken const&) const { return {}; }
    std::string operator()(dispatch::seat_released const&) const { return {}; }
    std::string operator()(dispatch::window_opened const&) const { return {}; }
    std::string operator()(dispatch::window_closed const&) const { return {}; }
    std::string operator()(dispatch::window_left const&) const { return {}; }
    std::string operator()(dispatch::window_returned const&) const { return {}; }
};

std::string ticket_ledger::fold(dispatch::event const& event, dispatch::instant at) {
    return std::visit(folder{*this, at}, event);
}

}  // namespace buduan::simulation
