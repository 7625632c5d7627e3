#pragma once

// A command has one effect and one answer: its id stands in the stream once at most, and whoever is told a record for
// it is told the same one.

#include "simulation/sightings.hpp"

#include <map>
#include <set>
#include <utility>

namespace buduan::simulation {

class one_effect final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "one_effect"; }

    void replied(dispatch::hall_id hall, dispatch::record const& answer) override {
        auto const [first, fresh] = told_.emplace(std::pair{hall, answer.command}, answer);
        if (!fresh && first->second != answer) {
            broken("a command was answered with record " + std::to_string(first->second.seq) + " and then with " +
                   std::to_string(answer.seq));
        }
    }

    void stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/, journal::stored_record const& /*stored*/,
                 dispatch::record const& happened) override {
        if (!recorded_.emplace(hall, happened.command).second) {
            broken("the command of record " + std::to_string(happened.seq) + " was recorded before");
        }
    }

private:
    std::map<std::pair<dispatch::hall_id, dispatch::command_id>, dispatch::record> told_;
    std::set<std::pair<dispatch::hall_id, dispatch::command_id>> recorded_;
};

}  // namespace buduan::simulation
