#pragma once

// A journal that this process alone writes never contradicts it: no command id twice, no stream that is elsewhere than
// the hall thought, no record gone that was acknowledged. The journal would catch such a mistake of the hall, and the
// hall would end poisoned, so nothing is lost by it; but nothing is served either.

#include "simulation/sightings.hpp"

namespace buduan::simulation {

class no_contradiction final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "no_contradiction"; }

    void noticed(halls::notice const& news) override {
        if (news.what != halls::notice::kind::poisoned || news.details.empty()) return;
        std::string const& why = news.details.front();
        if (why.starts_with("the journal contradicts") || why.starts_with("the journal has lost")) {
            broken(news.hall.str() + " ended because " + why);
        }
    }
};

}  // namespace buduan::simulation
