#pragma once

// Whoever is called had the right to be: told again from the events and the rules of the house, without the core's
// calling order. A ticket is never called before an elder one of its queue and class; when somebody has waited beyond
// the protected time, only such a one is called; of three calls of a queue in a row one is ordinary if any ordinary
// ticket waits; and a restored ticket goes in behind so many as the rules say.

#include "dispatch/config.hpp"
#include "simulation/sightings.hpp"
#include "simulation/ticket_ledger.hpp"

#include <deque>
#include <map>

namespace buduan::simulation {

class fairness final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "fairness"; }

    void stepped(dispatch::hall_id hall, dispatch::hall const& before, journal::stored_record const& stored,
                 dispatch::record const& happened) override;

private:
    struct book {
        dispatch::hall_config config;
        ticket_ledger tickets;
        std::map<dispatch::queue_key, std::uint32_t> without_ordinary;  // calls in a row while one waited
    };

    void called(book& kept, dispatch::ticket_called const& call, dispatch::record const& happened);
    void restored(book const& kept, dispatch::ticket_requeued const& back, dispatch::record const& happened) const;

    std::map<dispatch::hall_id, book> books_;
};

}  // namespace buduan::simulation
