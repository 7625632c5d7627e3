#pragma once

// The stream has no gap, time and epoch never go back, every epoch begins with its claim, and each record's hash
// follows from its predecessor's.

#include "journal/chain.hpp"
#include "simulation/sightings.hpp"

#include <algorithm>
#include <map>

namespace buduan::simulation {

class monotone_stream final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "monotone_stream"; }

    void stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/, journal::stored_record const& stored,
                 dispatch::record const& happened) override {
        last& previous = last_[hall];
        std::string const where = "record " + std::to_string(stored.seq);
        if (stored.seq != previous.seq + 1) broken(where + " follows " + std::to_string(previous.seq));
        if (stored.epoch < previous.epoch) broken(where + " is of an earlier epoch than its predecessor");
        if (stored.at < previous.at) broken(where + " is older than its predecessor");
        if (stored.hash != journal::chained(previous.hash, hall, stored)) broken(where + " breaks the chain");
        if (stored.epoch > previous.epoch && !claims(happened, stored.epoch)) {
            broken(where + " is the first of its epoch and no claim");
        }
        previous = {stored.seq, stored.epoch, stored.at, stored.hash};
    }

private:
    struct last {
        std::uint64_t seq = 0;
        std::uint64_t epoch = 0;
        journal::instant at{};
        journal::chain_hash hash{};
    };

    static bool claims(dispatch::record const& happened, std::uint64_t epoch) {
        return std::any_of(happened.events.begin(), happened.events.end(), [&](dispatch::event const& event) {
            auto const* claim = std::get_if<dispatch::leadership_claimed>(&event);
            return claim != nullptr && claim->epoch == epoch;
        });
    }

    std::map<dispatch::hall_id, last> last_;
};

}  // namespace buduan::simulation
