#include "journal/sqlite_journal_open.hpp"

#include "journal/sqlite_journal_schema.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace buduan::journal {
namespace {

constexpr std::size_t records_checked_at_the_tail = 64;
constexpr std::uint64_t epoch_leap = 1000;  // more starts than happen between two backups

std::uint64_t random_identity() {
    std::uint64_t drawn = 0;
    sqlite3_randomness(sizeof drawn, &drawn);
    return drawn >> 1;  // SQLite's integers are signed
}

void create(sqlite_options const& options, opened_journal& journal,
            std::optional<tail_witness::testimony> const& testimony) {
    if (testimony && !options.accept_lost_tail) {
        throw damaged_journal(
            {{},
             0,
             options.path + " is empty, but " + std::to_string(testimony->commit) + " commits were acknowledged"});
    }
    journal.witness->forget();
    create_journal_schema(*journal.database, random_identity());
}

// After a failed sync the kernel may keep showing what never reached the disk, and call it clean. What is dirty is
// synced, then the cache is dropped, so that what is read next is what a power cut would leave.
void believe_only_the_disk(std::string const& path) {
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;  // a first start; a real obstacle shows itself when SQLite opens it
    int const failed = ::fsync(file) != 0 ? errno : ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
    if (failed != 0 && failed != ENOSYS && failed != EINVAL) {
        throw sqlite_error(SQLITE_IOERR_FSYNC, "sync " + path, std::strerror(failed));
    }
}

// A log that a killed process left may hold commits that were never synced. Synced and written into the database they
// are as durable as our own, before anybody is shown them.
void write_through_the_log(sqlite_database& database) {
    int const code = sqlite3_wal_checkpoint_v2(database.handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    // On a full disk the log stays as it is; `claim` answers for that.
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_FULL) {
        throw sqlite_error(code, "write the log through", sqlite3_errmsg(database.handle()));
    }
}

void check_tail(journal_rows& rows, hall_row const& row) {
    if (rows.last_seq(row) != row.tail.seq) {
        throw damaged_journal(
            {row.name, rows.last_seq(row),
             "the stream does not end at record " + std::to_string(row.tail.seq) + ", as the hall remembers"});
    }
    std::uint64_t const checked = std::min<std::uint64_t>(row.tail.seq, records_checked_at_the_tail);
    static_cast<void>(rows.records(row, row.tail.seq - checked, records_checked_at_the_tail));
    if (rows.newest_epoch(row) != row.tail.epoch) {
        throw damaged_journal({row.name, row.tail.seq, "the hall's epoch is not the one claimed last"});
    }
}

// Whether the loss of acknowledged commits is to be accepted; throws when there is one and it is not.
bool lost_tail(sqlite_options const& options, opened_journal const& journal,
               std::optional<tail_witness::testimony> const& testimony) {
    if (!testimony || testimony->identity != journal.identity || testimony->commit <= journal.last_commit) {
        return false;
    }
    if (options.accept_lost_tail) return true;
    throw damaged_journal({{},
                           0,
                           options.path + " ends at commit " + std::to_string(journal.last_commit) + ", but commit " +
                               std::to_string(testimony->commit) + " was acknowledged: records at the end are lost"});
}

void accept_lost_tail(opened_journal& journal, journal_rows& rows, std::uint64_t commit) {
    journal.database->run("BEGIN IMMEDIATE");
    leap_epochs(rows, journal.halls, commit, "accepted the loss of the tail");
    journal.database->run("COMMIT");
    journal.last_commit = commit;
    static_cast<void>(journal.witness->write({journal.identity, commit}));
}

void sync_path(std::string const& path, int flags) {
    int const file = ::open(path.c_str(), flags | O_CLOEXEC);
    int const failed = file < 0 || ::fsync(file) != 0 ? errno : 0;
    if (file >= 0) ::close(file);
    if (failed != 0) throw std::system_error(failed, std::generic_category(), "sync " + path);
}

// SQLite syncs the folder with the first sync of a log that it has made itself. When the process that made it was killed
// before that, nobody ever would, and the whole log could vanish from the folder.
void sync_folder_of(std::string const& path, std::string const& vfs) {
    if (vfs.empty()) {
        sync_path(std::filesystem::absolute(path).parent_path().string(), O_RDONLY | O_DIRECTORY);
        return;
    }
    // A VFS can sync a folder only when it deletes a file there.
    std::string const passing = path + "-folder" + std::string(2, '\0');
    sqlite3_vfs* const disk = sqlite3_vfs_find(vfs.c_str());
    sqlite_database(passing.c_str(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs).run("PRAGMA user_version = 1");
    int const code = disk->xDelete(disk, passing.c_str(), 1);
    if (code != SQLITE_OK) throw sqlite_error(code, "sync the folder of " + path, sqlite3_errstr(code));
}

}  // namespace

opened_journal open_journal_file(sqlite_options const& options) {
    if (options.vfs.empty()) {
        believe_only_the_disk(options.path);
        believe_only_the_disk(options.path + "-wal");
    }
    opened_journal journal;
    journal.database =
        std::make_unique<sqlite_database>(options.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, options.vfs);
    configure_journal(*journal.database, options.never_sync_for_test);
    journal.witness = std::make_unique<tail_witness>(options.path + "-tail", options.vfs);
    auto const testimony = journal.witness->read();

    switch (schema_of(*journal.database)) {
        case schema_state::absent: create(options, journal, testimony); break;
        case schema_state::current: break;
        case schema_state::foreign: throw damaged_journal({{}, 0, options.path + " is no journal of this program"});
        case schema_state::later:
            throw std::runtime_error(options.path + " was written by a later version of this program");
    }

    journal_rows rows(*journal.database);
    journal.identity = rows.identity();
    journal.halls = rows.halls();
    for (auto const& [name, row] : journal.halls) {
        check_tail(rows, row);
        journal.last_commit = std::max(journal.last_commit, row.last_commit);
    }
    bool const tail_is_lost = lost_tail(options, journal, testimony);
    write_through_the_log(*journal.database);
    sync_folder_of(options.path, options.vfs);
    if (tail_is_lost) accept_lost_tail(journal, rows, testimony->commit + 1);
    return journal;
}

void leap_epochs(journal_rows& rows, hall_rows& halls, std::uint64_t commit, std::string const& reason) {
    for (auto& [name, row] : halls) {
        row.tail.epoch += epoch_leap;
        row.last_commit = commit;
        rows.update_hall(row);
        rows.add_epoch(row, reason);
    }
}

void place_durably(std::string const& unfinished, std::string const& path) {
    sync_path(unfinished, O_RDONLY);
    std::filesystem::rename(unfinished, path);
    auto const folder = std::filesystem::absolute(path).parent_path();
    sync_path(folder.string(), O_RDONLY | O_DIRECTORY);
}

}  // namespace buduan::journal
