#pragma once

// A hub over topics that a test names, and what was asked of it.

#include "live/recorded_line.hpp"

#include <map>
#include <memory>

namespace buduan::tests {

using namespace buduan::live;
using words = std::vector<std::string>;

// A hall whose topics are named in `pictures`, all at one position.
struct hub_world {
    position at{1, 10};
    std::map<std::string, std::string, std::less<>> pictures{{"board", "board@10"}, {"zone", "zone@10"}};
    int made = 0;
    int woken = 0;
    hub_limits limits;
    std::unique_ptr<hub> live = make();

    std::unique_ptr<hub> make() {
        return std::make_unique<hub>(
            [this](std::string_view topic, position& where, encode& how) {
                auto const found = pictures.find(topic);
                if (found == pictures.end()) return false;
                where = at;
                how = [this, text = found->second](encoding) {
                    ++made;
                    return text;
                };
                return true;
            },
            [this] { ++woken; }, limits);
    }

    void publish(std::string const& topic, std::uint64_t seq, frame_kind kind, std::string text) {
        at = {1, seq};
        if (kind == frame_kind::picture) pictures[topic] = text;
        live->publish(topic, at, kind, [this, text = std::move(text)](encoding) {
            ++made;
            return text;
        });
    }
    void picture(std::string const& topic, std::uint64_t seq, std::string text) {
        publish(topic, seq, frame_kind::picture, std::move(text));
    }
    void news(std::string const& topic, std::uint64_t seq, std::string text) {
        publish(topic, seq, frame_kind::news, std::move(text));
    }

    follow_outcome follow(recorded_line& who, std::string_view topic, std::optional<position> from = std::nullopt) {
        return who.subscriber->follow(
            topic, from, [&who](bool resumed) { who.subscriber->send(resumed ? "resumed" : "subscribed"); });
    }
};

}  // namespace buduan::tests
