#pragma once

// The journal in one SQLite file: the embedded truth of a hall server.
//
// How it is set. WAL, synchronous=FULL, one connection in EXCLUSIVE locking mode (no second opener, no shared memory
// file), pages of 4096 bytes, no automatic checkpoints: they run in `quiet`, or after an append when the log has grown
// to `log_pages_at_most`, and so take a bounded time. One transaction an `append` call, one sync a transaction.
//
// How it fails. A full disk rolls back and answers no_space; a later try may succeed. Every other error of the disk
// poisons the journal until the process ends: after a failed sync nobody knows what is on disk, and asking again would
// be answered with a lie. Damage is noticed when it is read: by the hash chain, by digests of the small rows, by the
// witness file beside it (tail_witness.hpp), and thrown as damaged_journal.
//
// Opening costs no scan: the newest records of each hall are checked, the rest when read or by `verify`. Whatever a
// killed process left in the log is written through to the database first, because the log may hold what the old
// process never synced.
//
// Files: `path`, `path`-wal, `path`-tail (the witness), `path`-ballast. All calls from one thread.

#include "journal/journal.hpp"

#include <memory>

namespace buduan::journal {

struct sqlite_options {
    std::string path;
    std::string vfs;                           // SQLite VFS by name; empty = the default one
    std::uint64_t ballast_bytes = 0;           // 0 = no reserve (a VFS without real files needs 0)
    std::uint32_t log_pages_at_leisure = 256;  // `quiet` empties a log longer than this
    std::uint32_t log_pages_at_most = 8192;    // an append empties a log longer than this: 32 MiB
    // After acknowledged records were lost at the end (a disk that lies about syncs, a log cut short) the journal opens
    // only when told so; what is left is sound.
    bool accept_lost_tail = false;
    // synchronous=OFF, for the test that proves that the power-loss test bites. The configuration has no such switch.
    bool never_sync_for_test = false;
};

class sqlite_journal final : public journal {
public:
    // Opens or creates. Throws damaged_journal when the file is no sound journal, unavailable_journal when the disk is
    // full or fails, std::runtime_error when another process holds it, a later version wrote it or there is no access.
    explicit sqlite_journal(sqlite_options options);
    ~sqlite_journal() override;

    [[nodiscard]] tail_position claim(dispatch::hall_id hall, std::string const& node) override;
    [[nodiscard]] std::vector<append_result> append(std::span<append_request const> requests) override;
    [[nodiscard]] std::vector<stored_record> read(dispatch::hall_id hall, std::uint64_t after,
                                                  std::size_t limit) override;
    [[nodiscard]] tail_position tail(dispatch::hall_id hall) override;
    [[nodiscard]] std::optional<std::uint64_t> find(dispatch::hall_id hall, command_id command) override;
    void put_snapshot(dispatch::hall_id hall, stored_snapshot const& snapshot) override;
    // A snapshot that does not match its digest counts as none; `verify` names it.
    [[nodiscard]] std::optional<stored_snapshot> snapshot(dispatch::hall_id hall) override;
    [[nodiscard]] std::vector<dispatch::hall_id> halls() override;
    [[nodiscard]] std::vector<damage> verify_in_steps(std::function<void()> const& step) override;
    // `step` may append and read; what it appends is in the copy too. Throws std::runtime_error when the copy cannot be
    // written; the journal is none the worse.
    void backup(std::string const& path, std::function<void()> const& step) override;
    [[nodiscard]] std::string trouble() const override;
    bool quiet() override;
    std::uint64_t release_ballast() override;
    [[nodiscard]] bool restore_ballast() override;

private:
    class store;
    std::unique_ptr<store> store_;
};

// Makes a journal at `to` (which must not exist) from a backup. The copy is verified whole before it takes the name, and
// the epochs leap, so that positions given out after the backup was made are never mistaken for positions in the
// restored stream. Throws damaged_journal or std::runtime_error.
void restore_sqlite_backup(std::string const& from, std::string const& to);

}  // namespace buduan::journal
