#include "app/config.hpp"

#include <toml++/toml.h>

#include <optional>
#include <sstream>

namespace buduan::app {
namespace {

std::string place(path const& file, toml::source_region const& region) {
    return file.string() + ':' + std::to_string(region.begin.line);
}

setting const* setting_of(std::string_view section, std::string_view key) {
    for (auto const& setting : settings()) {
        if (setting.section == section && setting.key == key) return &setting;
    }
    return nullptr;
}

bool known_section(std::string_view section) {
    for (auto const& setting : settings()) {
        if (setting.section == section) return true;
    }
    return false;
}

std::string_view expected(value_kind kind) {
    switch (kind) {
        case value_kind::text: return "is a text in quotes";
        case value_kind::file: return "is a path in quotes";
        case value_kind::integer: return "is a whole number";
        case value_kind::number: return "is a number";
        case value_kind::flag: return "is true or false";
    }
    return "";
}

// The value as the text that the command line would carry; empty when it is of another kind. Paths in a file are
// relative to the file.
std::optional<std::string> text_of(toml::node const& node, value_kind kind, path const& file) {
    std::ostringstream text;
    if (kind == value_kind::text && node.is_string()) return node.as_string()->get();
    if (kind == value_kind::file && node.is_string()) {
        path const given = node.as_string()->get();
        return given.empty() || given.is_absolute() ? given.string() : (file.parent_path() / given).string();
    }
    if (kind == value_kind::flag && node.is_boolean()) return node.as_boolean()->get() ? "true" : "false";
    if ((kind == value_kind::integer || kind == value_kind::number) && node.is_integer()) {
        return std::to_string(node.as_integer()->get());
    }
    if (kind == value_kind::number && node.is_floating_point()) {
        text << node.as_floating_point()->get();
        return text.str();
    }
    return std::nullopt;
}

}  // namespace

std::pair<std::vector<file_value>, std::vector<fault>> read_config_file(path const& file) {
    std::vector<file_value> values;
    std::vector<fault> faults;
    toml::table root;
    try {
        root = toml::parse_file(file.string());
    } catch (toml::parse_error const& error) {
        faults.push_back({place(file, error.source()), std::string(error.description())});
        return {values, faults};
    }
    for (auto const& [section, node] : root) {
        auto const* table = node.as_table();
        if (table == nullptr || !known_section(section.str())) {
            faults.push_back({place(file, section.source()), "unknown section: " + std::string(section.str())});
            continue;
        }
        for (auto const& [key, value] : *table) {
            auto const name = std::string(section.str()) + '.' + std::string(key.str());
            auto const where = place(file, key.source());
            auto const* setting = setting_of(section.str(), key.str());
            if (setting == nullptr) {
                faults.push_back({where, "unknown key: " + name});
            } else if (auto text = text_of(value, setting->kind, file)) {
                values.push_back({name, where, setting->kind, std::move(*text)});
            } else {
                faults.push_back({where, name + ": " + std::string(expected(setting->kind))});
            }
        }
    }
    return {values, faults};
}

}  // namespace buduan::app
