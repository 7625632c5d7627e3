#pragma once

#include "journal/sqlite_journal_rows.hpp"

namespace buduan::journal {

// What is damaged comes back as a list; sqlite_error is thrown when the disk fails.

// SQLite's own check of all B-trees and pages. Takes as long as it takes.
[[nodiscard]] std::vector<damage> verify_pages(sqlite_database& database);

// Every record of every chain, the index of commands and the snapshots. `step`, if any, is called between pieces of some
// hundred records and may append; `halls` changes with it, and the walk goes on to the new tails.
[[nodiscard]] std::vector<damage> verify_streams(journal_rows& rows, hall_rows const& halls,
                                                 std::function<void()> const& step);

}  // namespace buduan::journal
