#pragma once

// What the small SQLite files beside the journal have in common: how they are opened, kept from other processes and
// other users, told apart by application id, and copied.

#include "journal/sqlite_database.hpp"

#include <string>

namespace buduan::journal {

struct side_file {
    std::string path;
    char const* kind;             // for people: "identity file"
    std::int64_t application_id;  // in the file's header
    char const* schema;           // creates version 1
};

// Opens or creates it, synced on every commit, freed content overwritten with zeros, a rollback journal that is cut to
// nothing after each commit (no old content lingers in a log). Throws std::runtime_error with a text for the operator.
[[nodiscard]] sqlite_database open_side_file(side_file const& file);

// A consistent, compact copy in a new file, readable by its owner only. Throws sqlite_error or std::runtime_error.
void copy_side_file(sqlite_database& from, std::string const& path);

// Begins a transaction and rolls it back at the end of the scope unless it was committed.
class transaction {
public:
    explicit transaction(sqlite_database& in) : in_(in) { in_.run("BEGIN IMMEDIATE"); }
    ~transaction();
    transaction(transaction const&) = delete;
    transaction& operator=(transaction const&) = delete;
    void commit() { in_.run("COMMIT"); }

private:
    sqlite_database& in_;
};

}  // namespace buduan::journal
