#pragma once

// Why a WebSocket is closed, and whether the client should come back. RFC 6455 section 7.4 and the IANA registry; the
// numbers from 4000 on are our own and stable.

#include <cstdint>
#include <string_view>

namespace buduan::live {

enum class close_code : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    unsupported_data = 1003,
    invalid_text = 1007,
    policy_violation = 1008,
    message_too_big = 1009,
    internal_error = 1011,
    restarting = 1012,
    try_again_later = 1013,

    fell_behind = 4000,        // too much was waiting for this connection
    silent = 4001,             // no pong in time
    session_ended = 4002,      // signed out, expired or revoked
    too_many_messages = 4003,  // faster than the limit allows
};

struct close_meaning {
    close_code code;
    std::string_view reason;  // as sent in the close frame
    bool come_back;           // reconnecting by itself makes sense
};

// The reason of `restarting` says when: "retry after 3 s".
[[nodiscard]] close_meaning const& meaning_of(close_code code);

// Whether an endpoint may state this code in a close frame: 1000 to 1003, 1007 to 1014, 3000 to 4999.
[[nodiscard]] bool valid_on_the_wire(std::uint16_t code);

}  // namespace buduan::live
