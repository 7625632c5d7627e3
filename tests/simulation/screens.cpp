#include "simulation/screens.hpp"

#include <utility>

namespace buduan::simulation {

void screens::reconnect(live::current_picture const& ask) {
    for (auto& [topic, kept] : followed_) {
        live::position at;
        live::encode make;
        if (!ask(topic, at, make)) continue;
        kept = {};  // the first picture of a connection is whole: forget what you had
        take(topic, kept, at, make(live::encoding::binary));
    }
}

void screens::publish(std::string_view topic, live::position at, live::frame_kind kind, live::encode const& make) {
    auto const found = followed_.find(topic);
    if (found == followed_.end()) return;
    std::string bytes = make(live::encoding::binary);
    if (kind == live::frame_kind::news) {
        seen_.shown(topic, at, kind, bytes);
    } else {
        take(topic, found->second, at, std::move(bytes));
    }
}

void screens::take(std::string_view topic, picture& kept, live::position at, std::string bytes) {
    seen_.shown(topic, at, live::frame_kind::picture, bytes);
    if (at < kept.at) {
        seen_.count("screen: older picture dropped");
        return;
    }
    kept = {at, std::move(bytes)};
}

}  // namespace buduan::simulation
