#pragma once

// The small grammars inside requests: paths, cookies, origins, tokens. All of them take any bytes.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::net {

// The segments of a path, percent-decoded. Empty for what is no clean path: not beginning with a slash, with a dot
// segment, an empty one (but for the last), a slash or a control character hidden by encoding, or a broken escape.
[[nodiscard]] std::optional<std::vector<std::string>> path_segments(std::string_view path);

// The value of a cookie; empty when absent. Of several of one name the first counts (RFC 6265, section 5.4: the most
// specific path).
[[nodiscard]] std::string_view cookie_value(std::string_view header, std::string_view name);

// The token of "Bearer <token>"; empty otherwise.
[[nodiscard]] std::string_view bearer_token(std::string_view authorization);

// Whether a comma-separated field holds the token, in any case.
[[nodiscard]] bool has_token(std::string_view field, std::string_view token);
[[nodiscard]] bool same_ignoring_case(std::string_view a, std::string_view b);

// "application/json", whatever parameters follow.
[[nodiscard]] bool is_json(std::string_view content_type);

// "https://hall.example:8443" and the like; empty for everything else, "null" included. A default port is left out.
struct web_origin {
    std::string scheme;
    std::string host;  // with its port, lower case
    friend bool operator==(web_origin const&, web_origin const&) = default;
};
[[nodiscard]] std::optional<web_origin> parse_origin(std::string_view text);

// Whether the name a browser used is this machine itself: localhost, 127.0.0.0/8 or [::1], with or without a port.
[[nodiscard]] bool names_loopback(std::string_view host);

}  // namespace buduan::net
