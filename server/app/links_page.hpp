#pragma once

// What a newcomer is told once the demonstration serves: the address of each page, with the tokens that it needs in the
// fragment, which browsers send to nobody.

#include "app/demonstration.hpp"
#include "dispatch/config.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace buduan::app {

struct links_page {
    std::string base;  // http://localhost:8080
    std::vector<dispatch::hall_config> const& halls;
    demonstration_tokens const& tokens;

    [[nodiscard]] std::string text() const;
    [[nodiscard]] boost::json::object json() const;
};

}  // namespace buduan::app
