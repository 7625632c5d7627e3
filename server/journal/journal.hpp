#pragma once

// The journal: one ordered, gapless, hash-chained stream of records for each hall, and the truth of this house. A
// command is acknowledged and shown only after `append` said `ok`. The payload is opaque here. Back ends: memory and
// SQLite; one contract suite (tests/contract) runs against each. Calls are synchronous and made from one thread, the
// one that owns the journal.

#include "dispatch/ids.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace buduan::journal {

using dispatch::command_id;
using dispatch::hall_id;
using instant = std::chrono::sys_time<std::chrono::milliseconds>;
using bytes = std::string;  // of any content

// SHA-256 over the predecessor's hash and this record's hall, epoch, seq, time, command id and payload, cut to 128 bits.
using chain_hash = std::array<std::uint8_t, 16>;

struct stored_record {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;  // from 1, gapless over all epochs of a hall
    dispatch::command_id command;
    instant at{};
    bytes payload;
    chain_hash hash{};  // of this record
    friend bool operator==(stored_record const&, stored_record const&) = default;
};

struct tail_position {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;  // 0 = empty stream
    chain_hash hash{};
    friend bool operator==(tail_position const&, tail_position const&) = default;
};

struct append_entry {
    dispatch::command_id command;
    instant at{};
    bytes payload;
};

// All entries of one hall's turn; all or none of them are appended.
struct append_request {
    dispatch::hall_id hall;
    std::uint64_t epoch = 0;
    std::uint64_t expected_seq = 0;  // seq of the stream's tail as the writer knows it
    std::vector<append_entry> entries;
};

enum class append_status : std::uint8_t {
    ok,
    fenced,           // the request's epoch is not the one claimed last
    out_of_sequence,  // the tail is another one: `tail` tells which
    duplicate,  // an entry's command id stands in the stream already: `duplicate_seq` says where (0: twice in this request)
    no_space,  // the disk is full; nothing was written and a later try may succeed
    poisoned,  // an I/O or sync error: what is on disk is unknown, the process must restart (never retried)
};

struct append_result {
    append_status status = append_status::ok;
    tail_position tail;  // after the append, or as it is
    std::uint64_t duplicate_seq = 0;
};

struct stored_snapshot {
    std::uint64_t seq = 0;  // the state after this record
    chain_hash hash{};      // of that record
    bytes state;
};

// Where a stream is damaged; the server refuses to start on it and prints it.
struct damage {
    dispatch::hall_id hall;
    std::uint64_t seq = 0;
    std::string what;
};

// Thrown by `claim` and by readers when the journal cannot serve: the disk is full (a later try may succeed) or an I/O
// error has poisoned it (restart).
class unavailable_journal : public std::exception {
public:
    unavailable_journal(append_status why, std::string text);
    [[nodiscard]] char const* what() const noexcept override;
    [[nodiscard]] append_status why() const noexcept;  // no_space or poisoned

private:
    append_status why_;
    std::string text_;
};

// Thrown by readers when a record in the middle of a stream is bad, and on open when the file is not a journal.
class damaged_journal : public std::exception {
public:
    explicit damaged_journal(damage where);
    [[nodiscard]] char const* what() const noexcept override;
    [[nodiscard]] damage const& where() const noexcept;

private:
    damage where_;
    std::string text_;
};

class journal {
public:
    virtual ~journal() = default;

    // Takes the leadership of a hall: every start claims, also the first. Returns the tail with the new epoch
    // (greater than any before). A later `append` with an older epoch is fenced.
    [[nodiscard]] virtual tail_position claim(dispatch::hall_id hall, std::string const& node) = 0;

    // Group commit: one durable transaction for all requests, a savepoint a request. Results are in the order of the
    // requests. An `ok` is durable; every other answer but `poisoned` means that nothing of the request happened. A
    // request is checked in the order fenced, out_of_sequence, duplicate; one without entries is `ok` and writes nothing.
    [[nodiscard]] virtual std::vector<append_result> append(std::span<append_request const> requests) = 0;

    // Records with seq > `after`, in order, at most `limit`. Checks the chain; throws damaged_journal.
    [[nodiscard]] virtual std::vector<stored_record> read(dispatch::hall_id hall, std::uint64_t after,
                                                          std::size_t limit) = 0;

    [[nodiscard]] virtual tail_position tail(dispatch::hall_id hall) = 0;

    // The seq at which a command of the last `dedup_window` was recorded. The window ends at the hall's newest record:
    // the journal has no clock of its own.
    [[nodiscard]] virtual std::optional<std::uint64_t> find(dispatch::hall_id hall, command_id command) = 0;

    // Replaces the hall's snapshot. Not durable in itself: a lost snapshot costs replay time only, so a full disk or a
    // poisoned journal drops it in silence. Throws std::invalid_argument when the stream has no such record.
    virtual void put_snapshot(dispatch::hall_id hall, stored_snapshot const& snapshot) = 0;
    [[nodiscard]] virtual std::optional<stored_snapshot> snapshot(dispatch::hall_id hall) = 0;

    [[nodiscard]] virtual std::vector<dispatch::hall_id> halls() = 0;

    // Walks everything. Empty means sound.
    [[nodiscard]] std::vector<damage> verify() { return verify_in_steps({}); }
    // The same while the halls go on: `step` is called between bounded pieces and may append. What cannot be cut into
    // pieces is left out then (SQLite's check of all pages). Throws unavailable_journal when a step poisoned it.
    [[nodiscard]] virtual std::vector<damage> verify_in_steps(std::function<void()> const& step) = 0;

    // A consistent copy of the whole journal into a new file, made in bounded steps (`step` is called between them);
    // opened later by `restore`. Unsupported back ends say so by an exception.
    virtual void backup(std::string const& path, std::function<void()> const& step) = 0;

    // What poisoned the journal, in words for the log; empty while it is sound.
    [[nodiscard]] virtual std::string trouble() const { return {}; }

    // Called by the owner when nothing is pending: a bounded piece of housekeeping. True when more is left to do.
    virtual bool quiet() { return false; }

    // Disk full (`no_space`): gives up the space held in reserve, so that calls of existing tickets go on. Returns the
    // bytes set free, 0 when none were held.
    virtual std::uint64_t release_ballast() { return 0; }
    // Tries to hold the reserve again; true when all of it is held and as much again is free, that is, when the hall may
    // issue once more. Cheap enough to be tried every few seconds.
    [[nodiscard]] virtual bool restore_ballast() { return true; }
};

// Commands may be retried this long (clause: one effect, the same reply).
inline constexpr std::chrono::hours dedup_window{48};

// Whether a command recorded at `recorded` still counts in a hall whose newest record is of `newest`.
[[nodiscard]] constexpr bool within_dedup_window(instant recorded, instant newest) {
    return newest - recorded <= dedup_window;
}

}  // namespace buduan::journal
