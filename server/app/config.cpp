#include "app/config.hpp"

#include "app/printer_list.hpp"

#include <algorithm>
#include <set>

namespace buduan::app {
namespace {

bool loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address == "localhost";
}

bool time_of_day(std::string_view text) {
    auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    return text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4) && text < "24:00" &&
           text[3] < '6';
}

}  // namespace

std::optional<calendar::civil_day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const part = [text](std::size_t from, std::size_t length) {
        int value = 0;
        for (char c : text.substr(from, length))
            value = c < '0' || c > '9' ? -100'000 : value * 10 + (c - '0');
        return value;
    };
    if (part(0, 4) < 1 || part(5, 2) < 1 || part(8, 2) < 1) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{part(0, 4)},
                                           std::chrono::month{static_cast<unsigned>(part(5, 2))},
                                           std::chrono::day{static_cast<unsigned>(part(8, 2))}};
    if (!date.ok()) return std::nullopt;
    return calendar::civil_day{std::chrono::local_days{date}};
}

std::vector<fault> validate(config const& config, std::function<std::string(std::string_view)> where) {
    std::vector<fault> faults;
    auto const unless = [&](bool fine, std::string_view setting, std::string what) {
        if (!fine) faults.push_back({where(setting), std::string(setting) + ": " + std::move(what)});
    };
    auto const& http = config.http;
    unless(http.certificate.empty() == http.certificate_key.empty(),
           http.certificate.empty() ? "http.certificate_key" : "http.certificate",
           "a certificate and its key are given together");
    unless(loopback(http.address) || !http.certificate.empty() || http.plain_beyond_loopback, "http.address",
           "without a certificate the server listens on this machine only, unless http.plain_beyond_loopback is set");
    unless(http.public_url.empty() || http.public_url.starts_with("http://") || http.public_url.starts_with("https://"),
           "http.public_url", "begins with http:// or https://");
    unless(http.connections >= 16 && http.connections <= 1'000'000, "http.connections", "is 16 to 1000000");
    if (auto const printers = parse_printers(http.printers); auto const* wrong = std::get_if<std::string>(&printers)) {
        unless(false, "http.printers", *wrong);
    }
    unless(!config.server.data.empty() || config.demonstration.enabled, "server.data", "is needed");
    unless(!config.server.halls.empty() || !config.demonstration.enabled, "server.halls", "is needed");
    unless(!config.server.node.empty() && config.server.node.size() <= 64, "server.node", "is 1 to 64 characters long");
    unless(config.journal.ballast_mib <= 4'096, "journal.ballast_mib", "is at most 4096");
    unless(config.halls.mailbox >= 16 && config.halls.mailbox <= 65'536, "halls.mailbox", "is 16 to 65536");
    unless(config.halls.seat_lease_s >= 30 && config.halls.seat_lease_s <= 3'600, "halls.seat_lease_s",
           "is 30 to 3600");
    unless(config.identity.staff_session_h >= 1 && config.identity.staff_session_h <= 72, "identity.staff_session_h",
           "is 1 to 72");
    unless(config.identity.failed_tries >= 3 && config.identity.failed_tries <= 20, "identity.failed_tries",
           "is 3 to 20");
    unless(config.identity.locked_min >= 1 && config.identity.locked_min <= 1'440, "identity.locked_min",
           "is 1 to 1440");
    unless(config.demonstration.speed >= 0.1 && config.demonstration.speed <= 600, "demonstration.speed",
           "is 0.1 to 600");
    unless(config.demonstration.day.empty() || parse_day(config.demonstration.day), "demonstration.day",
           "is a date such as 2026-11-24");
    unless(time_of_day(config.demonstration.start), "demonstration.start", "is a time of day such as 11:30");
    return faults;
}

std::pair<config, std::vector<fault>> read_config(config_sources const& sources, config start) {
    config made = std::move(start);
    std::vector<fault> faults;
    std::map<std::string, std::string, std::less<>> origin;
    auto const take = [&](setting const& setting, std::string const& where, std::string const& text) {
        origin[setting.name()] = where;
        if (auto wrong = setting.set(made, text); !wrong.empty()) {
            faults.push_back({where, setting.name() + ": " + std::move(wrong)});
        }
    };

    std::map<std::string, file_value> of_file;
    if (!sources.file.empty()) {
        auto [values, found] = read_config_file(sources.file);
        faults = std::move(found);
        for (auto& value : values)
            of_file[value.name] = std::move(value);
    }
    for (auto const& setting : settings()) {
        auto const name = setting.name();
        auto const variable = setting.environment_name();
        auto const* environment = sources.environment ? sources.environment(variable.c_str()) : nullptr;
        if (auto const flag = sources.flags.find(name); flag != sources.flags.end()) {
            take(setting, "--" + std::string(setting.flag), flag->second);
        } else if (environment != nullptr) {
            take(setting, variable, environment);
        } else if (auto const value = of_file.find(name); value != of_file.end()) {
            take(setting, value->second.where, value->second.text);
        }
    }
    auto const where = [&](std::string_view name) {
        auto const found = origin.find(name);
        return found == origin.end() ? std::string("default") : found->second;
    };
    for (auto& fault : validate(made, where))
        faults.push_back(std::move(fault));
    return {std::move(made), std::move(faults)};
}

std::variant<config, std::vector<fault>> load_config(config_sources const& sources, config start) {
    auto [made, faults] = read_config(sources, std::move(start));
    if (!faults.empty()) return faults;
    return made;
}

}  // namespace buduan::app
