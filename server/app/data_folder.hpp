#pragma once

// The folder that holds everything a server knows, and the lock on it: one process at a time.
//
//   journal.db (-wal -tail -ballast)  the halls' streams: the truth
//   identity.db                       accounts, devices, sessions
//   personal.db                       sealed personal records, list of deletions
//   personal.keys                     the keys that open them; belongs to no backup
//   server.key                        256 random bits in hex: makes the links of tickets
//   admin.sock                        where `buduan backup | verify | user …` find the running server
//   lock                              held while a process uses the folder; names its process id
//   first-admin.txt                   the first administrator's password, until somebody reads and removes it
//   demonstration                     present: this folder was made by a demonstration and serves nothing else
//   restored                          present: made from a backup; the next start continues numbers behind a gap
//
// The folder and all in it belong to one user (0700).

#include "app/exit_code.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace buduan::app {

// Why the program cannot go on, for the operator, and the exit code that says so to scripts.
class stop_program : public std::runtime_error {
public:
    stop_program(exit_code code, std::string const& why) : std::runtime_error(why), code_(code) {}
    [[nodiscard]] exit_code code() const { return code_; }

private:
    exit_code code_;
};

class data_folder {
public:
    enum class purpose : std::uint8_t {
        serve,        // made when it is not there
        demonstrate,  // likewise, and marked
        maintain,     // must be there
    };

    // Takes the lock. Throws stop_program: in use, no access, of another kind, not there.
    data_folder(std::filesystem::path where, purpose wanted);
    // A folder in the system's temporary place that is removed with this object. Those that killed processes left are
    // removed first.
    [[nodiscard]] static data_folder throw_away();
    ~data_folder();
    data_folder(data_folder&& other) noexcept;
    data_folder(data_folder const&) = delete;
    data_folder& operator=(data_folder const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::filesystem::path journal() const { return path_ / "journal.db"; }
    [[nodiscard]] std::filesystem::path identity() const { return path_ / "identity.db"; }
    [[nodiscard]] std::filesystem::path personal() const { return path_ / "personal.db"; }
    [[nodiscard]] std::filesystem::path personal_keys() const { return path_ / "personal.keys"; }
    [[nodiscard]] std::filesystem::path server_key_file() const { return path_ / "server.key"; }
    [[nodiscard]] std::filesystem::path first_admin() const { return path_ / "first-admin.txt"; }
    [[nodiscard]] static std::filesystem::path admin_socket(std::filesystem::path const& data);

    // Drawn on the first call, read afterwards.
    [[nodiscard]] std::array<std::uint8_t, 32> server_key() const;

    [[nodiscard]] bool restored() const;
    void mark_restored() const;
    void forget_restored() const;

private:
    std::filesystem::path path_;
    int lock_ = -1;
    bool throw_away_ = false;
};

// A small private file written whole or not at all, synced. Throws stop_program.
void write_private(std::filesystem::path const& file, std::string const& content);

}  // namespace buduan::app
