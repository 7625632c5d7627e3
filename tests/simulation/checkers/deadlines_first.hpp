#pragma once

// What is due at or before a moment has happened before any command of that moment: no record finds a deadline or the
// end of a phase behind it.

#include "dispatch/decide.hpp"
#include "simulation/sightings.hpp"

#include <algorithm>

namespace buduan::simulation {

class deadlines_first final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "deadlines_first"; }

    void stepped(dispatch::hall_id /*hall*/, dispatch::hall const& before, journal::stored_record const& /*stored*/,
                 dispatch::record const& happened) override {
        // The shell's own commands are how things happen in time; the first ones of a start come before all else.
        if (happened.by.kind == dispatch::actor_kind::system) return;
        auto const due = dispatch::next_deadline(before);
        if (due && *due <= happened.at) {
            broken("record " + std::to_string(happened.seq) + " came before a deadline that was due");
        }
        auto const& phase = before.phase();
        if (phase && phase->ends <= happened.at) {
            broken("record " + std::to_string(happened.seq) + " was decided in a phase that had ended");
        }
    }
};

}  // namespace buduan::simulation
