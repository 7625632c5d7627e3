#pragma once

// The screens and phones of a simulated world: they follow some topics, keep the newest picture of each, drop what is
// older than what they have, and ask again after every reconnect.

#include "live/publisher.hpp"
#include "simulation/sightings.hpp"

#include <map>
#include <string>

namespace buduan::simulation {

class screens final : public live::publisher {
public:
    struct picture {
        live::position at;
        std::string bytes;  // binary frame
    };

    explicit screens(sightings& seen) : seen_(seen) {}

    void follow(std::string const& topic) { followed_.try_emplace(topic); }
    // A new connection: every followed topic is asked for once.
    void reconnect(live::current_picture const& ask);

    [[nodiscard]] bool followed(std::string_view topic) const override { return followed_.contains(topic); }
    void publish(std::string_view topic, live::position at, live::frame_kind kind, live::encode const& make) override;

    [[nodiscard]] std::map<std::string, picture, std::less<>> const& pictures() const { return followed_; }

private:
    void take(std::string_view topic, picture& kept, live::position at, std::string bytes);

    sightings& seen_;
    std::map<std::string, picture, std::less<>> followed_;
};

}  // namespace buduan::simulation
