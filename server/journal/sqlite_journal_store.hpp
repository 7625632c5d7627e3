#pragma once

// What stands behind the SQLite journal's face: the open file, the halls' rows as committed and as the open transaction
// will leave them, the one place that commits, rolls back and poisons.

#include "journal/ballast.hpp"
#include "journal/sqlite_journal.hpp"
#include "journal/sqlite_journal_open.hpp"
#include "journal/sqlite_journal_rows.hpp"

#include <set>

namespace buduan::journal {

// The disk is full: nothing was written and a later try may succeed.
[[nodiscard]] bool is_disk_full(sqlite_error const& failure);
// Bytes in the file that no disk error explains: damage, not an outage.
[[nodiscard]] bool is_damage(sqlite_error const& failure);

class sqlite_journal::store {
public:
    // Throws as open_journal_file does.
    explicit store(sqlite_options wanted);
    // A sound journal ends as one file; a disk that has just failed is not touched again.
    ~store();
    store(store const&) = delete;
    store& operator=(store const&) = delete;

    [[nodiscard]] bool poisoned() const { return !trouble.empty(); }
    void poison(std::string const& why);

    void begin() { begin_.run(); }
    // Makes what `staged` holds true, on disk and then here.
    void commit();
    // Never fails loudly: SQLite may have rolled back already, and a failure here is one of a disk that failed before.
    void roll_back() noexcept;

    // The row as this transaction sees it; null for a hall that nobody has claimed.
    [[nodiscard]] hall_row const* find_row(hall_id hall) const;
    [[nodiscard]] tail_position tail(hall_id hall) const;
    // The seq of a command that still counts when the hall's newest record is of `newest`.
    [[nodiscard]] std::optional<std::uint64_t> recorded(hall_row const& in, command_id command, instant newest);
    // Why the request cannot be appended, as things stand; reads only.
    [[nodiscard]] std::optional<append_result> refusal(append_request const& request);

    // Inside a transaction, in a savepoint of its own. The hall's row after it lies in `staged`.
    append_result append_one(append_request const& request);

    // Runs what only reads, and tells damage from an outage. `near` is where the reading stood.
    template <class Reading>
    auto read(hall_id hall, std::uint64_t near, Reading&& reading) {
        if (opened.database->in_transaction()) {
            throw unavailable_journal(append_status::poisoned, "the journal is poisoned: " + trouble);
        }
        try {
            return reading();
        } catch (sqlite_error const& failure) {
            if (is_damage(failure)) throw damaged_journal({hall, near, failure.what()});
            poison(failure.what());
            throw unavailable_journal(append_status::poisoned, failure.what());
        }
    }

    // Writes the log into the database as far as it goes. Poisons when the disk fails; a full one is no harm.
    void checkpoint();
    // Prunes commands that left the window, some records of one hall. True when it did something.
    bool forget_some_commands();

    sqlite_options options;
    ballast reserve;
    opened_journal opened;
    journal_rows rows;
    hall_rows halls;                  // as committed
    hall_rows staged;                 // as the open transaction will leave them
    std::set<hall_id> contradictory;  // halls whose stored rows contradict each other: closed until the restart
    std::uint64_t last_commit = 0;
    std::uint32_t log_pages = 0;
    std::string trouble;

private:
    append_result write(append_request const& request);

    sqlite_statement begin_{*opened.database, "BEGIN IMMEDIATE"};
    sqlite_statement commit_{*opened.database, "COMMIT"};
    sqlite_statement savepoint_{*opened.database, "SAVEPOINT one_request"};
    sqlite_statement undo_{*opened.database, "ROLLBACK TO one_request"};
    sqlite_statement release_{*opened.database, "RELEASE one_request"};
};

}  // namespace buduan::journal
