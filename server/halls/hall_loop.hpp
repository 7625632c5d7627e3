#pragma once

// One hall, one writer. The loop takes all that waits in its bounded mailbox, runs what is due, decides and applies in
// order, makes one append, and replies and publishes only after the commit. It does no I/O, starts no thread and reads
// no clock; the directory calls it, the journal port answers it.
//
// Two folds of the same stream are kept: the working state, which is ahead while an append is under way, and the
// committed state, which is all that anybody outside ever sees. A refused append is undone by copying the committed
// state; a lost or contradictory one by recovering from the journal.

#include "calendar/service_phase.hpp"
#include "halls/dedup_window.hpp"
#include "halls/directory.hpp"
#include "halls/hall_clock.hpp"
#include "halls/journal_port.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace buduan::halls {

struct loop_limits {
    std::size_t mailbox = 4'096;           // commands waiting; full = busy
    std::size_t turn = 512;                // commands taken in one turn
    std::size_t reads = 256;               // retries from long ago being read back; full = busy
    std::uint64_t snapshot_every = 2'000;  // records
    std::chrono::seconds probe_every{5};   // of a full disk
};

enum class loop_condition : std::uint8_t {
    recovering,  // commands wait in the mailbox
    leading,
    read_only,   // the disk is full: nothing is issued, tickets that exist go on; comes back by itself
    poisoned,    // the journal failed: needs a restart
    fenced,      // another process leads this hall now
    unreadable,  // the journal is damaged: needs a person
    stopping,    // the last turn is under way, then nothing more
};

// What an operator should hear of.
struct notice {
    enum class kind : std::uint8_t {
        leads,    // recovered and claimed
        rebuilt,  // the answer of an append was lost, or the stream was not where we thought
        disk_full,
        disk_back,
        poisoned,
        fenced,
        unreadable,
        configuration_accepted,
        configuration_refused,   // `details` lists the faults; the journalled one stays
        day_needs_confirmation,  // earlier than the last business day, or more than a day ahead of it
        snapshot_dropped,
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
    std::uint64_t busy = 0;     // mailbox full
    std::uint64_t repeats = 0;  // answered with the record of the first time
    std::uint64_t repeats_in_batch = 0;
    std::uint64_t repeats_read = 0;  // read back from the journal
    std::uint64_t appends = 0;
    std::uint64_t recoveries = 0;
    std::uint64_t lost_answers = 0;
    std::uint64_t lost_but_recorded = 0;  // commands found in the journal after a lost answer
    std::uint64_t lost_and_redecided = 0;
    std::uint64_t out_of_sequence = 0;
    std::uint64_t journal_duplicates = 0;
    std::uint64_t disk_full = 0;
    std::uint64_t probes = 0;
    std::uint64_t disk_back = 0;
    std::uint64_t read_only_answers = 0;
    std::uint64_t poisoned = 0;
    std::uint64_t fenced = 0;
    std::uint64_t snapshots = 0;
    std::uint64_t snapshots_used = 0;
    std::uint64_t snapshots_dropped = 0;
    std::uint64_t phases = 0;
    std::uint64_t deadlines = 0;
    std::uint64_t days_unconfirmed = 0;
};

// Who follows the commits of a loop. Called on its thread, in this order, before the replies go out.
class loop_listener {
public:
    virtual ~loop_listener() = default;

    // The state was read from the journal: everything may be different.
    virtual void recovered(dispatch::hall_id hall, dispatch::hall const& state) = 0;
    // One durable record; `after` is the committed state right after it.
    virtual void recorded(dispatch::hall const& after, dispatch::record const& happened) = 0;
    // All records of one commit were told.
    virtual void committed(dispatch::hall_id hall) = 0;
    virtual void condition_changed(dispatch::hall_id hall, loop_condition now) = 0;
    virtual void noticed(notice const& news) = 0;
};

// The phase that holds at a moment, by the hall's hours and the calendar of the process.
using phase_lookup =
    std::function<calendar::phase_span(calendar::opening_hours const& hours, calendar::instant moment)>;

struct loop_options {
    dispatch::hall_id hall;
    std::string node = "local";
    loop_limits limits;
    bool after_reserve = false;     // continue numbers behind all that were ever reserved: after a restore
    std::uint32_t number_jump = 0;  // and so many more
    bool day_confirmed = false;     // a person has looked at the clock
};

class hall_loop {
public:
    hall_loop(loop_options options, phase_lookup phase_at, journal_port& port, loop_listener& listener);

    // Asks for the state; commands may be submitted from now on and wait for it.
    void start();

    // Never decides within the call. `done` is called once; at once when the mailbox is full or nothing can be done.
    void submit(dispatch::command wanted, completion done);
    // A command of the shell itself; the loop makes its id.
    void submit_own(dispatch::command_body wanted);

    // True when `turn` would do something at this moment.
    [[nodiscard]] bool has_work(dispatch::instant clock) const;
    // When it will at the latest, by the clock of the process; empty while it waits for the journal.
    [[nodiscard]] std::optional<dispatch::instant> next_deadline() const;

    // One turn. Does nothing while an answer of the journal is awaited.
    void turn(dispatch::instant clock);

    void on_recovered(recovery_answer answer);
    void on_appended(journal::append_result const& result);
    void on_append_lost();
    void on_ballast(bool held);
    void on_read(std::uint64_t seq, std::optional<dispatch::record> found);

    // The configuration of the files; becomes a command when the journalled one differs.
    void configure(dispatch::hall_config wanted);
    // The holiday table changed: the phase is asked for again.
    void replan(phase_lookup phase_at);
    // A person has confirmed the business day that the clock shows.
    void confirm_day();
    // Takes no more commands, finishes what was taken, leaves a snapshot.
    void stop();
    [[nodiscard]] bool stopped() const;

    [[nodiscard]] dispatch::hall_id id() const { return options_.hall; }
    [[nodiscard]] loop_condition condition() const { return condition_; }
    [[nodiscard]] dispatch::hall const& committed() const { return committed_; }
    [[nodiscard]] journal::tail_position const& position() const { return tail_; }
    [[nodiscard]] loop_counters const& counters() const { return counters_; }

private:
    struct waiting_command {
        dispatch::command wanted;
        completion done;        // none for one of the shell's own
        bool own = false;       // the id is made when it is decided
        bool returned = false;  // by an append that did not happen
    };
    // A command taken in this turn and what became of it, told after the commit.
    struct decided {
        waiting_command taken;
        std::optional<outcome> told;        // a refusal, or the record of an earlier time
        std::optional<std::size_t> record;  // index into the batch
    };
    enum class awaited : std::uint8_t { nothing, recovery, append };

    void take_from_mailbox(dispatch::instant now);
    void decide_one(waiting_command taken, dispatch::instant now);
    void run_due(dispatch::instant now);
    void enter_phase(dispatch::instant now);
    void run_opening_commands(dispatch::instant now);
    bool record_system_command(dispatch::command_body body, dispatch::instant now);
    [[nodiscard]] dispatch::command_id next_system_id();
    [[nodiscard]] std::optional<outcome> known_outcome(dispatch::command_id id, waiting_command& taken);
    [[nodiscard]] bool day_is_plausible(calendar::civil_day day) const;

    void send_batch();
    void commit();
    void tell();
    void undo_batch();
    void return_to_mailbox(bool issuing_too);
    void recover_again();
    void answer_all(unavailable why);
    void change_condition(loop_condition now);
    void report(notice::kind what, std::vector<std::string> details = {});
    void maybe_snapshot();

    loop_options options_;
    phase_lookup phase_at_;
    journal_port& port_;
    loop_listener& listener_;

    loop_condition condition_ = loop_condition::recovering;
    awaited awaiting_ = awaited::nothing;
    hall_clock clock_;
    std::uint64_t system_commands_ = 0;

    dispatch::hall committed_;
    dispatch::hall working_;
    journal::tail_position tail_;
    dedup_window dedup_;

    std::deque<waiting_command> mailbox_;
    std::vector<dispatch::record> batch_;
    std::map<dispatch::command_id, std::size_t> batch_ids_;
    std::vector<decided> decided_;
    std::map<std::uint64_t, std::vector<completion>> reads_;
    std::size_t reads_waiting_ = 0;

    std::optional<dispatch::hall_config> wanted_configuration_;
    bool claimed_ = false;      // the leadership record of this epoch is durable
    bool plan_changed_ = true;  // the phase must be asked for whatever the last span says
    std::optional<calendar::phase_span> refused_span_;
    std::uint64_t snapshot_seq_ = 0;
    std::optional<dispatch::instant> probe_at_;
    bool stopping_ = false;

    loop_counters counters_;
};

}  // namespace buduan::halls
