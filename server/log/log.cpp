#include "log/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace buduan::log {
namespace {

constexpr std::size_t id_limit = 64;
constexpr std::size_t text_limit = 400;
constexpr std::chrono::hours civil_offset{8};  // Asia/Shanghai, without summer time

std::string_view name_of(key key) {
    switch (key) {
        case key::hall: return "hall";
        case key::actor: return "actor";
        case key::command: return "command";
        case key::window: return "window";
        case key::ticket: return "ticket";
        case key::account: return "account";
        case key::peer: return "peer";
        case key::epoch: return "epoch";
        case key::seq: return "seq";
        case key::code: return "code";
        case key::count: return "count";
        case key::ms: return "ms";
        case key::bytes: return "bytes";
        case key::port: return "port";
        case key::path: return "path";
        case key::what: return "what";
        case key::build: return "build";
    }
    return "?";
}

bool id_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.:/-").find(c) != std::string_view::npos;
}

std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (char c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') json += '\\';
        json += byte < 0x20 || byte == 0x7f ? ' ' : c;
    }
    return json + '"';
}

// The text cut to the limit at the border of a UTF-8 character.
std::string_view cut(std::string_view text) {
    if (text.size() <= text_limit) return text;
    auto end = text_limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

std::string rfc3339(std::chrono::sys_time<std::chrono::milliseconds> at) {
    auto const civil = at + civil_offset;
    auto const day = std::chrono::floor<std::chrono::days>(civil);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const time(civil - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d+08:00", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text.data();
}

}  // namespace

std::string_view to_string(level level) {
    switch (level) {
        case level::debug: return "debug";
        case level::info: return "info";
        case level::warning: return "warning";
        case level::error: return "error";
    }
    return "?";
}

field field::id(log::key key, std::string_view text) {
    bool const fine = text.size() <= id_limit && std::all_of(text.begin(), text.end(), id_character);
    return {key, fine ? quoted(text) : "\"?\""};
}

field field::number(log::key key, std::int64_t value) {
    return {key, std::to_string(value)};
}

field field::number(log::key key, std::uint64_t value) {
    return {key, std::to_string(value)};
}

field field::word(log::key key, literal text) {
    return {key, quoted(text.view())};
}

field field::text(log::key key, std::string_view text) {
    return {key, key == key::path || key == key::what ? quoted(cut(text)) : "\"?\""};
}

field field::peer(std::string_view address) {
    constexpr std::string_view allowed = "0123456789abcdefABCDEF.:";
    if (address.empty() || address.find_first_not_of(allowed) != std::string_view::npos) return {key::peer, "\"?\""};
    auto const four = address.rfind('.');
    if (address.find(':') == std::string_view::npos && four != std::string_view::npos) {
        return {key::peer, quoted(std::string(address.substr(0, four)) + ".*")};
    }
    auto const six = address.find(':', address.find(':') + 1);
    return {key::peer, quoted(six == std::string_view::npos ? "?" : std::string(address.substr(0, six)) + ":*")};
}

std::string line_of(std::chrono::sys_time<std::chrono::milliseconds> at, level level, literal event,
                    std::span<field const> fields) {
    std::string line = "{\"at\":\"" + rfc3339(at) + "\",\"level\":\"";
    line += to_string(level);
    line += "\",\"event\":";
    line += quoted(event.view());
    for (auto const& field : fields) {
        line += ",\"";
        line += name_of(field.key());
        line += "\":";
        line += field.json();
    }
    return line + '}';
}

logger::logger(clock now, sink out, level least) : now_(std::move(now)), out_(std::move(out)), least_(least) {}

void logger::write(level level, literal event, std::initializer_list<field> fields) const {
    if (level < least_) return;
    out_(level, line_of(now_(), level, event, {fields.begin(), fields.size()}));
}

logger::sink to_stderr() {
    auto const sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto const out = std::make_shared<spdlog::logger>("buduan", sink);
    out->set_pattern("%v");
    out->set_level(spdlog::level::trace);
    out->flush_on(spdlog::level::trace);
    return [out](level level, std::string const& line) {
        switch (level) {
            case level::debug: out->debug("{}", line); break;
            case level::info: out->info("{}", line); break;
            case level::warning: out->warn("{}", line); break;
            case level::error: out->error("{}", line); break;
        }
    };
}

}  // namespace buduan::log
