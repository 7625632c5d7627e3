#pragma once

// Which pages may act here, and over which lines a cookie may travel. Pure.
//
// A session's cookie is SameSite=Strict, and whatever changes something, an upgrade to a WebSocket included, must come
// from a page of this server (or one the operator named): a browser says so in Origin, which no page can forge. A
// client that is no browser sends none and holds no cookie by accident.

#include "net/http_message.hpp"
#include "net/http_text.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::net {

class origin_policy {
public:
    // `public_url` is the server as browsers see it; empty = as the Host field names it. What of `allowed` is no origin
    // allows nothing.
    origin_policy(std::string_view public_url, std::vector<std::string> const& allowed);

    // True for no Origin at all, the own one, and the allowed ones.
    [[nodiscard]] bool may_act(request const& asked) const;

    // Whether the browser's line is protected: TLS here, or at the proxy in front that `public_url` tells of.
    [[nodiscard]] bool secure(request const& asked) const;
    // A session's token may only travel over a protected line, or not leave this machine.
    [[nodiscard]] bool may_sign_in(request const& asked) const;

    // "https://hall.example", for links on slips.
    [[nodiscard]] std::string own_url(request const& asked) const;

    // The session's token; empty when there is none. On a protected line only the cookie that no other host, path or
    // plain page could have set counts (RFC 6265bis, section 4.1.3).
    [[nodiscard]] std::string_view session_token(request const& asked) const;
    // Values of Set-Cookie.
    [[nodiscard]] std::string session_cookie(request const& asked, std::string_view token,
                                             std::chrono::sys_time<std::chrono::milliseconds> expires) const;
    [[nodiscard]] std::string end_of_session(request const& asked) const;

private:
    [[nodiscard]] std::string cookie(request const& asked, std::string_view token, std::string_view until) const;

    std::string public_url_;
    std::optional<web_origin> public_origin_;
    std::vector<web_origin> allowed_;
};

// "Tue, 24 Nov 2026 03:30:00 GMT" (RFC 9110, section 5.6.7).
[[nodiscard]] std::string http_date(std::chrono::sys_time<std::chrono::milliseconds> when);

}  // namespace buduan::net
