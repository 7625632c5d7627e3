#pragma once

// The bodies of HTTP requests, always JSON; as strict as client_frames.hpp.

#include "wire/client_frames.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace buduan::wire {

[[nodiscard]] std::variant<stated_command, problem> decode_command(std::string_view body);

struct sign_in {
    std::optional<dispatch::hall_id> hall;  // none: an account of all halls
    std::string account;
    std::string password;
    friend bool operator==(sign_in const&, sign_in const&) = default;
};
[[nodiscard]] std::variant<sign_in, problem> decode_sign_in(std::string_view body);

struct device_sign_in {
    std::string token;
    friend bool operator==(device_sign_in const&, device_sign_in const&) = default;
};
[[nodiscard]] std::variant<device_sign_in, problem> decode_device_sign_in(std::string_view body);

// A citizen's verb on the ticket that the link in the path names; the body carries the command's id.
[[nodiscard]] std::variant<dispatch::command_id, problem> decode_ticket_wish(std::string_view body);

}  // namespace buduan::wire
