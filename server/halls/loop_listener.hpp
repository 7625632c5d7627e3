#pragma once

// Who follows a hall loop: its commits, its condition, and what an operator should hear of.

#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace buduan::halls {

enum class loop_condition : std::uint8_t {
    recovering,  // commands wait in the mailbox
    leading,
    read_only,   // the disk is full: nothing is issued, tickets that exist go on; comes back by itself
    poisoned,    // the journal failed: needs a restart
    fenced,      // another process leads this hall now
    unreadable,  // the journal is damaged: needs a person
    stopped,
};

struct notice {
    enum class kind : std::uint8_t {
        leads,    // recovered and claimed
        rebuilt,  // the answer of an append was lost, or the stream was not where we thought
        disk_full,
        disk_back,
        poisoned,
        fenced,
        unreadable,
        snapshot_dropped,  // unreadable; the whole stream was folded instead
        configuration_accepted,
        configuration_refused,   // `details` lists the faults; the journalled one stays
        day_needs_confirmation,  // earlier than the last business day, or more than a day ahead of it
        seat_expired,
    };
    kind what = kind::leads;
    dispatch::hall_id hall;
    std::vector<std::string> details;
};

// How often each branch was taken: for /metrics, and for the simulation to prove that it took them all.
struct loop_counters {
    std::uint64_t turns = 0;
    std::uint64_t commands = 0;  // taken from the mailbox
    std::uint64_t records = 0;   // durable
    std::uint64_t refusals = 0;
    std::uint64_t busy = 0;
    std::uint64_t repeats = 0;           // answered with the record of the first time
    std::uint64_t repeats_in_batch = 0;  // recorded in the very same append
    std::uint64_t repeats_read = 0;      // read back from the journal
    std::uint64_t appends = 0;
    std::uint64_t recoveries = 0;
    std::uint64_t snapshots_left = 0;
    std::uint64_t snapshots_used = 0;
    std::uint64_t snapshots_dropped = 0;
    std::uint64_t lost_answers = 0;
    std::uint64_t lost_but_recorded = 0;  // commands found in the journal afterwards
    std::uint64_t lost_and_decided_anew = 0;
    std::uint64_t contradictions = 0;  // the stream was not where the loop thought
    std::uint64_t disk_full = 0;
    std::uint64_t ballast_spent = 0;
    std::uint64_t probes = 0;
    std::uint64_t disk_back = 0;
    std::uint64_t read_only_answers = 0;
    std::uint64_t poisoned = 0;
    std::uint64_t fenced = 0;
    std::uint64_t phases = 0;
    std::uint64_t deadlines = 0;
    std::uint64_t configurations = 0;
    std::uint64_t days_refused = 0;

    loop_counters& operator+=(loop_counters const& other);
};

class loop_listener {
public:
    virtual ~loop_listener() = default;

    // The state was read from the journal: everything may be different.
    virtual void recovered(dispatch::hall_id hall, dispatch::hall const& state) = 0;
    // One durable record; `after` is the committed state right after it.
    virtual void recorded(dispatch::hall_id hall, dispatch::hall const& after, dispatch::record const& happened) = 0;
    // All records of one commit were told; the replies follow.
    virtual void committed(dispatch::hall_id hall) = 0;
    virtual void condition_changed(dispatch::hall_id hall, loop_condition now) = 0;
    virtual void noticed(notice const& news) = 0;
};

}  // namespace buduan::halls
