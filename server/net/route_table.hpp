#pragma once

// The routes as a table: method, path, how much body, who may ask. Matching is pure; what a route does is its handler's
// business.

#include "identity/account.hpp"
#include "net/http_message.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace buduan::net {

enum class who : std::uint8_t {
    anyone,
    this_machine,  // for figures and probes that are nobody else's business
    signed_in,     // a person or a device; whether just this one may is the handler's question to `authorise`
};

// A request at its route.
struct visit {
    request asked;
    std::vector<std::string> names;    // what stood for the {places} of the pattern
    identity::session const* session;  // null when nobody is signed in; valid until the next turn of the loop
    respond done;
};

struct route {
    net::method method = net::method::get;  // get answers head too
    std::string_view pattern;               // "/v1/halls/{hall}"
    std::size_t body_limit = 0;
    who may = who::anyone;
    std::function<void(visit)> handle;

    [[nodiscard]] bool changes_something() const { return method == method::post || method == method::del; }
};

class route_table {
public:
    void add(route one);

    struct found {
        route const* at = nullptr;
        std::vector<std::string> names;
    };
    struct not_found {};
    struct wrong_method {
        std::string allowed;  // for the Allow field: "GET, HEAD"
    };
    [[nodiscard]] std::variant<found, not_found, wrong_method> find(net::method method, std::string_view path) const;

private:
    struct entry {
        route it;
        std::vector<std::string> segments;
    };
    std::vector<entry> entries_;
};

}  // namespace buduan::net
