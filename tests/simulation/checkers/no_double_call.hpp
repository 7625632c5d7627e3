#pragma once

// Only a ticket that waits is called, a window has one ticket in hand at most, and a ticket is at one window at most.

#include "simulation/sightings.hpp"
#include "simulation/ticket_ledger.hpp"

#include <map>

namespace buduan::simulation {

class no_double_call final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "no_double_call"; }

    void stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/, journal::stored_record const& /*stored*/,
                 dispatch::record const& happened) override {
        for (dispatch::event const& event : happened.events) {
            std::string const wrong = books_[hall].fold(event, happened.at);
            if (!wrong.empty()) broken("record " + std::to_string(happened.seq) + ": " + wrong);
        }
    }

private:
    std::map<dispatch::hall_id, ticket_ledger> books_;
};

}  // namespace buduan::simulation
