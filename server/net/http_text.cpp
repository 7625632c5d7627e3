#include "net/http_text.hpp"

#include <algorithm>
#include <charconv>

namespace buduan::net {
namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<unsigned> hex_digit(char c) {
    if (digit(c)) return static_cast<unsigned>(c - '0');
    char const small = lower(c);
    if (small >= 'a' && small <= 'f') return static_cast<unsigned>(small - 'a') + 10U;
    return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (text.size() - i < 3) return std::nullopt;
            auto const high = hex_digit(text[i + 1]);
            auto const low = hex_digit(text[i + 2]);
            if (!high || !low) return std::nullopt;
            c = static_cast<char>(*high << 4U | *low);
            i += 2;
            if (c == '/') return std::nullopt;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\') return std::nullopt;
        out.push_back(c);
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// Hands over each part between separators until `wanted` says yes.
template <class Wanted>
bool any_part(std::string_view text, char separator, Wanted wanted) {
    for (;;) {
        auto const end = std::min(text.find(separator), text.size());
        if (wanted(trimmed(text.substr(0, end)))) return true;
        if (end == text.size()) return false;
        text.remove_prefix(end + 1);
    }
}

bool host_character(char c) {
    return digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '.' || c == '_' || c == ':' ||
           c == '[' || c == ']';
}

}  // namespace

std::optional<std::vector<std::string>> path_segments(std::string_view path) {
    if (path.empty() || path.front() != '/') return std::nullopt;
    path.remove_prefix(1);
    std::vector<std::string> segments;
    for (;;) {
        auto const end = std::min(path.find('/'), path.size());
        bool const last = end == path.size();
        auto segment = percent_decoded(path.substr(0, end));
        if (!segment || *segment == "." || *segment == ".." || (segment->empty() && !last)) return std::nullopt;
        segments.push_back(std::move(*segment));
        if (last) return segments;
        path.remove_prefix(end + 1);
    }
}

std::string_view cookie_value(std::string_view header, std::string_view name) {
    std::string_view value;
    any_part(header, ';', [&](std::string_view pair) {
        if (pair.size() <= name.size() || pair[name.size()] != '=' || !pair.starts_with(name)) return false;
        value = pair.substr(name.size() + 1);
        return true;
    });
    return value;
}

std::string_view bearer_token(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size()) return {};
    if (!same_ignoring_case(authorization.substr(0, scheme.size()), scheme)) return {};
    return trimmed(authorization.substr(scheme.size()));
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool has_token(std::string_view field, std::string_view token) {
    return any_part(field, ',', [token](std::string_view part) { return same_ignoring_case(part, token); });
}

bool is_json(std::string_view content_type) {
    return same_ignoring_case(trimmed(content_type.substr(0, content_type.find(';'))), "application/json");
}

std::optional<web_origin> parse_origin(std::string_view text) {
    auto const mark = text.find("://");
    if (mark == std::string_view::npos) return std::nullopt;
    web_origin found;
    for (char const c : text.substr(0, mark))
        found.scheme.push_back(lower(c));
    if (found.scheme != "http" && found.scheme != "https") return std::nullopt;
    for (char const c : text.substr(mark + 3)) {
        if (!host_character(c)) return std::nullopt;
        found.host.push_back(lower(c));
    }
    std::string_view const usual = found.scheme == "http" ? ":80" : ":443";
    if (found.host.ends_with(usual)) found.host.resize(found.host.size() - usual.size());
    if (found.host.empty()) return std::nullopt;
    return found;
}

bool names_loopback(std::string_view host) {
    if (host.starts_with('[')) return host == "[::1]" || host.starts_with("[::1]:");
    auto const name = host.substr(0, host.find(':'));
    if (same_ignoring_case(name, "localhost")) return true;
    if (!name.starts_with("127.")) return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return digit(c) || c == '.'; });
}

}  // namespace buduan::net
