#pragma once

// One SQLite connection and its prepared statements as C++ values, for the back ends of this folder only. All SQL is
// constant text and every value is bound. Any answer but OK, ROW and DONE is thrown as sqlite_error. Use from one
// thread.

#include <sqlite3.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace buduan::journal {

class sqlite_error : public std::exception {
public:
    sqlite_error(int extended_code, std::string const& doing, char const* message);
    [[nodiscard]] char const* what() const noexcept override { return text_.c_str(); }
    [[nodiscard]] int code() const noexcept { return code_ & 0xff; }  // primary: SQLITE_FULL, SQLITE_IOERR, …
    [[nodiscard]] int extended_code() const noexcept { return code_; }

private:
    int code_;
    std::string text_;
};

class sqlite_database {
public:
    // `vfs` empty = the default one. `flags` are SQLITE_OPEN_…; extended result codes and no mutex are added.
    sqlite_database(std::string const& path, int flags, std::string const& vfs);

    // Runs one or several statements of constant text that yield no rows of interest.
    void run(char const* sql);
    // The first column of the first row, as text; empty when there is no row.
    [[nodiscard]] std::string ask(char const* sql);

    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

private:
    struct closer {
        void operator()(sqlite3* it) const { sqlite3_close_v2(it); }
    };
    std::unique_ptr<sqlite3, closer> handle_;
};

// A blob, where a plain string_view would be bound as text.
struct blob {
    std::string_view octets;
};

class sqlite_statement {
public:
    sqlite_statement(sqlite_database& in, std::string_view sql);

    // Starts over with these values for ?1, ?2, …; texts and blobs must outlive the stepping.
    template <class... Values>
    sqlite_statement& with(Values const&... values) {
        reset();
        int place = 0;
        (bind(++place, values), ...);
        return *this;
    }

    // True when there is a row.
    bool step();
    // Steps to the end and resets, for statements without rows.
    void run();
    void reset() { sqlite3_reset(handle_.get()); }

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::uint64_t unsigned_integer(int column) const {
        return static_cast<std::uint64_t>(integer(column));
    }
    [[nodiscard]] std::string_view octets(int column) const;  // valid until the next step or reset
    [[nodiscard]] std::string text(int column) const { return std::string(octets(column)); }

private:
    void bind(int place, std::int64_t value);
    void bind(int place, std::uint64_t value) { bind(place, static_cast<std::int64_t>(value)); }
    void bind(int place, std::string_view text);
    void bind(int place, blob value);
    void checked(int code, char const* doing) const;

    struct finalizer {
        void operator()(sqlite3_stmt* it) const { sqlite3_finalize(it); }
    };
    std::unique_ptr<sqlite3_stmt, finalizer> handle_;
};

// Ends a statement's reading when the scope does, also by exception: an open reader would hold back checkpoints.
class reset_at_end {
public:
    explicit reset_at_end(sqlite_statement& it) : it_(it) {}
    ~reset_at_end() { it_.reset(); }
    reset_at_end(reset_at_end const&) = delete;
    reset_at_end& operator=(reset_at_end const&) = delete;

private:
    sqlite_statement& it_;
};

}  // namespace buduan::journal
