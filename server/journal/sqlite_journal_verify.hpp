#pragma once

#include "journal/sqlite_journal_rows.hpp"

namespace buduan::journal {

// Walks everything: the B-trees, every record of every chain, the index of commands and the snapshots. Reads a bounded
// number of records at a time. Throws sqlite_error when the disk fails; what is damaged comes back as the list.
[[nodiscard]] std::vector<damage> verify_journal(sqlite_database& database, journal_rows& rows, hall_rows const& halls);

}  // namespace buduan::journal
