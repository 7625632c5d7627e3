#pragma once

// A hall's state from its journal: claim, snapshot, tail, fold. The claim comes first, so that an append of an earlier
// owner (or one of our own whose answer was lost) has either happened before the fold or is fenced for ever.

#include "dispatch/hall.hpp"
#include "halls/dedup_window.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace buduan::halls {

// A record as the journal keeps it, and back. The actor and the events are the payload; the codec is wire's.
[[nodiscard]] journal::append_entry entry_of(dispatch::record const& decided);
// Throws journal::damaged_journal when the payload cannot be read.
[[nodiscard]] dispatch::record record_of(dispatch::hall_id hall, journal::stored_record const& stored);

struct recovered {
    dispatch::hall state;
    dedup_window dedup;
    journal::tail_position tail;      // with the epoch of the claim
    dispatch::instant last_record{};  // its time; no later record may be older
    std::uint64_t snapshot_seq = 0;   // 0 = the whole stream was folded
    std::uint64_t folded = 0;         // records read after the snapshot
    bool snapshot_dropped = false;    // it was unreadable or not of this stream, and the whole stream was folded
};

// Runs on the journal's thread. Throws journal::damaged_journal when the stream is broken, and what the back end
// throws when it cannot be read.
[[nodiscard]] recovered recover(journal::journal& from, dispatch::hall_id hall, std::string const& node);

// Why a hall could not be recovered.
struct unreadable {
    enum class cause : std::uint8_t {
        damaged,   // a person must look at it; `what` says where
        no_space,  // the claim could not be written: try again
        poisoned,  // an I/O error: needs a restart
    };
    cause why = cause::damaged;
    std::string what;
};

using recovery_answer = std::variant<recovered, unreadable>;

// `recover`, with what it throws as a value: for the journal's thread.
[[nodiscard]] recovery_answer recover_or_say_why(journal::journal& from, dispatch::hall_id hall,
                                                 std::string const& node);

// One record, to answer a retry from long ago; empty when it cannot be read.
[[nodiscard]] std::optional<dispatch::record> record_at(journal::journal& from, dispatch::hall_id hall,
                                                        std::uint64_t seq);

// The state after exactly `seq`, folded from the first record without any snapshot: for `verify` and for tests that
// compare it with the live state.
[[nodiscard]] dispatch::hall replay(journal::journal& from, dispatch::hall_id hall, std::uint64_t seq);

[[nodiscard]] journal::stored_snapshot snapshot_of(dispatch::hall const& state, dedup_window const& dedup,
                                                   journal::tail_position tail);

}  // namespace buduan::halls
