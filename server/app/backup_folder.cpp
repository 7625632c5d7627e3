#include "app/backup_folder.hpp"

#include "journal/sqlite_journal.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sys/stat.h>
#include <vector>

namespace buduan::app {
namespace {

namespace fs = std::filesystem;

constexpr char manifest[] = "BACKUP";
constexpr char manifest_line[] = "buduan backup 1";

// What a restored journal, and only that, replaces. Sessions die with identity.db, so everybody signs in again.
constexpr char const* replaced[] = {"journal.db",         "journal.db-wal", "journal.db-shm", "journal.db-tail",
                                    "journal.db-ballast", "identity.db",    "personal.db",    "server.key"};

void copy_private(fs::path const& from, fs::path const& to) {
    std::ifstream in(from, std::ios::binary);
    std::string const content(std::istreambuf_iterator<char>(in), {});
    if (!in) throw stop_program(exit_code::io_error, "cannot read " + from.string());
    write_private(to, content);
}

fs::path free_name(fs::path const& folder) {
    for (int i = 1;; ++i) {
        auto name = folder / ("before-restore-" + std::to_string(i));
        if (!fs::exists(name)) return name;
    }
}

}  // namespace

void backup_folder::make() const {
    if (::mkdir(path_.c_str(), S_IRWXU) == 0) return;
    throw stop_program(errno == EEXIST ? exit_code::usage : exit_code::io_error,
                       path_.string() + ": " + std::strerror(errno));
}

void backup_folder::complete(data_folder const& from) const {
    copy_private(from.server_key_file(), path_ / "server.key");
    write_private(path_ / manifest, std::string(manifest_line) + '\n');
}

void backup_folder::remove() const {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void backup_folder::restore(data_folder const& into, bool replace) const {
    std::ifstream in(path_ / manifest);
    std::string line;
    if (!std::getline(in, line)) {
        throw stop_program(exit_code::no_input, path_.string() + " is no complete backup: its manifest is missing");
    }
    if (line != manifest_line) throw stop_program(exit_code::data_error, path_.string() + " is no backup I can read");
    if (!replace && fs::exists(into.journal())) {
        throw stop_program(exit_code::usage, into.path().string() + " holds a journal; --replace sets it aside");
    }
    // Made whole under other names first: nothing of the old is touched before all of the new lies there.
    auto const fresh = into.path() / "restoring";
    fs::remove_all(fresh);
    backup_folder(fresh).make();
    try {
        journal::restore_sqlite_backup(journal().string(), (fresh / "journal.db").string());
        copy_private(identity(), fresh / "identity.db");
        copy_private(personal(), fresh / "personal.db");
        copy_private(path_ / "server.key", fresh / "server.key");
    } catch (journal::damaged_journal const& damaged) {
        fs::remove_all(fresh);
        throw stop_program(exit_code::data_error, damaged.what());
    } catch (...) {
        fs::remove_all(fresh);
        throw;
    }
    auto const aside = free_name(into.path());
    into.mark_restored();
    for (auto const* name : replaced) {
        if (!fs::exists(into.path() / name)) continue;
        fs::create_directory(aside);
        fs::rename(into.path() / name, aside / name);
    }
    std::vector<fs::path> made;
    for (auto const& entry : fs::directory_iterator(fresh))
        made.push_back(entry.path());
    for (auto const& file : made)
        fs::rename(file, into.path() / file.filename());
    fs::remove(fresh);
}

}  // namespace buduan::app
