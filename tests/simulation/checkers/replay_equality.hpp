#pragma once

// Snapshot and tail, or the whole stream from its first record, or the server that lived through it all: one state, to
// the byte.

#include "halls/recovery.hpp"
#include "simulation/sightings.hpp"

namespace buduan::simulation {

class replay_equality final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "replay_equality"; }

    void ended(dispatch::hall_id hall, dispatch::hall const& live, dispatch::hall const& folded) override {
        if (bytes_of(live) != bytes_of(folded))
            broken("the live state of " + hall.str() + " is not the fold of its stream");
    }

private:
    static std::string bytes_of(dispatch::hall const& state) { return halls::snapshot_of(state, {}, {}).state; }
};

}  // namespace buduan::simulation
