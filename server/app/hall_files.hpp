#pragma once

// What the operator wrote about the halls: matters, halls and holidays, read and validated whole. Every fault of every
// file is named with its file and place.

#include "app/config.hpp"
#include "calendar/day_table.hpp"
#include "dispatch/config.hpp"
#include "halls/loop_options.hpp"

#include <memory>
#include <variant>
#include <vector>

namespace buduan::app {

struct hall_files {
    std::vector<dispatch::hall_config> halls;  // district first, then by id
    std::shared_ptr<calendar::day_table const> days;
};

// `halls` holds matters.json and a hall-<id>.json each; `holidays` the notices and Spring Festivals.
[[nodiscard]] std::variant<hall_files, std::vector<fault>> read_hall_files(path const& halls, path const& holidays);

// Where the configuration says the holidays lie.
[[nodiscard]] path holiday_folder(config const& of);

// What holds at a moment by these days.
[[nodiscard]] halls::phase_lookup phase_lookup_of(hall_files const& files);

// Not faults, but what an operator should know: years whose notice is not out although it should be.
[[nodiscard]] std::vector<std::string> notes_on(hall_files const& files, calendar::civil_day today);

}  // namespace buduan::app
