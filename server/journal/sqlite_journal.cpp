#include "journal/sqlite_journal.hpp"

#include "journal/ballast.hpp"
#include "journal/chain.hpp"
#include "journal/sqlite_journal_open.hpp"
#include "journal/sqlite_journal_rows.hpp"
#include "journal/sqlite_journal_schema.hpp"
#include "journal/sqlite_journal_verify.hpp"
#include "journal/tail_witness.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

namespace buduan::journal {
namespace {

constexpr std::size_t forgotten_a_time = 256;  // commands pruned in one transaction of `quiet`
constexpr int backup_pages_a_step = 64;

bool is_disk_full(sqlite_error const& failure) {
    return failure.code() == SQLITE_FULL;
}

// A bad row of one hall, found while the others' requests are sound.
bool concerns_one_hall(sqlite_error const& failure) {
    return failure.code() == SQLITE_CONSTRAINT || failure.code() == SQLITE_TOOBIG || failure.code() == SQLITE_MISMATCH;
}

// Bytes in the file that no disk error explains: damage, not an outage.
bool is_damage(sqlite_error const& failure) {
    return failure.code() == SQLITE_CORRUPT || failure.code() == SQLITE_NOTADB || failure.code() == SQLITE_ERROR;
}

}  // namespace

class sqlite_journal::store {
public:
    explicit store(sqlite_options wanted)
        : options(std::move(wanted)),
          reserve(options.path + "-ballast", options.ballast_bytes),
          opened(open_journal_file(options)),
          rows(*opened.database) {
        halls = opened.halls;
        last_commit = opened.last_commit;
        static_cast<void>(reserve.hold());
        sqlite3_wal_hook(
            opened.database->handle(),
            [](void* self, sqlite3*, char const*, int pages) {
                static_cast<store*>(self)->log_pages = static_cast<std::uint32_t>(pages);
                return SQLITE_OK;
            },
            this);
    }

    // A sound journal ends as one file; a disk that has just failed is not touched again.
    ~store() {
        if (!poisoned()) {
            sqlite3_db_config(opened.database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
        }
    }
    store(store const&) = delete;
    store& operator=(store const&) = delete;

    [[nodiscard]] bool poisoned() const { return !trouble.empty(); }

    void poison(std::string const& why) {
        if (!poisoned()) trouble = why;
        roll_back();
    }

    void begin() { begin_.run(); }

    // Makes what `staged` holds true, on disk and then here.
    void commit() {
        commit_.run();
        for (auto& [name, row] : staged) {
            halls[name] = row;
        }
        staged.clear();
        ++last_commit;
        int const code = opened.witness->write({opened.identity, last_commit});
        if (code != SQLITE_OK && (code & 0xff) != SQLITE_FULL) {
            poison(std::string("write the witness: ") + sqlite3_errstr(code));
        }
        if (log_pages >= options.log_pages_at_most) checkpoint();
    }

    // Never fails loudly: SQLite may have rolled back already, and a failure here is one of a disk that failed before.
    void roll_back() noexcept {
        staged.clear();
        if (opened.database->in_transaction()) {
            sqlite3_exec(opened.database->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
    }

    // The row as this transaction sees it; null for a hall that nobody has claimed.
    [[nodiscard]] hall_row const* find_row(hall_id hall) const {
        if (auto const found = staged.find(hall); found != staged.end()) return &found->second;
        auto const found = halls.find(hall);
        return found == halls.end() ? nullptr : &found->second;
    }

    [[nodiscard]] tail_position tail(hall_id hall) const {
        hall_row const* row = find_row(hall);
        return row == nullptr ? tail_position{} : row->tail;
    }

    // The seq of a command that still counts when the hall's newest record is of `newest`.
    [[nodiscard]] std::optional<std::uint64_t> recorded(hall_row const& in, command_id command, instant newest) {
        auto const seq = rows.seq_of(in, command);
        if (!seq) return std::nullopt;
        auto const record = rows.record(in, *seq);
        if (!record || record->command != command) {
            throw damaged_journal({in.name, *seq, "the index of commands points to another record"});
        }
        if (!within_dedup_window(record->at, newest)) return std::nullopt;
        return seq;
    }

    // Why the request cannot be appended, as things stand; reads only.
    [[nodiscard]] std::optional<append_result> refusal(append_request const& request) {
        hall_row const* row = find_row(request.hall);
        if (row == nullptr) return append_result{append_status::fenced, {}, 0};
        if (request.epoch != row->tail.epoch) return append_result{append_status::fenced, row->tail, 0};
        if (request.expected_seq != row->tail.seq) {
            return append_result{append_status::out_of_sequence, row->tail, 0};
        }
        instant newest = row->newest;
        std::set<command_id> of_this_request;
        for (append_entry const& entry : request.entries) {
            newest = std::max(newest, entry.at);
            if (!of_this_request.insert(entry.command).second) {
                return append_result{append_status::duplicate, row->tail, 0};
            }
            if (auto const seq = recorded(*row, entry.command, newest)) {
                return append_result{append_status::duplicate, row->tail, *seq};
            }
        }
        return std::nullopt;
    }

    // Inside a transaction. The hall's rows after it lie in `staged`.
    append_result append_one(append_request const& request) {
        if (contradictory.contains(request.hall)) return {append_status::poisoned, tail(request.hall), 0};
        savepoint_.run();
        try {
            append_result const result = write(request);
            release_.run();
            return result;
        } catch (sqlite_error const& failure) {
            if (!concerns_one_hall(failure) || !opened.database->in_transaction()) throw;
        } catch (damaged_journal const&) {
        }
        undo_.run();
        release_.run();
        contradictory.insert(request.hall);
        return {append_status::poisoned, tail(request.hall), 0};
    }

    append_result write(append_request const& request) {
        if (auto const refused = refusal(request)) return *refused;
        hall_row after = *find_row(request.hall);
        for (append_entry const& entry : request.entries) {
            stored_record record{request.epoch, after.tail.seq + 1, entry.command, entry.at, entry.payload, {}};
            record.hash = chained(after.tail.hash, request.hall, record);
            rows.add_record(after, record);
            rows.put_command(after, record.command, record.seq);
            after.tail = {record.epoch, record.seq, record.hash};
            after.newest = std::max(after.newest, record.at);
        }
        if (!request.entries.empty()) {
            after.last_commit = last_commit + 1;
            rows.update_hall(after);
            staged[request.hall] = after;
        }
        return {append_status::ok, after.tail, 0};
    }

    // Runs what only reads, and tells damage from an outage. `near` is where the reading stood.
    template <class Reading>
    auto read(hall_id hall, std::uint64_t near, Reading&& reading) {
        if (opened.database->in_transaction()) {
            throw unavailable_journal(append_status::poisoned, "the journal is poisoned: " + trouble);
        }
        try {
            return reading();
        } catch (sqlite_error const& failure) {
            if (is_damage(failure)) throw damaged_journal({hall, near, failure.what()});
            poison(failure.what());
            throw unavailable_journal(append_status::poisoned, failure.what());
        }
    }

    void checkpoint() {
        int pages = 0;
        int moved = 0;
        int const code =
            sqlite3_wal_checkpoint_v2(opened.database->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
        if (code == SQLITE_OK && pages == moved) log_pages = 0;
        if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_FULL) return;
        poison(std::string("checkpoint: ") + sqlite3_errmsg(opened.database->handle()));
    }

    // Prunes commands that left the window, some records of one hall. True when it did something.
    bool forget_some_commands() {
        for (auto const& [name, row] : halls) {
            hall_row after = row;
            std::vector<stored_record> old;
            while (old.size() < forgotten_a_time && after.forgotten < after.tail.seq) {
                auto record = rows.record(row, after.forgotten + 1);
                if (!record) throw damaged_journal({name, after.forgotten + 1, "the record is missing"});
                if (within_dedup_window(record->at, row.newest)) break;
                ++after.forgotten;
                old.push_back(std::move(*record));
            }
            if (old.empty()) continue;
            begin();
            for (stored_record const& record : old) {
                rows.forget_command(row, record.command, record.seq);
            }
            after.last_commit = last_commit + 1;
            rows.update_hall(after);
            staged[name] = after;
            commit();
            return true;
        }
        return false;
    }

    sqlite_options options;
    ballast reserve;
    opened_journal opened;
    journal_rows rows;
    hall_rows halls;                  // as committed
    hall_rows staged;                 // as the open transaction will leave them
    std::set<hall_id> contradictory;  // halls whose stored rows contradict each other: closed until the restart
    std::uint64_t last_commit = 0;
    std::uint32_t log_pages = 0;
    std::string trouble;

private:
    sqlite_statement begin_{*opened.database, "BEGIN IMMEDIATE"};
    sqlite_statement commit_{*opened.database, "COMMIT"};
    sqlite_statement savepoint_{*opened.database, "SAVEPOINT one_request"};
    sqlite_statement undo_{*opened.database, "ROLLBACK TO one_request"};
    sqlite_statement release_{*opened.database, "RELEASE one_request"};
};

sqlite_journal::sqlite_journal(sqlite_options options) {
    std::string const path = options.path;
    try {
        store_ = std::make_unique<store>(std::move(options));
    } catch (sqlite_error const& failure) {
        if (is_disk_full(failure)) throw unavailable_journal(append_status::no_space, failure.what());
        if (is_damage(failure)) throw damaged_journal({{}, 0, path + ": " + failure.what()});
        if (failure.code() == SQLITE_BUSY) {
            throw std::runtime_error("the journal " + path + " is in use by another process");
        }
        if (failure.code() == SQLITE_IOERR) throw unavailable_journal(append_status::poisoned, failure.what());
        throw std::runtime_error(failure.what());
    }
}

sqlite_journal::~sqlite_journal() = default;

tail_position sqlite_journal::claim(dispatch::hall_id hall, std::string const& node) {
    if (store_->poisoned()) throw unavailable_journal(append_status::poisoned, store_->trouble);
    try {
        store_->begin();
        hall_row const* known = store_->find_row(hall);
        hall_row row = known == nullptr ? hall_row{} : *known;
        row.name = hall;
        row.tail.epoch += 1;
        row.last_commit = store_->last_commit + 1;
        if (known == nullptr) {
            for (auto const& [name, other] : store_->halls) {
                row.number = std::max(row.number, other.number);
            }
            if (++row.number >= halls_at_most) throw std::length_error("the journal holds too many halls");
            store_->rows.add_hall(row);
        } else {
            store_->rows.update_hall(row);
        }
        store_->rows.add_epoch(row, node);
        store_->staged[hall] = row;
        store_->commit();
        return row.tail;
    } catch (sqlite_error const& failure) {
        if (is_disk_full(failure)) {
            store_->roll_back();
            throw unavailable_journal(append_status::no_space, failure.what());
        }
        store_->poison(failure.what());
        throw unavailable_journal(append_status::poisoned, failure.what());
    } catch (...) {
        store_->roll_back();
        throw;
    }
}

std::vector<append_result> sqlite_journal::append(std::span<append_request const> requests) {
    std::vector<append_result> results;
    results.reserve(requests.size());
    bool disk_full = false;
    if (!store_->poisoned()) {
        try {
            store_->begin();
            for (append_request const& request : requests) {
                results.push_back(store_->append_one(request));
            }
            if (store_->staged.empty()) {
                store_->roll_back();
            } else {
                store_->commit();
            }
            return results;
        } catch (sqlite_error const& failure) {
            disk_full = is_disk_full(failure);
            if (disk_full) {
                store_->roll_back();
            } else {
                store_->poison(failure.what());
            }
        }
    }

    results.clear();
    for (append_request const& request : requests) {
        append_result result{disk_full ? append_status::no_space : append_status::poisoned, store_->tail(request.hall),
                             0};
        if (disk_full) {
            // A retry of what stands in the stream is told so, also now.
            try {
                result = store_->refusal(request).value_or(result);
            } catch (std::exception const& failure) {
                store_->poison(failure.what());
                result.status = append_status::poisoned;
            }
        }
        results.push_back(result);
    }
    return results;
}

std::vector<stored_record> sqlite_journal::read(dispatch::hall_id hall, std::uint64_t after, std::size_t limit) {
    return store_->read(hall, after + 1, [&] {
        hall_row const* row = store_->find_row(hall);
        return row == nullptr ? std::vector<stored_record>() : store_->rows.records(*row, after, limit);
    });
}

tail_position sqlite_journal::tail(dispatch::hall_id hall) {
    return store_->tail(hall);
}

std::optional<std::uint64_t> sqlite_journal::find(dispatch::hall_id hall, command_id command) {
    return store_->read(hall, 0, [&]() -> std::optional<std::uint64_t> {
        hall_row const* row = store_->find_row(hall);
        if (row == nullptr) return std::nullopt;
        return store_->recorded(*row, command, row->newest);
    });
}

void sqlite_journal::put_snapshot(dispatch::hall_id hall, stored_snapshot const& snapshot) {
    if (store_->poisoned()) return;
    hall_row const* row = store_->find_row(hall);
    bool const known = row != nullptr && snapshot.seq <= row->tail.seq && store_->read(hall, snapshot.seq, [&] {
        if (snapshot.seq == 0) return snapshot.hash == chain_hash{};
        auto const record = store_->rows.record(*row, snapshot.seq);
        return record && record->hash == snapshot.hash;
    });
    if (!known) throw std::invalid_argument("snapshot of a record that the stream does not have");
    try {
        store_->begin();
        store_->rows.put_snapshot(*row, snapshot);
        hall_row after = *row;
        after.last_commit = store_->last_commit + 1;
        store_->rows.update_hall(after);
        store_->staged[hall] = after;
        store_->commit();
    } catch (sqlite_error const& failure) {
        if (!is_disk_full(failure)) store_->poison(failure.what());
        store_->roll_back();
    }
}

std::optional<stored_snapshot> sqlite_journal::snapshot(dispatch::hall_id hall) {
    hall_row const* row = store_->find_row(hall);
    if (row == nullptr) return std::nullopt;
    try {
        auto found = store_->read(hall, 0, [&] { return store_->rows.snapshot(*row); });
        if (!found || !found->sound || found->snapshot.seq > row->tail.seq) return std::nullopt;
        return std::move(found->snapshot);
    } catch (damaged_journal const&) {
        return std::nullopt;
    }
}

std::vector<dispatch::hall_id> sqlite_journal::halls() {
    std::vector<dispatch::hall_id> names;
    for (auto const& [name, row] : store_->halls) {
        names.push_back(name);
    }
    return names;
}

std::vector<damage> sqlite_journal::verify() {
    return store_->read({}, 0, [&] { return verify_journal(*store_->opened.database, store_->rows, store_->halls); });
}

std::string sqlite_journal::trouble() const {
    return store_->trouble;
}

bool sqlite_journal::quiet() {
    if (store_->poisoned()) return false;
    try {
        if (store_->forget_some_commands()) return true;
        if (store_->log_pages >= std::max<std::uint32_t>(1, store_->options.log_pages_at_leisure)) {
            store_->checkpoint();
        }
    } catch (sqlite_error const& failure) {
        if (!is_disk_full(failure)) store_->poison(failure.what());
        store_->roll_back();
    } catch (damaged_journal const&) {
        // Whoever reads the record next is told; housekeeping has nobody to tell.
        store_->roll_back();
    }
    return false;
}

std::uint64_t sqlite_journal::release_ballast() {
    return store_->reserve.release();
}

bool sqlite_journal::restore_ballast() {
    return store_->reserve.hold();
}

void sqlite_journal::backup(std::string const& path, std::function<void()> const& step) {
    std::string const unfinished = path + ".part";
    std::filesystem::remove(unfinished);
    try {
        sqlite_database copy(unfinished, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, store_->options.vfs);
        std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copying(
            sqlite3_backup_init(copy.handle(), "main", store_->opened.database->handle(), "main"),
            sqlite3_backup_finish);
        if (!copying)
            throw sqlite_error(sqlite3_extended_errcode(copy.handle()), "begin the copy",
                               sqlite3_errmsg(copy.handle()));
        for (;;) {
            int const code = sqlite3_backup_step(copying.get(), backup_pages_a_step);
            if (code == SQLITE_DONE) break;
            if (code != SQLITE_OK) throw sqlite_error(code, "copy to " + path, sqlite3_errstr(code));
            if (step) step();
        }
    } catch (sqlite_error const& failure) {
        std::error_code ignored;
        std::filesystem::remove(unfinished, ignored);
        throw std::runtime_error(std::string("the backup was not made: ") + failure.what());
    }
    place_durably(unfinished, path);
}

}  // namespace buduan::journal
