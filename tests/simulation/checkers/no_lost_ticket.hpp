#pragma once

// A ticket whose number somebody was told is in the stream, and the server knows it, at the place where the events put
// it, until it is closed.

#include "dispatch/board.hpp"
#include "simulation/sightings.hpp"
#include "simulation/ticket_ledger.hpp"

#include <map>

namespace buduan::simulation {

class no_lost_ticket final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "no_lost_ticket"; }

    void replied(dispatch::hall_id hall, dispatch::record const& answer) override {
        for (dispatch::event const& event : answer.events) {
            if (auto const* issued = std::get_if<dispatch::ticket_issued>(&event)) {
                printed_[hall].insert_or_assign(issued->ticket, issued->number);
            }
        }
    }

    void stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/, journal::stored_record const& /*stored*/,
                 dispatch::record const& happened) override {
        for (dispatch::event const& event : happened.events) {
            static_cast<void>(books_[hall].fold(event, happened.at));  // no_double_call judges it
        }
    }

    void ended(dispatch::hall_id hall, dispatch::hall const& live, dispatch::hall const& /*folded*/) override {
        auto const& tickets = books_[hall].tickets();
        for (auto const& [id, number] : printed_[hall]) {
            auto const found = tickets.find(id);
            if (found == tickets.end() || found->second.number != number) {
                broken(dispatch::to_string(number) + " was printed and is not in the stream");
            }
        }
        for (auto const& [id, ticket] : tickets) {
            if (ticket.where == ticket_ledger::place::closed) continue;
            auto const known = dispatch::ticket_of(live, id, ticket.issued);
            if (!known || known->stage.index() != static_cast<std::size_t>(ticket.where)) {
                broken(dispatch::to_string(ticket.number) + " is open and the server has lost it");
            }
        }
    }

private:
    std::map<dispatch::hall_id, std::map<dispatch::ticket_id, dispatch::ticket_number>> printed_;
    std::map<dispatch::hall_id, ticket_ledger> books_;
};

}  // namespace buduan::simulation
