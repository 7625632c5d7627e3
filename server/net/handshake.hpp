#pragma once

// The opening handshake of RFC 6455, section 4.2: what a request must say, and what is answered. Pure.

#include "live/publisher.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace buduan::net {

inline constexpr std::string_view json_subprotocol = "buduan.v1.json";
inline constexpr std::string_view binary_subprotocol = "buduan.v1.proto";

// The fields of a request that bear on the handshake.
struct handshake_fields {
    std::string_view upgrade;
    std::string_view connection;
    std::string_view version;
    std::string_view key;
    std::string_view protocols;
};

enum class handshake_fault : std::uint8_t { not_an_upgrade, wrong_version, bad_key, no_known_subprotocol };

struct handshake_answer {
    std::string accept;  // Sec-WebSocket-Accept
    live::encoding encoding = live::encoding::json;
    std::string_view subprotocol;  // empty when the client named none: then it is spoken to in JSON
};

[[nodiscard]] std::variant<handshake_answer, handshake_fault> answer_handshake(handshake_fields const& asked);

// base64(SHA-1(key + the GUID of the RFC)).
[[nodiscard]] std::string accept_of(std::string_view key);

}  // namespace buduan::net
