#pragma once

// A dropping_disk as an SQLite VFS. Registered under a name of its own while the object lives.

#include "journal/dropping_disk.hpp"

#include <sqlite3.h>

namespace buduan::tests {

class dropping_vfs {
public:
    dropping_vfs(bool powersafe, std::uint64_t seed);
    ~dropping_vfs();
    dropping_vfs(dropping_vfs const&) = delete;
    dropping_vfs& operator=(dropping_vfs const&) = delete;

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] dropping_disk& disk() { return disk_; }
    [[nodiscard]] bool powersafe() const { return powersafe_; }
    // What SQLite takes for its salts: drawn from the seed, so that a run can be had again.
    [[nodiscard]] std::mt19937_64& chance() { return chance_; }

private:
    bool powersafe_;
    dropping_disk disk_;
    std::mt19937_64 chance_;
    std::string name_;
    sqlite3_vfs vfs_{};
};

}  // namespace buduan::tests
