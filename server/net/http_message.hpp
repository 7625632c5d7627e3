#pragma once

// A request and its response as the routes see them: plain values, no Beast.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buduan::net {

enum class method : std::uint8_t { get, head, post, del, other };

struct request {
    net::method method = net::method::get;
    std::string path;   // still percent-encoded, without the query
    std::string query;  // without "?"
    std::string body;

    // Field values; empty when absent. A field that may stand once and stood twice never gets here.
    std::string host;
    std::string origin;
    std::string cookie;
    std::string authorization;
    std::string content_type;
    std::string if_none_match;

    std::string peer;      // address of the other end, without its port
    bool loopback = true;  // the other end is this machine
    bool encrypted = false;
};

struct response {
    unsigned status = 200;
    std::string content_type;
    std::string body;
    std::shared_ptr<std::string const> shared_body;  // instead of `body`, for files kept in memory
    std::vector<std::pair<std::string_view, std::string>> fields;
    bool close = false;  // after this response
};

// Called once, on the network thread; may be called before the function it was handed to returns.
using respond = std::function<void(response)>;

}  // namespace buduan::net
