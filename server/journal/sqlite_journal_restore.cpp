#include "journal/sqlite_journal.hpp"
#include "journal/sqlite_journal_open.hpp"
#include "journal/sqlite_journal_schema.hpp"

#include <filesystem>
#include <stdexcept>

namespace buduan::journal {
namespace {

void remove_with_companions(std::string const& path) {
    for (char const* ending : {"", "-wal", "-journal", "-tail"}) {
        std::filesystem::remove(path + ending);
    }
}

void verify_whole(std::string const& path) {
    sqlite_options options;
    options.path = path;
    sqlite_journal copy(options);
    auto const found = copy.verify();
    if (!found.empty()) throw damaged_journal(found.front());
}

// A fork of the stream: a new file to its witness, new epochs to all who remember positions.
void mark_as_restored(std::string const& path) {
    sqlite_options options;
    options.path = path;
    opened_journal opened = open_journal_file(options);
    journal_rows rows(*opened.database);
    std::uint64_t identity = 0;
    sqlite3_randomness(sizeof identity, &identity);
    opened.database->run("BEGIN IMMEDIATE");
    rows.set_identity(identity >> 1);
    leap_epochs(rows, opened.halls, opened.last_commit + 1, "restored from a backup");
    opened.database->run("COMMIT");
    // Closing shall bring the log home, because only the database takes the new name.
    sqlite3_db_config(opened.database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
}

}  // namespace

void restore_sqlite_backup(std::string const& from, std::string const& to) {
    if (!std::filesystem::is_regular_file(from)) throw std::runtime_error("there is no backup at " + from);
    if (std::filesystem::exists(to)) throw std::runtime_error(to + " exists already");
    std::string const unfinished = to + ".part";
    remove_with_companions(unfinished);
    std::filesystem::copy_file(from, unfinished);
    try {
        verify_whole(unfinished);
        mark_as_restored(unfinished);
    } catch (sqlite_error const& failure) {
        remove_with_companions(unfinished);
        throw std::runtime_error(failure.what());
    } catch (...) {
        remove_with_companions(unfinished);
        throw;
    }
    // What a former journal of that name left beside it would be read as part of this one.
    remove_with_companions(to);
    std::filesystem::remove(unfinished + "-tail");
    place_durably(unfinished, to);
}

}  // namespace buduan::journal
