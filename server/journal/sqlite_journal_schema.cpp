#include "journal/sqlite_journal_schema.hpp"

namespace buduan::journal {
namespace {

constexpr char const* settings = R"(
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = WAL;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16384;
    PRAGMA cache_spill = OFF;
    PRAGMA mmap_size = 0;
    PRAGMA cell_size_check = ON;
    PRAGMA trusted_schema = OFF;
)";

constexpr char const* tables = R"(
    CREATE TABLE journal (
        only     INTEGER PRIMARY KEY CHECK (only = 1),
        identity INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE halls (
        number    INTEGER PRIMARY KEY,
        name      TEXT NOT NULL UNIQUE,
        epoch     INTEGER NOT NULL,
        seq       INTEGER NOT NULL,
        hash      BLOB NOT NULL,
        newest_ms INTEGER NOT NULL,
        forgotten INTEGER NOT NULL,
        last_commit INTEGER NOT NULL,
        digest    BLOB NOT NULL
    ) STRICT;
    CREATE TABLE epochs (
        hall      INTEGER NOT NULL,
        epoch     INTEGER NOT NULL,
        after_seq INTEGER NOT NULL,
        node      TEXT NOT NULL,
        PRIMARY KEY (hall, epoch)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE records (
        place   INTEGER PRIMARY KEY,
        epoch   INTEGER NOT NULL,
        at_ms   INTEGER NOT NULL,
        command BLOB NOT NULL,
        payload BLOB NOT NULL,
        hash    BLOB NOT NULL
    ) STRICT;
    CREATE TABLE commands (
        hall    INTEGER NOT NULL,
        command BLOB NOT NULL,
        seq     INTEGER NOT NULL,
        PRIMARY KEY (hall, command)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE snapshots (
        hall   INTEGER PRIMARY KEY,
        seq    INTEGER NOT NULL,
        hash   BLOB NOT NULL,
        digest BLOB NOT NULL
    ) STRICT;
    CREATE TABLE snapshot_chunks (
        hall INTEGER NOT NULL,
        part INTEGER NOT NULL,
        state BLOB NOT NULL,
        PRIMARY KEY (hall, part)
    ) STRICT;
)";

}  // namespace

void configure_journal(sqlite_database& database, bool never_sync) {
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Until the journal is known to be sound its log is evidence, not to be tidied away by a failing start.
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    database.run(settings);
    database.run(never_sync ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL");
    if (database.ask("PRAGMA journal_mode") != "wal") {
        throw sqlite_error(SQLITE_ERROR, "set journal_mode", "this file or file system refuses WAL");
    }
}

schema_state schema_of(sqlite_database& database) {
    std::string const application = database.ask("PRAGMA application_id");
    std::string const version = database.ask("PRAGMA user_version");
    if (application == std::to_string(journal_application_id)) {
        if (version == std::to_string(journal_schema_version)) return schema_state::current;
        return version == "0" ? schema_state::foreign : schema_state::later;
    }
    bool const empty = database.ask("SELECT count(*) FROM sqlite_schema") == "0";
    return empty && application == "0" && version == "0" ? schema_state::absent : schema_state::foreign;
}

void create_journal_schema(sqlite_database& database, std::uint64_t identity) {
    static_assert(journal_application_id == 1111771697 && journal_schema_version == 1,
                  "the numbers below are written out because pragmas take no bound values");
    database.run("BEGIN");
    database.run(tables);
    sqlite_statement(database, "INSERT INTO journal (only, identity) VALUES (1, ?1)").with(identity).run();
    database.run("PRAGMA application_id = 1111771697; PRAGMA user_version = 1;");
    database.run("COMMIT");
}

}  // namespace buduan::journal
