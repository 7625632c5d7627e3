#pragma once

// Plain HTTP to this machine, for parts of the program that act as the public does. Blocks; one request a connection.

#include <cstdint>
#include <string>

namespace buduan::app {

struct http_answer {
    int status = 0;      // 0 = no answer within five seconds
    std::string cookie;  // name=value of the first one set
    std::string body;
};

[[nodiscard]] http_answer http_get(std::uint16_t port, std::string const& target);
[[nodiscard]] http_answer http_post(std::uint16_t port, std::string const& target, std::string const& json,
                                    std::string const& cookie = {});

}  // namespace buduan::app
