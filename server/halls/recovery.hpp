#pragma once

// A hall's state from its journal: claim, snapshot, tail, fold. The claim comes first, so that an append of an earlier
// owner (or one of our own whose answer was lost) has either happened before the fold or is fenced for ever.

#include "dispatch/hall.hpp"
#include "halls/dedup_window.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <string>

namespace buduan::halls {

struct recovered {
    dispatch::hall state;
    dedup_window dedup;
    journal::tail_position tail;     // with the epoch of the claim
    std::uint64_t snapshot_seq = 0;  // 0 = the whole stream was folded
    std::uint64_t folded = 0;        // records read after the snapshot
    bool snapshot_dropped = false;   // it was unreadable or not of this stream, and the whole stream was folded
};

// Runs on the journal's thread. Throws journal::damaged_journal when the stream is broken, and what the back end
// throws when it cannot be read.
[[nodiscard]] recovered recover(journal::journal& from, dispatch::hall_id hall, std::string const& node);

// The state after exactly `seq`, folded from the first record without any snapshot: for `verify` and for tests that
// compare it with the live state.
[[nodiscard]] dispatch::hall replay(journal::journal& from, dispatch::hall_id hall, std::uint64_t seq);

[[nodiscard]] journal::stored_snapshot snapshot_of(dispatch::hall const& state, dedup_window const& dedup,
                                                   journal::tail_position tail);

}  // namespace buduan::halls
