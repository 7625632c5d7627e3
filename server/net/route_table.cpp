#include "net/route_table.hpp"

#include "net/http_text.hpp"

#include <optional>

namespace buduan::net {
namespace {

bool is_place(std::string const& segment) {
    return segment.starts_with('{');
}

std::optional<std::vector<std::string>> match(std::vector<std::string> const& pattern,
                                              std::vector<std::string> const& path) {
    if (pattern.size() != path.size()) return std::nullopt;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (is_place(pattern[i])) {
            if (path[i].empty()) return std::nullopt;
            names.push_back(path[i]);
        } else if (pattern[i] != path[i]) {
            return std::nullopt;
        }
    }
    return names;
}

std::string_view to_text(method of) {
    switch (of) {
        case method::get: return "GET, HEAD";
        case method::head: return "HEAD";
        case method::post: return "POST";
        case method::del: return "DELETE";
        case method::other: break;
    }
    return "";
}

}  // namespace

void route_table::add(route one) {
    auto segments = path_segments(one.pattern).value();
    entries_.push_back({std::move(one), std::move(segments)});
}

std::variant<route_table::found, route_table::not_found, route_table::wrong_method> route_table::find(
    net::method method, std::string_view path) const {
    auto const segments = path_segments(path);
    if (!segments) return not_found{};
    auto const wanted = method == method::head ? method::get : method;
    wrong_method others;
    for (auto const& [it, pattern] : entries_) {
        auto names = match(pattern, *segments);
        if (!names) continue;
        if (it.method == wanted) return found{&it, std::move(*names)};
        if (!others.allowed.empty()) others.allowed += ", ";
        others.allowed += to_text(it.method);
    }
    if (others.allowed.empty()) return not_found{};
    return others;
}

}  // namespace buduan::net
