#pragma once

// Names of the topics that screens and phones follow. One place makes them and takes them apart.

#include "dispatch/ticket.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace buduan::halls {

struct board_topic {  // board/<hall>: lobby board
    dispatch::hall_id hall;
    friend bool operator==(board_topic const&, board_topic const&) = default;
};
struct zone_topic {  // zone/<hall>/<zone>
    dispatch::hall_id hall;
    dispatch::zone_id zone;
    friend bool operator==(zone_topic const&, zone_topic const&) = default;
};
struct window_topic {  // window/<hall>/<window>: strip
    dispatch::hall_id hall;
    dispatch::window_id window;
    friend bool operator==(window_topic const&, window_topic const&) = default;
};
struct desk_topic {  // desk/<hall>/<window>: for staff only
    dispatch::hall_id hall;
    dispatch::window_id window;
    friend bool operator==(desk_topic const&, desk_topic const&) = default;
};
struct queue_topic {  // queue/<hall>/<zone>/<skill>
    dispatch::hall_id hall;
    dispatch::queue_key queue;
    friend bool operator==(queue_topic const&, queue_topic const&) = default;
};
struct ticket_topic {  // ticket/<link>: one citizen's own, by its capability
    std::string link;
    friend bool operator==(ticket_topic const&, ticket_topic const&) = default;
};
struct state_topic {  // state/<hall>: whether the hall can write, and what the screens must say if not
    dispatch::hall_id hall;
    friend bool operator==(state_topic const&, state_topic const&) = default;
};

using topic = std::variant<board_topic, zone_topic, window_topic, desk_topic, queue_topic, ticket_topic, state_topic>;

[[nodiscard]] std::string to_string(topic const& of);

// Empty for anything that is not exactly one of the forms above.
[[nodiscard]] std::optional<topic> parse_topic(std::string_view text);

// The hall a topic belongs to; empty for a ticket's, whose link says it.
[[nodiscard]] std::optional<dispatch::hall_id> hall_of(topic const& of);

}  // namespace buduan::halls
