#pragma once

// The files of a holiday folder, in the JSON of proto/buduan/v1/hall.proto. Every file says by its `schema` what it
// is: the notice of a year ("holidays/1"), the Spring Festivals ("spring-festivals/1") or the national days themselves
// ("statutory-days/1"), so a folder may be cut into files as its keeper likes.

#include "calendar/notice.hpp"
#include "wire/hall_file.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace buduan::wire {

using spring_festivals = std::vector<calendar::lunar_new_year>;

// The days of the national holiday regulation, without the rest days moved next to them (for leave ledgers).
struct statutory_days {
    std::vector<calendar::civil_day> days;
    friend bool operator==(statutory_days const&, statutory_days const&) = default;
};

using holiday_file = std::variant<calendar::notice, spring_festivals, statutory_days>;

// A notice's days come in ascending order, each once; a day named twice is a fault.
[[nodiscard]] std::variant<holiday_file, config_faults> parse_holidays(std::string_view text);

}  // namespace buduan::wire
