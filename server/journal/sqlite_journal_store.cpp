#include "journal/sqlite_journal_store.hpp"

#include "journal/chain.hpp"

#include <algorithm>

namespace buduan::journal {
namespace {

constexpr std::size_t forgotten_a_time = 256;  // commands pruned in one transaction of `quiet`

// A bad row of one hall, found while the others' requests are sound.
bool concerns_one_hall(sqlite_error const& failure) {
    return failure.code() == SQLITE_CONSTRAINT || failure.code() == SQLITE_TOOBIG || failure.code() == SQLITE_MISMATCH;
}

}  // namespace

bool is_disk_full(sqlite_error const& failure) {
    return failure.code() == SQLITE_FULL;
}

bool is_damage(sqlite_error const& failure) {
    return failure.code() == SQLITE_CORRUPT || failure.code() == SQLITE_NOTADB || failure.code() == SQLITE_ERROR;
}

sqlite_journal::store::store(sqlite_options wanted)
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

sqlite_journal::store::~store() {
    if (!poisoned()) {
        sqlite3_db_config(opened.database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    }
}

void sqlite_journal::store::poison(std::string const& why) {
    if (!poisoned()) trouble = why;
    roll_back();
}

void sqlite_journal::store::commit() {
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

void sqlite_journal::store::roll_back() noexcept {
    staged.clear();
    if (opened.database->in_transaction()) {
        sqlite3_exec(opened.database->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

hall_row const* sqlite_journal::store::find_row(hall_id hall) const {
    if (auto const found = staged.find(hall); found != staged.end()) return &found->second;
    auto const found = halls.find(hall);
    return found == halls.end() ? nullptr : &found->second;
}

tail_position sqlite_journal::store::tail(hall_id hall) const {
    hall_row const* row = find_row(hall);
    return row == nullptr ? tail_position{} : row->tail;
}

std::optional<std::uint64_t> sqlite_journal::store::recorded(hall_row const& in, command_id command, instant newest) {
    auto const seq = rows.seq_of(in, command);
    if (!seq) return std::nullopt;
    auto const record = rows.record(in, *seq);
    if (!record || record->command != command) {
        throw damaged_journal({in.name, *seq, "the index of commands points to another record"});
    }
    if (!within_dedup_window(record->at, newest)) return std::nullopt;
    return seq;
}

std::optional<append_result> sqlite_journal::store::refusal(append_request const& request) {
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

append_result sqlite_journal::store::append_one(append_request const& request) {
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

append_result sqlite_journal::store::write(append_request const& request) {
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

void sqlite_journal::store::checkpoint() {
    int pages = 0;
    int moved = 0;
    int const code =
        sqlite3_wal_checkpoint_v2(opened.database->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
    if (code == SQLITE_OK && pages == moved) log_pages = 0;
    if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_FULL) return;
    poison(std::string("checkpoint: ") + sqlite3_errmsg(opened.database->handle()));
}

bool sqlite_journal::store::forget_some_commands() {
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

}  // namespace buduan::journal
