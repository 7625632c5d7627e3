#include "halls/topics.hpp"

#include <algorithm>
#include <array>

namespace buduan::halls {
namespace {

struct writer {
    std::string operator()(board_topic const& t) const { return "board/" + t.hall.str(); }
    std::string operator()(zone_topic const& t) const { return "zone/" + t.hall.str() + '/' + t.zone.str(); }
    std::string operator()(window_topic const& t) const { return "window/" + t.hall.str() + '/' + t.window.str(); }
    std::string operator()(desk_topic const& t) const { return "desk/" + t.hall.str() + '/' + t.window.str(); }
    std::string operator()(queue_topic const& t) const {
        return "queue/" + t.hall.str() + '/' + t.queue.zone.str() + '/' + t.queue.skill.str();
    }
    std::string operator()(ticket_topic const& t) const { return "ticket/" + t.link; }
    std::string operator()(state_topic const& t) const { return "state/" + t.hall.str(); }
};

constexpr std::size_t most_parts = 4;

struct split {
    std::array<std::string_view, most_parts> part;
    std::size_t count = 0;
};

std::optional<split> split_at_slashes(std::string_view text) {
    split parts;
    for (;;) {
        if (parts.count == most_parts) return std::nullopt;
        std::size_t const end = std::min(text.find('/'), text.size());
        parts.part[parts.count++] = text.substr(0, end);
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::string to_string(topic const& of) {
    return std::visit(writer{}, of);
}

std::optional<topic> parse_topic(std::string_view text) {
    auto const parts = split_at_slashes(text);
    if (!parts || parts->count < 2) return std::nullopt;
    auto const& [kind, second, third, fourth] = parts->part;
    if (kind == "ticket") {
        if (parts->count != 2 || second.empty()) return std::nullopt;
        return ticket_topic{std::string(second)};
    }

    auto const hall = dispatch::hall_id::parse(second);
    if (!hall) return std::nullopt;
    if (kind == "board" && parts->count == 2) return board_topic{*hall};
    if (kind == "state" && parts->count == 2) return state_topic{*hall};
    if (kind == "zone" && parts->count == 3) {
        if (auto const zone = dispatch::zone_id::parse(third)) return zone_topic{*hall, *zone};
    } else if (kind == "window" && parts->count == 3) {
        if (auto const window = dispatch::window_id::parse(third)) return window_topic{*hall, *window};
    } else if (kind == "desk" && parts->count == 3) {
        if (auto const window = dispatch::window_id::parse(third)) return desk_topic{*hall, *window};
    } else if (kind == "queue" && parts->count == 4) {
        auto const zone = dispatch::zone_id::parse(third);
        auto const skill = dispatch::skill_id::parse(fourth);
        if (zone && skill) return queue_topic{*hall, {*zone, *skill}};
    }
    return std::nullopt;
}

std::optional<dispatch::hall_id> hall_of(topic const& of) {
    return std::visit(
        [](auto const& t) -> std::optional<dispatch::hall_id> {
            if constexpr (requires { t.hall; }) {
                return t.hall;
            } else {
                return std::nullopt;
            }
        },
        of);
}

}  // namespace buduan::halls
