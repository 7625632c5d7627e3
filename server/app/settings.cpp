#include "app/config.hpp"

#include <charconv>
#include <concepts>
#include <limits>
#include <sstream>

namespace buduan::app {
namespace {

std::string parse(std::string& into, std::string const& text) {
    into = text;
    return {};
}

std::string parse(path& into, std::string const& text) {
    if (text.find('\0') != std::string::npos) return "is no path";
    into = text;
    return {};
}

std::string parse(bool& into, std::string const& text) {
    if (text != "true" && text != "false") return "is true or false";
    into = text == "true";
    return {};
}

template <std::unsigned_integral Number>
std::string parse(Number& into, std::string const& text) {
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, into);
    if (error == std::errc() && stopped == end) return {};
    return "is a whole number from 0 to " + std::to_string(std::numeric_limits<Number>::max());
}

std::string parse(double& into, std::string const& text) {
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, into);
    return error == std::errc() && stopped == end ? "" : "is a number";
}

std::string parse(log::level& into, std::string const& text) {
    for (auto level : {log::level::debug, log::level::info, log::level::warning, log::level::error}) {
        if (text != log::to_string(level)) continue;
        into = level;
        return {};
    }
    return "is debug, info, warning or error";
}

std::string print(std::string const& value) {
    return value;
}
std::string print(path const& value) {
    return value.string();
}
std::string print(bool value) {
    return value ? "true" : "false";
}
std::string print(log::level value) {
    return std::string(log::to_string(value));
}
std::string print(double value) {
    std::ostringstream text;
    text << value;
    return text.str();
}
template <std::unsigned_integral Number>
std::string print(Number value) {
    return std::to_string(value);
}

template <class Value>
constexpr value_kind kind_of() {
    if constexpr (std::same_as<Value, bool>) {
        return value_kind::flag;
    } else if constexpr (std::same_as<Value, path>) {
        return value_kind::file;
    } else if constexpr (std::same_as<Value, double>) {
        return value_kind::number;
    } else if constexpr (std::unsigned_integral<Value>) {
        return value_kind::integer;
    } else {
        return value_kind::text;
    }
}

// `part` yields the reference to the value inside a configuration, const or not.
template <class Part>
setting make(std::string_view section, std::string_view key, std::string_view flag, Part part, std::string_view help) {
    using value = std::remove_cvref_t<decltype(part(std::declval<config&>()))>;
    return {section,
            key,
            flag,
            kind_of<value>(),
            help,
            [part](config& into, std::string const& text) { return parse(part(into), text); },
            [part](config const& from) { return print(part(from)); }};
}

std::vector<setting> make_all() {
    return {
        make(
            "server", "data", "data", [](auto& c) -> auto& { return c.server.data; },
            "Folder of the journal, identities and personal records"),
        make(
            "server", "halls", "halls", [](auto& c) -> auto& { return c.server.halls; },
            "Folder with hall-*.json and matters.json"),
        make(
            "server", "holidays", "holidays", [](auto& c) -> auto& { return c.server.holidays; },
            "Folder with the holiday notices; default: holidays/ beside the halls"),
        make(
            "server", "pages", "pages", [](auto& c) -> auto& { return c.server.pages; }, "Folder of the built pages"),
        make(
            "server", "node", "node", [](auto& c) -> auto& { return c.server.node; },
            "This server's name in the journal"),
        make(
            "http", "address", "address", [](auto& c) -> auto& { return c.http.address; }, "Address to listen on"),
        make(
            "http", "port", "port", [](auto& c) -> auto& { return c.http.port; },
            "Port to listen on; 0 = any free one"),
        make(
            "http", "port_file", "port-file", [](auto& c) -> auto& { return c.http.port_file; },
            "Write the chosen port to this file once the server listens"),
        make(
            "http", "certificate", "certificate", [](auto& c) -> auto& { return c.http.certificate; },
            "PEM certificate with its chain; with it the server speaks TLS"),
        make(
            "http", "certificate_key", "certificate-key", [](auto& c) -> auto& { return c.http.certificate_key; },
            "PEM key of the certificate"),
        make(
            "http", "public_url", "public-url", [](auto& c) -> auto& { return c.http.public_url; },
            "The server's address as browsers see it, such as https://hall.example"),
        make(
            "http", "plain_beyond_loopback", "plain-beyond-loopback",
            [](auto& c) -> auto& { return c.http.plain_beyond_loopback; },
            "Listen without TLS on other addresses too (behind a proxy that speaks TLS)"),
        make(
            "http", "connections", "connections", [](auto& c) -> auto& { return c.http.connections; },
            "Most connections at once"),
        make(
            "http", "printers", "printers", [](auto& c) -> auto& { return c.http.printers; },
            "Slip printers beside kiosks: hall/kiosk=host[:port][+gb18030][+silent], …"),
        make(
            "journal", "ballast_mib", "ballast-mib", [](auto& c) -> auto& { return c.journal.ballast_mib; },
            "Disk space held in reserve, so that waiting people are still served when the disk is full"),
        make(
            "journal", "accept_lost_tail", "accept-lost-tail",
            [](auto& c) -> auto& { return c.journal.accept_lost_tail; },
            "Open a journal whose last records were lost by the disk"),
        make(
            "journal", "confirm_day", "confirm-day", [](auto& c) -> auto& { return c.journal.confirm_day; },
            "Open the business day although the clock jumped since the last record"),
        make(
            "halls", "mailbox", "mailbox", [](auto& c) -> auto& { return c.halls.mailbox; },
            "Commands a hall lets wait; more are answered busy"),
        make(
            "halls", "seat_lease_s", "seat-lease-s", [](auto& c) -> auto& { return c.halls.seat_lease_s; },
            "Seconds of silence after which a seat is free again"),
        make(
            "identity", "staff_session_h", "staff-session-h",
            [](auto& c) -> auto& { return c.identity.staff_session_h; }, "Hours a sign-in of staff lasts"),
        make(
            "identity", "failed_tries", "failed-tries", [](auto& c) -> auto& { return c.identity.failed_tries; },
            "Failed sign-ins from one address that lock an account there"),
        make(
            "identity", "locked_min", "locked-min", [](auto& c) -> auto& { return c.identity.locked_min; },
            "Minutes it stays locked"),
        make(
            "demonstration", "enabled", "demonstration", [](auto& c) -> auto& { return c.demonstration.enabled; },
            "A clock of its own, accounts for everybody, a data folder of its own"),
        make(
            "demonstration", "day", "day", [](auto& c) -> auto& { return c.demonstration.day; },
            "Day the demonstration begins on; default: a workday, today or next"),
        make(
            "demonstration", "start", "start", [](auto& c) -> auto& { return c.demonstration.start; },
            "Time of that day"),
        make(
            "demonstration", "speed", "speed", [](auto& c) -> auto& { return c.demonstration.speed; },
            "How much faster than life the halls' clock runs"),
        make(
            "demonstration", "real_clock", "real", [](auto& c) -> auto& { return c.demonstration.real_clock; },
            "The machine's clock instead of one of its own"),
        make(
            "demonstration", "people", "people", [](auto& c) -> auto& { return c.demonstration.people; },
            "Simulated citizens and clerks"),
        make(
            "demonstration", "seed", "seed", [](auto& c) -> auto& { return c.demonstration.seed; },
            "Chance of the simulated people"),
        make(
            "log", "level", "log-level", [](auto& c) -> auto& { return c.log.level; },
            "Least level written: debug, info, warning, error"),
    };
}

}  // namespace

std::string setting::name() const {
    return std::string(section) + '.' + std::string(key);
}

std::string setting::environment_name() const {
    std::string text = "BUDUAN_" + std::string(section) + '_' + std::string(key);
    for (auto& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

std::span<setting const> settings() {
    static std::vector<setting> const all = make_all();
    return all;
}

}  // namespace buduan::app
