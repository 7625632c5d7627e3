#include "journal/sqlite_database.hpp"

namespace buduan::journal {

sqlite_error::sqlite_error(int extended_code, std::string const& doing, char const* message)
    : code_(extended_code), text_(doing + ": " + message + " (SQLite " + std::to_string(extended_code) + ")") {}

sqlite_database::sqlite_database(std::string const& path, int flags, std::string const& vfs) {
    sqlite3* opened = nullptr;
    int const code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     vfs.empty() ? nullptr : vfs.c_str());
    handle_.reset(opened);  // to be closed also when opening failed
    if (code != SQLITE_OK) {
        throw sqlite_error(code, "open " + path, opened == nullptr ? "no memory" : sqlite3_errmsg(opened));
    }
}

void sqlite_database::run(char const* sql) {
    int const code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw sqlite_error(code, sql, sqlite3_errmsg(handle_.get()));
}

std::string sqlite_database::ask(char const* sql) {
    sqlite_statement question(*this, sql);
    return question.step() ? question.text(0) : std::string();
}

sqlite_statement::sqlite_statement(sqlite_database& in, std::string_view sql) {
    sqlite3_stmt* prepared = nullptr;
    int const code = sqlite3_prepare_v3(in.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    handle_.reset(prepared);
    if (code != SQLITE_OK) throw sqlite_error(code, std::string(sql), sqlite3_errmsg(in.handle()));
}

bool sqlite_statement::step() {
    int const code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    std::string const doing = sqlite3_sql(handle_.get());
    sqlite_error const failure(code, doing, sqlite3_errmsg(sqlite3_db_handle(handle_.get())));
    reset();
    throw failure;
}

void sqlite_statement::run() {
    while (step()) {
    }
    reset();
}

bool sqlite_statement::is_null(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t sqlite_statement::integer(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
}

std::string_view sqlite_statement::octets(int column) const {
    auto const* first = static_cast<char const*>(sqlite3_column_blob(handle_.get(), column));
    int const length = sqlite3_column_bytes(handle_.get(), column);
    return first == nullptr ? std::string_view() : std::string_view(first, static_cast<std::size_t>(length));
}

void sqlite_statement::bind(int place, std::int64_t value) {
    checked(sqlite3_bind_int64(handle_.get(), place, value), "bind");
}

// SQLite takes a null pointer for NULL, also with length 0; an empty value must stay a value.
void sqlite_statement::bind(int place, std::string_view text) {
    char const* first = text.data() == nullptr ? "" : text.data();
    checked(sqlite3_bind_text64(handle_.get(), place, first, text.size(), SQLITE_STATIC, SQLITE_UTF8), "bind");
}

void sqlite_statement::bind(int place, blob value) {
    char const* first = value.octets.data() == nullptr ? "" : value.octets.data();
    checked(sqlite3_bind_blob64(handle_.get(), place, first, value.octets.size(), SQLITE_STATIC), "bind");
}

void sqlite_statement::checked(int code, char const* doing) const {
    if (code != SQLITE_OK) {
        throw sqlite_error(code, doing, sqlite3_errmsg(sqlite3_db_handle(handle_.get())));
    }
}

}  // namespace buduan::journal
