#pragma once

// Nothing is shown, told or readable before the journal said that it is durable: no frame, no reply, no look at the
// state goes further than that, and the state that is read is the fold of what is durable, not of what is being tried.

#include "dispatch/board.hpp"
#include "dispatch/decide.hpp"
#include "halls/recovery.hpp"
#include "halls/topics.hpp"
#include "simulation/sightings.hpp"

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace buduan::simulation {

class shown_is_durable final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "shown_is_durable"; }

    // Where records come from: the journal, read from outside the server.
    using reader = std::function<std::vector<dispatch::record>(dispatch::hall_id, std::uint64_t after)>;
    void read_with(reader read) { read_ = std::move(read); }

    void became_durable(dispatch::hall_id hall, std::uint64_t seq) override { durable_[hall] = seq; }
    void replied(dispatch::hall_id hall, dispatch::record const& answer) override {
        if (answer.seq > durable_[hall])
            broken("record " + std::to_string(answer.seq) + " was told before it was durable");
    }
    void shown(std::string_view topic, live::position at, live::frame_kind /*kind*/,
               std::string const& /*bytes*/) override {
        auto const parsed = halls::parse_topic(topic);
        // Whether the hall writes is no part of its stream, and its topic counts changes of its own.
        if (parsed && std::holds_alternative<halls::state_topic>(*parsed)) return;
        auto const hall = parsed ? halls::hall_of(*parsed) : std::nullopt;
        if (hall && at.seq > durable_[*hall]) broken(std::string(topic) + " was shown before it was durable");
    }
    void looked(dispatch::hall_id hall, std::uint64_t seq, dispatch::hall const& state) override {
        if (seq > durable_[hall]) broken("the state of " + hall.str() + " is ahead of the journal");
        shadow& own = shadows_[hall];
        if (own.seq < seq) {
            for (dispatch::record const& happened : read_(hall, own.seq)) {
                if (happened.seq > seq) break;
                dispatch::apply(own.state, happened);
                own.seq = happened.seq;
            }
        }
        if (own.seq == seq && dispatch::board_of(own.state) != dispatch::board_of(state)) {
            broken("somebody read a state of " + hall.str() + " that is not the one in the journal");
        }
    }

private:
    struct shadow {
        std::uint64_t seq = 0;
        dispatch::hall state;
    };
    reader read_;
    std::map<dispatch::hall_id, std::uint64_t> durable_;
    std::map<dispatch::hall_id, shadow> shadows_;
};

}  // namespace buduan::simulation
