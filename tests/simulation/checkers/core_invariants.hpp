#pragma once

// What the core says of every hall between two records holds: asked of some of the states that the stream leads through,
// as the asking reads everything, and of the live one in the end.

#include "dispatch/invariants.hpp"
#include "simulation/sightings.hpp"

namespace buduan::simulation {

class core_invariants final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "core_invariants"; }

    void stepped(dispatch::hall_id /*hall*/, dispatch::hall const& before, journal::stored_record const& /*stored*/,
                 dispatch::record const& happened) override {
        if (happened.seq % ask_every == 0) ask(before, "before record " + std::to_string(happened.seq));
    }
    void ended(dispatch::hall_id /*hall*/, dispatch::hall const& live, dispatch::hall const& /*folded*/) override {
        ask(live, "at the end");
    }

private:
    static constexpr std::uint64_t ask_every = 16;

    void ask(dispatch::hall const& state, std::string const& when) const {
        auto const wrong = dispatch::broken_invariants(state);
        if (!wrong.empty()) broken(when + ": " + wrong.front());
    }
};

}  // namespace buduan::simulation
