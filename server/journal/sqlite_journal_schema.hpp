#pragma once

// The tables of the SQLite journal, version 1, and the settings of its connection.
//
// Records of all halls lie in one B-tree; `place` = hall number * 2^40 + seq keeps each hall's stream together. Rows of
// `halls` hold the tail of each stream and the number of the last commit that touched it, sealed with a digest.
// `commands` finds duplicates; it is complete for the dedup window and pruned behind it. A snapshot lies in chunks.

#include "journal/sqlite_database.hpp"

#include <cstdint>

namespace buduan::journal {

inline constexpr std::int64_t journal_application_id = 0x42444a31;  // "BDJ1"
inline constexpr std::int64_t journal_schema_version = 1;

inline constexpr unsigned seq_bits = 40;
inline constexpr std::uint64_t halls_at_most = 1U << 16;

[[nodiscard]] constexpr std::uint64_t place_of(std::uint64_t hall_number, std::uint64_t seq) {
    return (hall_number << seq_bits) | seq;
}

// Takes the exclusive lock and sets everything but the tables; throws sqlite_error.
void configure_journal(sqlite_database& database, bool never_sync);

enum class schema_state : std::uint8_t { absent, current, foreign, later };

[[nodiscard]] schema_state schema_of(sqlite_database& database);

// In one transaction. `identity` names this file for its witness.
void create_journal_schema(sqlite_database& database, std::uint64_t identity);

}  // namespace buduan::journal
