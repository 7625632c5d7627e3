#pragma once

// Responses in the forms this server answers in.

#include "net/http_message.hpp"
#include "wire/replies.hpp"

#include <string>
#include <string_view>

namespace buduan::net {

[[nodiscard]] response json_response(std::string body);
[[nodiscard]] response problem_response(wire::problem const& why);
[[nodiscard]] response problem_response(wire::problem_code why);
[[nodiscard]] response text_response(unsigned status, std::string_view text);
[[nodiscard]] response no_content();

}  // namespace buduan::net
