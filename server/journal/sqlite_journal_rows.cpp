#include "journal/sqlite_journal_rows.hpp"

#include "journal/chain.hpp"
#include "journal/octets.hpp"
#include "journal/sqlite_journal_schema.hpp"

#include <algorithm>

namespace buduan::journal {
namespace {

constexpr std::size_t chunk_length = 256 * 1024;

std::int64_t in_ms(instant at) {
    return at.time_since_epoch().count();
}

instant at_ms(std::int64_t count) {
    return instant(std::chrono::milliseconds(count));
}

// False when the column has another length than an id or hash.
bool take_octets(sqlite_statement& from, int column, std::array<std::uint8_t, 16>& to) {
    std::string_view const found = from.octets(column);
    if (found.size() != to.size()) return false;
    std::transform(found.begin(), found.end(), to.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return true;
}

chain_hash seal(hall_row const& row) {
    bytes text = row.name.str();
    put_u64(text, row.number);
    put_u64(text, row.tail.epoch);
    put_u64(text, row.tail.seq);
    put_octets(text, row.tail.hash);
    put_u64(text, static_cast<std::uint64_t>(in_ms(row.newest)));
    put_u64(text, row.forgotten);
    put_u64(text, row.last_commit);
    return digest(text);
}

chain_hash seal(hall_row const& of, stored_snapshot const& snapshot) {
    bytes text = of.name.str();
    put_u64(text, snapshot.seq);
    put_octets(text, snapshot.hash);
    put_octets(text, digest(snapshot.state));
    return digest(text);
}

// Columns epoch, at_ms, command, payload, hash from `first` on; false when the row has not the shape of a record.
bool take_record(sqlite_statement& from, int first, stored_record& to) {
    to.epoch = from.unsigned_integer(first);
    to.at = at_ms(from.integer(first + 1));
    to.payload = from.text(first + 3);
    return take_octets(from, first + 2, to.command.bytes) && take_octets(from, first + 4, to.hash);
}

}  // namespace

journal_rows::journal_rows(sqlite_database& in)
    : identity_(in, "SELECT identity FROM journal"),
      set_identity_(in, "UPDATE journal SET identity = ?1"),
      halls_(in,
             "SELECT number, name, epoch, seq, hash, newest_ms, forgotten, last_commit, digest "
             "FROM halls ORDER BY number"),
      add_hall_(in, "INSERT INTO halls VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
      update_hall_(in,
                   "UPDATE halls SET epoch = ?2, seq = ?3, hash = ?4, newest_ms = ?5, forgotten = ?6, "
                   "last_commit = ?7, digest = ?8 WHERE number = ?1"),
      add_epoch_(in, "INSERT INTO epochs (hall, epoch, after_seq, node) VALUES (?1, ?2, ?3, ?4)"),
      newest_epoch_(in, "SELECT max(epoch) FROM epochs WHERE hall = ?1"),
      add_record_(in, "INSERT INTO records VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      one_record_(in, "SELECT epoch, at_ms, command, payload, hash FROM records WHERE place = ?1"),
      some_records_(in,
                    "SELECT place, epoch, at_ms, command, payload, hash FROM records "
                    "WHERE place > ?1 AND place <= ?2 ORDER BY place"),
      last_place_(in, "SELECT max(place) FROM records WHERE place > ?1 AND place < ?2"),
      put_command_(in, "INSERT OR REPLACE INTO commands (hall, command, seq) VALUES (?1, ?2, ?3)"),
      seq_of_(in, "SELECT seq FROM commands WHERE hall = ?1 AND command = ?2"),
      forget_command_(in, "DELETE FROM commands WHERE hall = ?1 AND command = ?2 AND seq = ?3"),
      count_commands_(in, "SELECT count(*) FROM commands WHERE hall = ?1"),
      put_snapshot_(in, "INSERT OR REPLACE INTO snapshots (hall, seq, hash, digest) VALUES (?1, ?2, ?3, ?4)"),
      snapshot_(in, "SELECT seq, hash, digest FROM snapshots WHERE hall = ?1"),
      drop_chunks_(in, "DELETE FROM snapshot_chunks WHERE hall = ?1"),
      add_chunk_(in, "INSERT INTO snapshot_chunks (hall, part, state) VALUES (?1, ?2, ?3)"),
      chunks_(in, "SELECT state FROM snapshot_chunks WHERE hall = ?1 ORDER BY part") {}

std::uint64_t journal_rows::identity() {
    reset_at_end const ended(identity_);
    if (!identity_.with().step()) throw damaged_journal({{}, 0, "the file has lost its identity"});
    return identity_.unsigned_integer(0);
}

void journal_rows::set_identity(std::uint64_t identity) {
    set_identity_.with(identity).run();
}

hall_rows journal_rows::halls() {
    reset_at_end const ended(halls_);
    hall_rows rows;
    halls_.with();
    while (halls_.step()) {
        hall_row row;
        row.number = halls_.unsigned_integer(0);
        auto const name = hall_id::parse(halls_.octets(1));
        if (!name) throw damaged_journal({{}, 0, "a hall's name is unreadable"});
        row.name = *name;
        row.tail.epoch = halls_.unsigned_integer(2);
        row.tail.seq = halls_.unsigned_integer(3);
        row.newest = at_ms(halls_.integer(5));
        row.forgotten = halls_.unsigned_integer(6);
        row.last_commit = halls_.unsigned_integer(7);
        if (!take_octets(halls_, 4, row.tail.hash) || halls_.octets(8) != as_text(seal(row)) ||
            !rows.emplace(row.name, row).second) {
            throw damaged_journal({row.name, row.tail.seq, "the row of the hall does not match its seal"});
        }
    }
    return rows;
}

void journal_rows::add_hall(hall_row const& row) {
    chain_hash const sealed = seal(row);
    add_hall_
        .with(row.number, row.name.view(), row.tail.epoch, row.tail.seq, blob{as_text(row.tail.hash)},
              in_ms(row.newest), row.forgotten, row.last_commit, blob{as_text(sealed)})
        .run();
}

void journal_rows::update_hall(hall_row const& row) {
    chain_hash const sealed = seal(row);
    update_hall_
        .with(row.number, row.tail.epoch, row.tail.seq, blob{as_text(row.tail.hash)}, in_ms(row.newest), row.forgotten,
              row.last_commit, blob{as_text(sealed)})
        .run();
}

void journal_rows::add_epoch(hall_row const& row, std::string const& node) {
    add_epoch_.with(row.number, row.tail.epoch, row.tail.seq, std::string_view(node)).run();
}

std::uint64_t journal_rows::newest_epoch(hall_row const& row) {
    reset_at_end const ended(newest_epoch_);
    return newest_epoch_.with(row.number).step() ? newest_epoch_.unsigned_integer(0) : 0;
}

void journal_rows::add_record(hall_row const& of, stored_record const& record) {
    add_record_
        .with(place_of(of.number, record.seq), record.epoch, in_ms(record.at), blob{as_text(record.command.bytes)},
              blob{record.payload}, blob{as_text(record.hash)})
        .run();
}

std::optional<stored_record> journal_rows::record(hall_row const& of, std::uint64_t seq) {
    reset_at_end const ended(one_record_);
    if (!one_record_.with(place_of(of.number, seq)).step()) return std::nullopt;
    stored_record found;
    found.seq = seq;
    if (!take_record(one_record_, 0, found)) {
        throw damaged_journal({of.name, seq, "the record is misshapen"});
    }
    return found;
}

std::vector<stored_record> journal_rows::records(hall_row const& of, std::uint64_t after, std::size_t limit) {
    if (after >= of.tail.seq || limit == 0) return {};
    chain_hash previous{};
    if (after > 0) {
        auto const before = record(of, after);
        if (!before) throw damaged_journal({of.name, after, "the record is missing"});
        previous = before->hash;
    }

    std::uint64_t const last = after + std::min<std::uint64_t>(limit, of.tail.seq - after);
    reset_at_end const ended(some_records_);
    some_records_.with(place_of(of.number, after), place_of(of.number, last));
    std::vector<stored_record> found;
    found.reserve(static_cast<std::size_t>(last - after));
    for (std::uint64_t seq = after + 1; seq <= last; ++seq) {
        if (!some_records_.step() || some_records_.unsigned_integer(0) != place_of(of.number, seq)) {
            throw damaged_journal({of.name, seq, "the record is missing"});
        }
        stored_record record;
        record.seq = seq;
        if (!take_record(some_records_, 1, record)) {
            throw damaged_journal({of.name, seq, "the record is misshapen"});
        }
        if (record.hash != chained(previous, of.name, record)) {
            throw damaged_journal({of.name, seq, "the record does not match the hash chain"});
        }
        previous = record.hash;
        found.push_back(std::move(record));
    }
    if (last == of.tail.seq && previous != of.tail.hash) {
        throw damaged_journal({of.name, last, "the last record is not the one the hall remembers"});
    }
    return found;
}

std::uint64_t journal_rows::last_seq(hall_row const& of) {
    reset_at_end const ended(last_place_);
    last_place_.with(place_of(of.number, 0), place_of(of.number + 1, 0));
    if (!last_place_.step() || last_place_.is_null(0)) return 0;
    return last_place_.unsigned_integer(0) - place_of(of.number, 0);
}

void journal_rows::put_command(hall_row const& of, command_id command, std::uint64_t seq) {
    put_command_.with(of.number, blob{as_text(command.bytes)}, seq).run();
}

std::optional<std::uint64_t> journal_rows::seq_of(hall_row const& of, command_id command) {
    reset_at_end const ended(seq_of_);
    if (!seq_of_.with(of.number, blob{as_text(command.bytes)}).step()) return std::nullopt;
    return seq_of_.unsigned_integer(0);
}

void journal_rows::forget_command(hall_row const& of, command_id command, std::uint64_t seq) {
    forget_command_.with(of.number, blob{as_text(command.bytes)}, seq).run();
}

std::uint64_t journal_rows::count_commands(hall_row const& of) {
    reset_at_end const ended(count_commands_);
    return count_commands_.with(of.number).step() ? count_commands_.unsigned_integer(0) : 0;
}

void journal_rows::put_snapshot(hall_row const& of, stored_snapshot const& snapshot) {
    drop_chunks_.with(of.number).run();
    std::string_view const state = snapshot.state;
    for (std::size_t first = 0, part = 0; first < state.size(); first += chunk_length, ++part) {
        add_chunk_.with(of.number, std::uint64_t{part}, blob{state.substr(first, chunk_length)}).run();
    }
    chain_hash const sealed = seal(of, snapshot);
    put_snapshot_.with(of.number, snapshot.seq, blob{as_text(snapshot.hash)}, blob{as_text(sealed)}).run();
}

std::optional<journal_rows::sealed_snapshot> journal_rows::snapshot(hall_row const& of) {
    reset_at_end const ended(snapshot_);
    if (!snapshot_.with(of.number).step()) return std::nullopt;
    sealed_snapshot found;
    found.snapshot.seq = snapshot_.unsigned_integer(0);
    bool const whole = take_octets(snapshot_, 1, found.snapshot.hash);

    reset_at_end const chunks_ended(chunks_);
    chunks_.with(of.number);
    while (chunks_.step()) {
        found.snapshot.state.append(chunks_.octets(0));
    }
    found.sound = whole && snapshot_.octets(2) == as_text(seal(of, found.snapshot));
    return found;
}

}  // namespace buduan::journal
