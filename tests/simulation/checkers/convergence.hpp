#pragma once

// A screen is never shown an older picture of a topic than it was shown before, whatever restarts lie between. (That it
// has the newest one in the end is asked by the world, which knows both the screens and the server.) Only the topic
// that says whether a hall writes begins anew with each process, as it is no part of the stream.

#include "simulation/sightings.hpp"

#include <functional>
#include <map>

namespace buduan::simulation {

class convergence final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "convergence"; }

    void shown(std::string_view topic, live::position at, live::frame_kind kind,
               std::string const& /*bytes*/) override {
        if (kind != live::frame_kind::picture) return;
        live::position& newest = newest_[std::string(topic)];
        if (at < newest) {
            broken(std::string(topic) + " went back from " + std::to_string(newest.seq) + " to " +
                   std::to_string(at.seq));
        }
        newest = at;
    }

    void restarted() override {
        std::erase_if(newest_, [](auto const& entry) { return entry.first.starts_with("state/"); });
    }

private:
    std::map<std::string, live::position> newest_;
};

}  // namespace buduan::simulation
