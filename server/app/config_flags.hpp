#pragma once

// The configuration on a command line: one flag a setting, of which the last counts, and --config for the file.

#include "app/config.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace buduan::app {

class config_flags {
public:
    // All settings, or only those of the sections and names listed ("server.data").
    static std::shared_ptr<config_flags> add_all(CLI::App& command);
    static std::shared_ptr<config_flags> add(CLI::App& command, std::initializer_list<std::string_view> names);

    // Without a configuration file a command that `may_demonstrate` gets the demonstration's defaults: the sample halls
    // and a data folder that is thrown away (an empty path). Prints every fault and throws stop_program.
    [[nodiscard]] config resolve(bool may_demonstrate) const;
    // The same without throwing: as far as it can be read, with its faults.
    [[nodiscard]] std::pair<config, std::vector<fault>> read(bool may_demonstrate) const;

private:
    void add_flag(CLI::App& command, setting const& setting);

    config_sources sources_;
    std::string file_;
};

// Where and what, a fault a line.
[[nodiscard]] std::string lines_of(std::vector<fault> const& faults);

// The sample halls and the built pages: beside an installed program, or in the source tree it was built from.
[[nodiscard]] path sample_halls();
[[nodiscard]] path built_pages();

}  // namespace buduan::app
