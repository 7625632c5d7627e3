#pragma once

// The configuration files of a house: one matters.json ("matters/1") and a hall-<id>.json ("hall/1") a hall, in the
// JSON of proto/buduan/v1/hall.proto. Unknown members are faults, and all faults of a file are reported together. What
// a hall must fulfil as a whole is dispatch::validate's business; a file that parses need not be valid.

#include "dispatch/config.hpp"

#include <map>
#include <string_view>
#include <variant>
#include <vector>

namespace buduan::wire {

using config_faults = std::vector<dispatch::config_fault>;

// Every matter of the house; halls offer some of them by code.
struct matter_catalogue {
    std::map<dispatch::matter_id, dispatch::matter_config> matters;
    friend bool operator==(matter_catalogue const&, matter_catalogue const&) = default;
};

[[nodiscard]] std::variant<matter_catalogue, config_faults> parse_matters(std::string_view text);

// Codes that the catalogue does not know are faults.
[[nodiscard]] std::variant<dispatch::hall_config, config_faults> parse_hall(std::string_view text,
                                                                            matter_catalogue const& matters);

}  // namespace buduan::wire
