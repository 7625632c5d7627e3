#pragma once

// Mistakes that can be planted in the halls to prove that the simulation finds them. Only the test library that is
// compiled with BUDUAN_SEEDED_BUGS has them; in every other build `planted` is a constant false and nothing of them is
// left in the code.

#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"

#include <vector>

namespace buduan::halls {

enum class seeded_bug {
    none,
    told_before_durable,         // replies and frames do not wait for the journal
    uncommitted_is_readable,     // readers see the working state
    dedup_lost_with_snapshot,    // the snapshot's command ids are forgotten
    repeat_decided_in_batch,     // the same id twice in one turn is decided twice
    number_from_clock,           // the ticket number is made from the time of day
    time_not_clamped,            // records carry the bare clock
    deadlines_after_commands,    // what is due runs at the end of the turn
    restored_loses_place,        // a restored ticket goes to the end of the line
    issues_while_read_only,      // the full disk does not stop the kiosk
    tickets_dropped_on_rebuild,  // recovery skips the first records after the snapshot
    damage_skipped,              // a bad record in the middle is passed over
    queue_frame_dropped,         // the last change within a second is not sent
    newest_called_first,         // the last ticket of a queue is called instead of the first
};

#ifdef BUDUAN_SEEDED_BUGS
extern thread_local seeded_bug planted_bug;  // worlds run on threads of their own
inline bool planted(seeded_bug bug) {
    return planted_bug == bug;
}
// Wrong rules: changes what the core decided.
void spoil(std::vector<dispatch::event>& decided, dispatch::hall const& state, dispatch::instant now);
#else
constexpr bool planted(seeded_bug) {
    return false;
}
inline void spoil(std::vector<dispatch::event>&, dispatch::hall const&, dispatch::instant) {}
#endif

}  // namespace buduan::halls
