#pragma once

// A number is given out once a hall and business day, whatever the clock did, and whatever was lost: numbers that
// people were told count as well as those in the stream.

#include "simulation/sightings.hpp"

#include <map>
#include <tuple>

namespace buduan::simulation {

class no_number_reused final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "no_number_reused"; }

    void replied(dispatch::hall_id hall, dispatch::record const& answer) override { note(hall, answer); }
    void stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/, journal::stored_record const& /*stored*/,
                 dispatch::record const& happened) override {
        note(hall, happened);
    }

private:
    void note(dispatch::hall_id hall, dispatch::record const& happened) {
        for (dispatch::event const& event : happened.events) {
            auto const* issued = std::get_if<dispatch::ticket_issued>(&event);
            if (issued == nullptr) continue;
            auto const [owner, fresh] =
                owners_.emplace(std::tuple{hall, issued->day, issued->number}, happened.command);
            if (!fresh && owner->second != happened.command) {
                broken(dispatch::to_string(issued->number) + " was given out twice in " + hall.str());
            }
        }
    }

    std::map<std::tuple<dispatch::hall_id, dispatch::civil_day, dispatch::ticket_number>, dispatch::command_id> owners_;
};

}  // namespace buduan::simulation
