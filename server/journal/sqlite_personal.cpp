#include "journal/sqlite_personal.hpp"

#include "journal/sqlite_side_file.hpp"

namespace buduan::journal {
namespace {

using namespace personal;

constexpr char schema[] = R"(
CREATE TABLE record (ref BLOB PRIMARY KEY, kind TEXT NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE deletion (
    id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, ref BLOB NOT NULL, what TEXT NOT NULL, cause TEXT NOT NULL) STRICT;
)";

std::string_view octets_of(reference const& ref) {
    return {reinterpret_cast<char const*>(ref.bytes.data()), ref.bytes.size()};
}

reference reference_from(std::string_view octets) {
    reference ref;
    if (octets.size() != ref.bytes.size()) throw store_failure("the personal file holds a reference of a wrong length");
    std::copy(octets.begin(), octets.end(), ref.bytes.begin());
    return ref;
}

record_kind kind_from(std::string_view text) {
    auto const kind = parse_record_kind(text);
    if (!kind) throw store_failure("the personal file holds a kind this program does not know");
    return *kind;
}

deletion_cause cause_from(std::string_view text) {
    for (auto cause : {deletion_cause::due, deletion_cause::on_request, deletion_cause::orphaned}) {
        if (text == to_string(cause)) return cause;
    }
    throw store_failure("the personal file holds a cause this program does not know");
}

sealed_record record_of(sqlite_statement const& row) {
    return {reference_from(row.octets(0)), kind_from(row.octets(1)), row.text(2)};
}

deletion deletion_of(sqlite_statement const& row) {
    return {instant(std::chrono::milliseconds(row.integer(0))), reference_from(row.octets(1)), row.text(2),
            cause_from(row.octets(3))};
}

template <class Work>
auto guarded(Work work) {
    try {
        return work();
    } catch (sqlite_error const& failure) {
        throw store_failure(std::string("personal file: ") + failure.what());
    }
}

}  // namespace

class sqlite_personal::tables {
public:
    explicit tables(std::string const& path)
        : database_(open_side_file({path, "personal file", 0x42445045, schema})),  // "BDPE"
          put_(database_, "INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3)"),
          get_(database_, "SELECT ref, kind, sealed FROM record WHERE ref = ?1"),
          erase_(database_, "DELETE FROM record WHERE ref = ?1"),
          note_(database_, "INSERT INTO deletion (at_ms, ref, what, cause) VALUES (?1, ?2, ?3, ?4)") {}

    template <class Row>
    std::vector<Row> rows(char const* sql, Row (*read)(sqlite_statement const&)) {
        std::vector<Row> all;
        sqlite_statement each(database_, sql);
        while (each.step())
            all.push_back(read(each));
        return all;
    }

    sqlite_database database_;
    sqlite_statement put_;
    sqlite_statement get_;
    sqlite_statement erase_;
    sqlite_statement note_;
};

sqlite_personal::sqlite_personal(std::string const& path) {
    try {
        tables_ = std::make_unique<tables>(path);
    } catch (std::exception const& failure) {
        throw store_failure(failure.what());
    }
}

sqlite_personal::~sqlite_personal() = default;

void sqlite_personal::put(sealed_record const& record) {
    guarded(
        [&] { tables_->put_.with(blob{octets_of(record.ref)}, to_string(record.kind), blob{record.sealed}).run(); });
}

std::optional<sealed_record> sqlite_personal::get(reference ref) {
    return guarded([&]() -> std::optional<sealed_record> {
        reset_at_end const end(tables_->get_);
        if (!tables_->get_.with(blob{octets_of(ref)}).step()) return std::nullopt;
        return record_of(tables_->get_);
    });
}

std::vector<sealed_record> sqlite_personal::all() {
    return guarded([&] { return tables_->rows("SELECT ref, kind, sealed FROM record ORDER BY ref", &record_of); });
}

void sqlite_personal::erase(std::span<deletion const> deletions) {
    guarded([&] {
        transaction together(tables_->database_);
        for (auto const& deletion : deletions) {
            tables_->erase_.with(blob{octets_of(deletion.ref)}).run();
            tables_->note_
                .with(std::int64_t{deletion.at.time_since_epoch().count()}, blob{octets_of(deletion.ref)},
                      std::string_view(deletion.what), to_string(deletion.cause))
                .run();
        }
        together.commit();
    });
}

std::vector<deletion> sqlite_personal::deletions() {
    return guarded(
        [&] { return tables_->rows("SELECT at_ms, ref, what, cause FROM deletion ORDER BY id", &deletion_of); });
}

void sqlite_personal::backup(std::string const& path) {
    try {
        copy_side_file(tables_->database_, path);
    } catch (std::exception const& failure) {
        throw store_failure(failure.what());
    }
}

}  // namespace buduan::journal
