#include "journal/sqlite_journal.hpp"

#include "journal/sqlite_journal_schema.hpp"
#include "journal/sqlite_journal_store.hpp"
#include "journal/sqlite_journal_verify.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace buduan::journal {
namespace {

constexpr int backup_pages_a_step = 64;

}  // namespace

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
        } catch (...) {
            // No memory, perhaps behind the commit: the open transaction and the rows here cannot be trusted.
            store_->poison("an append was broken off");
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

std::vector<damage> sqlite_journal::verify_in_steps(std::function<void()> const& step) {
    if (!step) {
        return store_->read({}, 0, [&] {
            auto found = verify_pages(*store_->opened.database);
            auto const streams = verify_streams(store_->rows, store_->halls, {});
            found.insert(found.end(), streams.begin(), streams.end());
            return found;
        });
    }
    return store_->read({}, 0, [&] {
        return verify_streams(store_->rows, store_->halls, [&] {
            step();
            if (store_->poisoned()) throw unavailable_journal(append_status::poisoned, store_->trouble);
        });
    });
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
    if (store_->poisoned()) throw std::runtime_error("the backup was not made: " + store_->trouble);
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
            // What a failing disk still shows may never have reached it.
            if (store_->poisoned()) throw sqlite_error(SQLITE_IOERR, "copy to " + path, store_->trouble.c_str());
        }
    } catch (sqlite_error const& failure) {
        std::error_code ignored;
        std::filesystem::remove(unfinished, ignored);
        throw std::runtime_error(std::string("the backup was not made: ") + failure.what());
    }
    place_durably(unfinished, path);
}

}  // namespace buduan::journal
