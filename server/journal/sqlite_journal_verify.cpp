#include "journal/sqlite_journal_verify.hpp"

#include "journal/chain.hpp"

namespace buduan::journal {
namespace {

void verify_pages(sqlite_database& database, std::vector<damage>& found) {
    sqlite_statement check(database, "PRAGMA integrity_check(100)");
    while (check.step()) {
        if (check.octets(0) != "ok") found.push_back({{}, 0, check.text(0)});
    }
}

// Goes on behind a bad record, so that one look names them all.
void verify_chain(journal_rows& rows, hall_row const& row, std::vector<damage>& found) {
    chain_hash previous{};
    std::uint64_t commands = 0;
    for (std::uint64_t seq = 1; seq <= row.tail.seq; ++seq) {
        try {
            auto const record = rows.record(row, seq);
            if (!record) {
                found.push_back({row.name, seq, "the record is missing"});
                continue;
            }
            if (record->hash != chained(previous, row.name, *record)) {
                found.push_back({row.name, seq, "the record does not match the hash chain"});
            }
            previous = record->hash;

            auto const indexed = rows.seq_of(row, record->command);
            if (indexed == seq) {
                ++commands;
            } else if (within_dedup_window(record->at, row.newest)) {
                found.push_back({row.name, seq, "the index of commands does not know the record"});
            }
        } catch (damaged_journal const& bad) {
            found.push_back(bad.where());
        } catch (sqlite_error const& failure) {
            if (failure.code() != SQLITE_CORRUPT) throw;
            found.push_back({row.name, seq, failure.what()});
        }
    }
    if (previous != row.tail.hash) {
        found.push_back({row.name, row.tail.seq, "the last record is not the one the hall remembers"});
    }
    if (rows.last_seq(row) != row.tail.seq) {
        found.push_back({row.name, rows.last_seq(row), "there are records behind the tail"});
    }
    if (rows.count_commands(row) != commands) {
        found.push_back({row.name, row.tail.seq, "the index of commands names records that do not exist"});
    }
}

}  // namespace

std::vector<damage> verify_journal(sqlite_database& database, journal_rows& rows, hall_rows const& halls) {
    std::vector<damage> found;
    verify_pages(database, found);
    for (auto const& [name, row] : halls) {
        verify_chain(rows, row, found);
        auto const snapshot = rows.snapshot(row);
        if (!snapshot) continue;
        auto const record = rows.record(row, snapshot->snapshot.seq);
        bool const follows = snapshot->snapshot.seq == 0 || (record && record->hash == snapshot->snapshot.hash);
        if (!snapshot->sound || !follows) {
            found.push_back({name, snapshot->snapshot.seq, "the snapshot does not match its seal"});
        }
    }
    return found;
}

}  // namespace buduan::journal
