#include "net/origin_policy.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace buduan::net {
namespace {

constexpr std::string_view protected_name = "__Host-buduan";
// Without TLS a browser drops a cookie of the protected name; this one never leaves the machine.
constexpr std::string_view local_name = "buduan-local";

}  // namespace

origin_policy::origin_policy(std::string_view public_url, std::vector<std::string> const& allowed)
    : public_url_(public_url), public_origin_(parse_origin(public_url)) {
    for (auto const& text : allowed) {
        if (auto origin = parse_origin(text)) allowed_.push_back(std::move(*origin));
    }
}

bool origin_policy::may_act(request const& asked) const {
    if (asked.origin.empty()) return true;
    auto const from = parse_origin(asked.origin);
    if (!from) return false;
    auto const own = parse_origin((asked.encrypted ? "https://" : "http://") + asked.host);
    return from == own || from == public_origin_ ||
           std::find(allowed_.begin(), allowed_.end(), *from) != allowed_.end();
}

bool origin_policy::secure(request const& asked) const {
    return asked.encrypted || (public_origin_ && public_origin_->scheme == "https");
}

bool origin_policy::may_sign_in(request const& asked) const {
    return secure(asked) || (asked.loopback && names_loopback(asked.host));
}

std::string origin_policy::own_url(request const& asked) const {
    if (!public_url_.empty()) return public_url_;
    return (asked.encrypted ? "https://" : "http://") + asked.host;
}

std::string_view origin_policy::session_token(request const& asked) const {
    if (auto const token = bearer_token(asked.authorization); !token.empty()) return token;
    return cookie_value(asked.cookie, secure(asked) ? protected_name : local_name);
}

std::string origin_policy::session_cookie(request const& asked, std::string_view token,
                                          std::chrono::sys_time<std::chrono::milliseconds> expires) const {
    return cookie(asked, token, "Expires=" + http_date(expires));
}

std::string origin_policy::end_of_session(request const& asked) const {
    return cookie(asked, "", "Max-Age=0");
}

std::string origin_policy::cookie(request const& asked, std::string_view token, std::string_view until) const {
    bool const guarded = secure(asked);
    std::string text(guarded ? protected_name : local_name);
    text.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict; ").append(until);
    if (guarded) text += "; Secure";
    return text;
}

std::string http_date(std::chrono::sys_time<std::chrono::milliseconds> when) {
    constexpr std::array<char const*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<char const*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = std::chrono::floor<std::chrono::days>(when);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::seconds>(when - day));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                  months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

}  // namespace buduan::net
