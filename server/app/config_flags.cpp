#include "app/config_flags.hpp"

#include "app/data_folder.hpp"

#include <algorithm>
#include <cstdlib>

namespace buduan::app {
namespace {

// <prefix>/bin/buduan has its files in <prefix>/share/buduan.
path shared(char const* installed, char const* in_source) {
    std::error_code ignored;
    auto const program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    auto const beside = program.parent_path().parent_path() / "share" / "buduan" / installed;
    return std::filesystem::is_directory(beside, ignored) ? beside : path(BUDUAN_SOURCE_DIR) / in_source;
}

}  // namespace

std::string lines_of(std::vector<fault> const& faults) {
    std::string all;
    for (auto const& [where, what] : faults)
        all += (all.empty() ? "" : "\n") + where + ": " + what;
    return all;
}

path sample_halls() {
    return shared("sample", "tools/sample");
}

path built_pages() {
    return shared("pages", "signage/dist");
}

std::shared_ptr<config_flags> config_flags::add_all(CLI::App& command) {
    auto made = std::make_shared<config_flags>();
    command.add_option("--config", made->file_, "Configuration file (TOML); without one: a demonstration")
        ->envname("BUDUAN_CONFIG");
    for (auto const& setting : settings())
        made->add_flag(command, setting);
    return made;
}

std::shared_ptr<config_flags> config_flags::add(CLI::App& command, std::initializer_list<std::string_view> names) {
    auto made = std::make_shared<config_flags>();
    command.add_option("--config", made->file_, "Configuration file (TOML)")->envname("BUDUAN_CONFIG");
    for (auto const& setting : settings()) {
        if (std::find(names.begin(), names.end(), setting.name()) != names.end()) made->add_flag(command, setting);
    }
    return made;
}

void config_flags::add_flag(CLI::App& command, setting const& setting) {
    auto const name = setting.name();
    auto const flag = "--" + std::string(setting.flag);
    auto const help = std::string(setting.help) + " [" + setting.show(config{}) + ']';
    if (setting.kind == value_kind::flag) {
        command
            .add_flag_function(
                flag + ",!--no-" + std::string(setting.flag),
                [this, name](std::int64_t count) { sources_.flags[name] = count > 0 ? "true" : "false"; }, help)
            ->take_last();
    } else {
        command
            .add_option_function<std::string>(
                flag, [this, name](std::string const& text) { sources_.flags[name] = text; }, help)
            ->take_last();
    }
}

std::pair<config, std::vector<fault>> config_flags::read(bool may_demonstrate) const {
    auto sources = sources_;
    sources.environment = [](char const* name) -> char const* { return std::getenv(name); };
    sources.file = file_;
    config start;
    start.server.pages = built_pages();
    if (may_demonstrate && file_.empty()) {
        start.demonstration.enabled = true;
        start.server.halls = sample_halls();
        start.server.data.clear();
    }
    return read_config(sources, std::move(start));
}

config config_flags::resolve(bool may_demonstrate) const {
    auto [made, faults] = read(may_demonstrate);
    if (!faults.empty()) throw stop_program(exit_code::config, lines_of(faults));
    return made;
}

}  // namespace buduan::app
