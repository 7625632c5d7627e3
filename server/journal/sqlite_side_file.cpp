#include "journal/sqlite_side_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace buduan::journal {
namespace {

// Made here and not by SQLite, so that nobody else can read it even for a moment.
void make_private(std::string const& path, int flags) {
    int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | flags, S_IRUSR | S_IWUSR);
    if (file < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
    ::close(file);
}

void prepare(sqlite_database& database, side_file const& file) {
    database.run(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;"
        "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;");
    transaction once(database);  // also takes the exclusive lock for good
    auto const id = std::stoll(database.ask("PRAGMA application_id"));
    auto const version = std::stoll(database.ask("PRAGMA user_version"));
    bool const fresh = id == 0 && version == 0 && database.ask("SELECT count(*) FROM sqlite_schema") == "0";
    if (fresh) {
        database.run(file.schema);
        database.run(("PRAGMA application_id = " + std::to_string(file.application_id)).c_str());
        database.run("PRAGMA user_version = 1");
    } else if (id != file.application_id) {
        throw std::runtime_error(file.path + " is no " + file.kind);
    } else if (version != 1) {
        throw std::runtime_error(file.path + " was written by a later version of this program");
    }
    once.commit();
}

}  // namespace

transaction::~transaction() {
    if (!in_.in_transaction()) return;
    sqlite3_exec(in_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

sqlite_database open_side_file(side_file const& file) {
    make_private(file.path, 0);
    try {
        sqlite_database database(file.path, SQLITE_OPEN_READWRITE, "");
        prepare(database, file);
        return database;
    } catch (sqlite_error const& failure) {
        if (failure.code() == SQLITE_BUSY) throw std::runtime_error(file.path + " is in use by another process");
        throw std::runtime_error(file.path + ": " + failure.what());
    }
}

void copy_side_file(sqlite_database& from, std::string const& path) {
    make_private(path, O_EXCL);
    sqlite_statement copy(from, "VACUUM INTO ?1");
    copy.with(std::string_view(path)).run();
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    bool const durable = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!durable) throw std::runtime_error(path + ": " + std::strerror(errno));
}

}  // namespace buduan::journal
