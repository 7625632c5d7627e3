#pragma once

// The whole configuration of a server: typed, with its units and limits, read once at the start and handed out in
// parts. A value comes from, in order of precedence: the command line, the environment (BUDUAN_SECTION_KEY), the
// configuration file (TOML), the default below. docs: `buduan serve --help`.

#include "calendar/time.hpp"
#include "log/log.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace buduan::app {

using path = std::filesystem::path;

struct config {
    struct {
        path data = "/var/lib/buduan";  // layout: data_folder.hpp
        path halls;                     // folder with hall-*.json and matters.json
        path holidays;                  // folder with the notices of the years; default: `halls`/holidays
        path pages;                     // folder of the built pages
        std::string node = "local";     // name in the journal of who led a hall
    } server;
    struct {
        std::string address = "127.0.0.1";
        std::uint16_t port = 8080;  // 0 = any free one
        path port_file;             // the chosen port is written there
        path certificate;           // PEM, with its chain; with it the server speaks TLS
        path certificate_key;       // PEM
        std::string public_url;     // as browsers see it; default: made of address and port
        bool plain_beyond_loopback = false;
        std::uint32_t connections = 20'000;
        std::string printers;  // beside the kiosks: printer_list.hpp
    } http;
    struct {
        std::uint32_t ballast_mib = 64;
        bool accept_lost_tail = false;
        bool confirm_day = false;
    } journal;
    struct {
        std::uint32_t mailbox = 4'096;
        std::uint32_t seat_lease_s = 90;
    } halls;
    struct {
        std::uint32_t staff_session_h = 12;
        std::uint32_t failed_tries = 5;
        std::uint32_t locked_min = 15;
    } identity;
    struct {
        bool enabled = false;
        std::string day;              // 2026-11-24; default: today if it is a workday, else the next one
        std::string start = "11:30";  // of the hall's day
        double speed = 1;
        bool real_clock = false;
        bool people = true;
        std::uint32_t seed = 1;
    } demonstration;
    struct {
        log::level level = log::level::info;
    } log;
};

// Where a fault lies ("buduan.toml:12", "BUDUAN_HTTP_PORT", "--port") and what it is.
struct fault {
    std::string where;
    std::string what;
    friend bool operator==(fault const&, fault const&) = default;
};

enum class value_kind : std::uint8_t { text, file, integer, number, flag };

// One value of the configuration: the single place that names, reads, explains and prints it.
struct setting {
    std::string_view section;
    std::string_view key;
    std::string_view flag;  // on the command line, without dashes
    value_kind kind;
    std::string_view help;
    // Sets it from text; answers what is wrong with the text, or nothing.
    std::function<std::string(config&, std::string const&)> set;
    std::function<std::string(config const&)> show;

    [[nodiscard]] std::string environment_name() const;  // BUDUAN_HTTP_PORT
    [[nodiscard]] std::string name() const;              // http.port
};
[[nodiscard]] std::span<setting const> settings();

struct config_sources {
    std::map<std::string, std::string> flags;  // setting name -> text
    std::function<char const*(char const*)> environment;
    path file;  // empty = none
};

// What no source says is as in `start`. The configuration as far as it can be read, and all faults of all sources and of
// the whole, together.
[[nodiscard]] std::pair<config, std::vector<fault>> read_config(config_sources const& sources, config start = {});
// The same for whoever needs a sound one: the faults or the configuration.
[[nodiscard]] std::variant<config, std::vector<fault>> load_config(config_sources const& sources, config start = {});

// 2026-11-24; empty for anything that is no date of the calendar.
[[nodiscard]] std::optional<calendar::civil_day> parse_day(std::string_view text);

// What does not fit together, whatever the single values are. `where` names the setting's source.
[[nodiscard]] std::vector<fault> validate(config const& config, std::function<std::string(std::string_view)> where);

// One value of a file.
struct file_value {
    std::string name;   // section.key
    std::string where;  // file:line
    value_kind kind = value_kind::text;
    std::string text;
};
// Values and faults of a TOML file: syntax, unknown sections and keys, values of a wrong kind.
[[nodiscard]] std::pair<std::vector<file_value>, std::vector<fault>> read_config_file(path const& file);

}  // namespace buduan::app
