#pragma once

// What the operator reads: one JSON object a line on stderr, one line a state change or refusal, none a frame.
//
// No personal data can get in, by type: a line is an event id, known at compile time, and fields from the list below,
// each of which can only be made from a checked id, a number, a fixed word or a text that a back end wrote. There is no
// way to log free text that came from outside.
//
//   {"at":"2026-11-24T11:30:00.123+08:00","level":"info","event":"hall.ready","hall":"shanting","seq":812}

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace buduan::log {

enum class level : std::uint8_t { debug, info, warning, error };

[[nodiscard]] std::string_view to_string(level level);

// A name in the source, such as "hall.ready"; nothing that was read or computed can become one.
class literal {
public:
    consteval literal(char const* text) : text_(text) {}  // NOLINT: literals convert
    [[nodiscard]] constexpr std::string_view view() const { return text_; }

private:
    std::string_view text_;
};

// The fields there are. A new one is added here, after thinking of whose data it could hold.
enum class key : std::uint8_t {
    hall,
    actor,    // staff or device id
    command,  // 32 hex digits
    window,
    ticket,   // number of the stream, not of a person
    account,  // of staff
    peer,     // an address of a connection, cut to its network
    epoch,
    seq,
    code,  // of a refusal, an error or a signal
    count,
    ms,
    bytes,
    port,
    path,  // of a file of this server
    what,  // why something failed, in the words of SQLite, OpenSSL or the operating system
    build,
};

// One field. Ids are checked as they enter: what is longer than 64 bytes or has other characters than
// [A-Za-z0-9_.:/-] is replaced by "?".
class field {
public:
    static field id(key key, std::string_view text);
    static field number(key key, std::int64_t value);
    static field number(key key, std::uint64_t value);
    static field word(key key, literal text);
    // For `path` and `what` only, else "?": the file's name as configured, an error text of the system. At most 400
    // bytes; control characters become blanks.
    static field text(key key, std::string_view text);
    // The network of an address, not the machine: 10.0.0.7 becomes "10.0.0.*", 2001:db8::1 becomes "2001:db8:*".
    static field peer(std::string_view address);

    [[nodiscard]] log::key key() const { return key_; }
    [[nodiscard]] std::string const& json() const { return json_; }  // the value, encoded

private:
    field(log::key key, std::string json) : key_(key), json_(std::move(json)) {}

    log::key key_;
    std::string json_;
};

// The line as it is written, without the line's end. RFC 3339 time as the halls' wall clocks show it.
[[nodiscard]] std::string line_of(std::chrono::sys_time<std::chrono::milliseconds> at, level level, literal event,
                                  std::span<field const> fields);

// Passed to whoever logs. Any thread may write.
class logger {
public:
    using clock = std::function<std::chrono::sys_time<std::chrono::milliseconds>()>;
    using sink = std::function<void(level, std::string const& line)>;

    // Lines below `least` are dropped.
    logger(clock now, sink out, level least = level::info);

    void write(level level, literal event, std::initializer_list<field> fields = {}) const;
    void info(literal event, std::initializer_list<field> fields = {}) const { write(level::info, event, fields); }
    void warning(literal event, std::initializer_list<field> fields = {}) const {
        write(level::warning, event, fields);
    }
    void error(literal event, std::initializer_list<field> fields = {}) const { write(level::error, event, fields); }

private:
    clock now_;
    sink out_;
    level least_;
};

// Stderr through spdlog, one write a line, whole lines from any thread.
[[nodiscard]] logger::sink to_stderr();

}  // namespace buduan::log
