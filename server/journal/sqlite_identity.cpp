#include "journal/sqlite_identity.hpp"

#include "journal/sqlite_side_file.hpp"

#include <functional>
#include <stdexcept>

namespace buduan::journal {
namespace {

using namespace identity;

constexpr char schema[] = R"(
CREATE TABLE account (
    hall TEXT NOT NULL, name TEXT NOT NULL, staff TEXT NOT NULL, role TEXT NOT NULL, password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL, PRIMARY KEY (hall, name)) STRICT, WITHOUT ROWID;
CREATE TABLE device (
    hall TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, token BLOB NOT NULL UNIQUE,
    revoked INTEGER NOT NULL, PRIMARY KEY (hall, id)) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    id BLOB PRIMARY KEY, hall TEXT NOT NULL, account TEXT NOT NULL, staff TEXT NOT NULL, role TEXT NOT NULL,
    device TEXT NOT NULL, kind TEXT NOT NULL, expires_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)";

constexpr char insert_account[] = "INSERT OR REPLACE INTO account VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr char insert_device[] = "INSERT OR REPLACE INTO device VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr char insert_session[] = "INSERT OR REPLACE INTO session VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr char select_accounts[] = "SELECT hall, name, staff, role, password_hash, disabled FROM account ORDER BY 1, 2";
constexpr char select_devices[] = "SELECT hall, id, kind, label, token, revoked FROM device ORDER BY 1, 2";
constexpr char select_sessions[] =
    "SELECT id, hall, account, staff, role, device, kind, expires_ms FROM session ORDER BY 1";

template <class Value>
Value required(std::optional<Value> parsed) {
    if (!parsed) throw store_failure("the identity file holds a value this program does not know");
    return *parsed;
}

template <class Id>
Id id_from(std::string_view text) {
    return text.empty() ? Id{} : required(Id::parse(text));
}

std::string_view octets_of(digest const& digest) {
    return {reinterpret_cast<char const*>(digest.bytes.data()), digest.bytes.size()};
}

digest digest_from(std::string_view octets) {
    digest digest;
    if (octets.size() != digest.bytes.size()) throw store_failure("the identity file holds a digest of a wrong length");
    std::copy(octets.begin(), octets.end(), digest.bytes.begin());
    return digest;
}

account account_of(sqlite_statement const& row) {
    return {id_from<hall_id>(row.octets(0)),     row.text(1), id_from<staff_id>(row.octets(2)),
            required(parse_role(row.octets(3))), row.text(4), row.integer(5) != 0};
}

device device_of(sqlite_statement const& row) {
    return {id_from<device_id>(row.octets(1)),
            id_from<hall_id>(row.octets(0)),
            required(parse_device_kind(row.octets(2))),
            row.text(3),
            digest_from(row.octets(4)),
            row.integer(5) != 0};
}

session session_of(sqlite_statement const& row) {
    session made;
    made.id = digest_from(row.octets(0));
    made.hall = id_from<hall_id>(row.octets(1));
    if (row.octets(5).empty()) {
        made.actor = staff_actor{row.text(2), id_from<staff_id>(row.octets(3)), required(parse_role(row.octets(4)))};
    } else {
        made.actor = device_actor{id_from<device_id>(row.octets(5)), required(parse_device_kind(row.octets(6)))};
    }
    made.expires = instant(std::chrono::milliseconds(row.integer(7)));
    return made;
}

}  // namespace

class sqlite_identity::tables {
public:
    explicit tables(std::string const& path)
        : database_(open_side_file({path, "identity file", 0x42444e49, schema})),  // "BDNI"
          account_(database_, insert_account),
          device_(database_, insert_device),
          session_(database_, insert_session),
          end_(database_, "DELETE FROM session WHERE id = ?1") {}

    template <class Row>
    std::vector<Row> rows(char const* sql, Row (*read)(sqlite_statement const&)) {
        std::vector<Row> all;
        sqlite_statement each(database_, sql);
        while (each.step())
            all.push_back(read(each));
        return all;
    }

    void put(account const& account) {
        account_.with(account.hall.view(), std::string_view(account.name), account.staff.view(),
                      to_string(account.role), std::string_view(account.password_hash), std::int64_t{account.disabled});
        account_.run();
    }

    void put(device const& device) {
        device_.with(device.hall.view(), device.id.view(), to_string(device.kind), std::string_view(device.label),
                     blob{octets_of(device.token)}, std::int64_t{device.revoked});
        device_.run();
    }

    void put(session const& session) {
        auto const staff = session.staff() ? *session.staff() : staff_actor{};
        auto const device = session.device() ? *session.device() : device_actor{};
        session_.with(blob{octets_of(session.id)}, session.hall.view(), std::string_view(staff.account),
                      staff.staff.view(), to_string(staff.role), device.device.view(), to_string(device.kind),
                      std::int64_t{session.expires.time_since_epoch().count()});
        session_.run();
    }

    void end(digest const& id) { end_.with(blob{octets_of(id)}).run(); }

    // All or nothing, and failures in the contract's words.
    template <class Work>
    void in_transaction(Work work) {
        guarded([&] {
            transaction all(database_);
            work();
            all.commit();
        });
    }

    template <class Work>
    static void guarded(Work work) {
        try {
            work();
        } catch (sqlite_error const& failure) {
            throw store_failure(std::string("identity file: ") + failure.what());
        }
    }

    sqlite_database database_;
    sqlite_statement account_;
    sqlite_statement device_;
    sqlite_statement session_;
    sqlite_statement end_;
};

sqlite_identity::sqlite_identity(std::string const& path) {
    try {
        tables_ = std::make_unique<tables>(path);
    } catch (std::exception const& failure) {
        throw store_failure(failure.what());
    }
}

sqlite_identity::~sqlite_identity() = default;

contents sqlite_identity::load() {
    contents all;
    tables::guarded([&] {
        all.accounts = tables_->rows(select_accounts, &account_of);
        all.devices = tables_->rows(select_devices, &device_of);
        all.sessions = tables_->rows(select_sessions, &session_of);
    });
    return all;
}

void sqlite_identity::put_accounts(std::span<account const> accounts) {
    tables_->in_transaction([&] {
        for (auto const& account : accounts)
            tables_->put(account);
    });
}

void sqlite_identity::put_device(device const& device) {
    tables_->in_transaction([&] { tables_->put(device); });
}

void sqlite_identity::put_session(session const& session) {
    tables_->in_transaction([&] { tables_->put(session); });
}

void sqlite_identity::end_sessions(std::span<digest const> ids) {
    tables_->in_transaction([&] {
        for (auto const& id : ids)
            tables_->end(id);
    });
}

void sqlite_identity::backup(std::string const& path) {
    try {
        copy_side_file(tables_->database_, path);
        sqlite_database copy(path, SQLITE_OPEN_READWRITE, "");
        copy.run("PRAGMA secure_delete = ON; DELETE FROM session");
    } catch (std::exception const& failure) {
        throw store_failure(failure.what());
    }
}

}  // namespace buduan::journal
