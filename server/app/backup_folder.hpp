#pragma once

// A backup: a folder with copies of the journal, the identities, the sealed personal records and the server's key, and
// a manifest that is written last, so that half a backup is not taken for one. The keys of personal records are left
// out on purpose (requirements, section f): what was deleted stays deleted.

#include "app/data_folder.hpp"

#include <filesystem>
#include <string>

namespace buduan::app {

class backup_folder {
public:
    explicit backup_folder(std::filesystem::path where) : path_(std::move(where)) {}

    [[nodiscard]] std::filesystem::path journal() const { return path_ / "journal.db"; }
    [[nodiscard]] std::filesystem::path identity() const { return path_ / "identity.db"; }
    [[nodiscard]] std::filesystem::path personal() const { return path_ / "personal.db"; }

    // Makes the folder, which must not exist. Throws stop_program.
    void make() const;
    // After the copies are there.
    void complete(data_folder const& from) const;
    void remove() const;

    // Puts a complete backup into a data folder, whose present files move to before-restore-<n>/ inside it; the keys of
    // personal records stay in place. Throws stop_program and leaves the folder as it was.
    void restore(data_folder const& into, bool replace) const;

private:
    std::filesystem::path path_;
};

}  // namespace buduan::app
