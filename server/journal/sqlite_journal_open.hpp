#pragma once

// Opening the SQLite journal's file: settings, schema, the log of a process that was killed, the tails of all halls, and
// the witness.

#include "journal/sqlite_journal.hpp"
#include "journal/sqlite_journal_rows.hpp"
#include "journal/tail_witness.hpp"

#include <memory>

namespace buduan::journal {

struct opened_journal {
    std::unique_ptr<sqlite_database> database;
    std::unique_ptr<tail_witness> witness;
    std::uint64_t identity = 0;
    std::uint64_t last_commit = 0;
    hall_rows halls;
};

// Throws sqlite_error, damaged_journal, or std::runtime_error for a file of another program or a later version.
[[nodiscard]] opened_journal open_journal_file(sqlite_options const& options);

// Gives every hall an epoch that nobody can have seen, after records were lost or an older copy was restored. In the
// transaction of the caller.
void leap_epochs(journal_rows& rows, hall_rows& halls, std::uint64_t commit, std::string const& reason);

// Renames a finished file and syncs it and its folder. Throws std::system_error.
void place_durably(std::string const& unfinished, std::string const& path);

}  // namespace buduan::journal
