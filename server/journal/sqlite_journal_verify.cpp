#include "journal/sqlite_journal_verify.hpp"

#include "journal/chain.hpp"

namespace buduan::journal {
namespace {

constexpr std::uint64_t records_a_step = 256;

// Runs a piece of the verification; what SQLite calls corrupt becomes one more finding.
template <class Piece>
void look(hall_id hall, std::uint64_t seq, std::vector<damage>& found, Piece&& piece) {
    try {
        piece();
    } catch (damaged_journal const& bad) {
        found.push_back(bad.where());
    } catch (sqlite_error const& failure) {
        if (failure.code() != SQLITE_CORRUPT) throw;
        found.push_back({hall, seq, failure.what()});
    }
}

void verify_record(journal_rows& rows, hall_row const& row, std::uint64_t seq, chain_hash& previous,
                   std::uint64_t& commands, std::vector<damage>& found) {
    auto const record = rows.record(row, seq);
    if (!record) {
        found.push_back({row.name, seq, "the record is missing"});
        return;
    }
    if (record->hash != chained(previous, row.name, *record)) {
        found.push_back({row.name, seq, "the record does not match the hash chain"});
    }
    previous = record->hash;
    if (rows.seq_of(row, record->command) == seq) {
        ++commands;
    } else if (within_dedup_window(record->at, row.newest)) {
        found.push_back({row.name, seq, "the index of commands does not know the record"});
    }
}

// Goes on behind a bad record, so that one look names them all.
void verify_chain(journal_rows& rows, hall_row const& row, std::function<void()> const& step,
                  std::vector<damage>& found) {
    chain_hash previous{};
    std::uint64_t commands = 0;
    for (std::uint64_t seq = 1; seq <= row.tail.seq; ++seq) {
        look(row.name, seq, found, [&] { verify_record(rows, row, seq, previous, commands, found); });
        if (step && seq % records_a_step == 0) step();
    }
    if (previous != row.tail.hash) {
        found.push_back({row.name, row.tail.seq, "the last record is not the one the hall remembers"});
    }
    if (rows.last_seq(row) != row.tail.seq) {
        found.push_back({row.name, rows.last_seq(row), "there are records behind the tail"});
    }
    // Not fewer: a command that left the window may have been used again since it was counted.
    if (rows.count_commands(row) > commands) {
        found.push_back({row.name, row.tail.seq, "the index of commands names records that do not exist"});
    }
}

void verify_snapshot(journal_rows& rows, hall_row const& row, std::vector<damage>& found) {
    auto const snapshot = rows.snapshot(row);
    if (!snapshot) return;
    std::uint64_t const seq = snapshot->snapshot.seq;
    auto const record = rows.record(row, seq);
    bool const follows = seq == 0 || (record && record->hash == snapshot->snapshot.hash);
    if (!snapshot->sound || !follows) found.push_back({row.name, seq, "the snapshot does not match its seal"});
}

}  // namespace

std::vector<damage> verify_pages(sqlite_database& database) {
    std::vector<damage> found;
    look({}, 0, found, [&] {
        sqlite_statement check(database, "PRAGMA integrity_check(100)");
        while (check.step()) {
            if (check.octets(0) != "ok") found.push_back({{}, 0, check.text(0)});
        }
    });
    return found;
}

std::vector<damage> verify_streams(journal_rows& rows, hall_rows const& halls, std::function<void()> const& step) {
    std::vector<damage> found;
    for (auto const& [name, row] : halls) {
        look(name, row.tail.seq, found, [&, &held = row] { verify_chain(rows, held, step, found); });
        look(name, 0, found, [&, &held = row] { verify_snapshot(rows, held, found); });
    }
    return found;
}

}  // namespace buduan::journal
