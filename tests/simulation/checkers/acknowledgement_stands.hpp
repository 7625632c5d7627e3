#pragma once

// A record that was told to anybody stands in the stream for ever, exactly as it was told.

#include "simulation/sightings.hpp"

#include <map>
#include <utility>

namespace buduan::simulation {

class acknowledgement_stands final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "acknowledgement_stands"; }

    void replied(dispatch::hall_id hall, dispatch::record const& answer) override {
        told_.emplace(std::pair{hall, answer.seq}, answer);
    }

    void stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/, journal::stored_record const& /*stored*/,
                 dispatch::record const& happened) override {
        auto const told = told_.find({hall, happened.seq});
        if (told == told_.end()) return;
        if (told->second != happened)
            broken("record " + std::to_string(happened.seq) + " is not the one that was told");
        told_.erase(told);
    }

    void ended(dispatch::hall_id hall, dispatch::hall const& /*live*/, dispatch::hall const& /*folded*/) override {
        auto const missing = told_.lower_bound({hall, 0});
        if (missing != told_.end() && missing->first.first == hall) {
            broken("record " + std::to_string(missing->first.second) + " was told and is gone");
        }
    }

private:
    std::map<std::pair<dispatch::hall_id, std::uint64_t>, dispatch::record> told_;
};

}  // namespace buduan::simulation
