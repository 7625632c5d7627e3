#pragma once

// One hall, one writer. The loop takes all that waits in its bounded mailbox, runs what is due, decides and applies in
// order, makes one append, and replies and publishes only after the commit. It does no I/O, starts no thread and reads
// no clock; the directory calls it, the journal port answers it.
//
// Two folds of the same stream are kept: the working state, which is ahead while an append is under way, and the
// committed state, which is all that anybody outside ever sees. A refused append is undone by copying the committed
// state; a lost or contradictory one by recovering from the journal.

#include "halls/dedup_window.hpp"
#include "halls/directory.hpp"
#include "halls/hall_clock.hpp"
#include "halls/journal_port.hpp"
#include "halls/loop_listener.hpp"
#include "halls/loop_options.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace buduan::halls {

class hall_loop {
public:
    hall_loop(loop_options options, phase_lookup phase_at, journal_port& port, loop_listener& listener);

    // Asks for the state; commands may be submitted from now on and wait for it.
    void start();

    // Never decides within the call. `done` is called once; at once when the mailbox is full or nothing can be done.
    void submit(dispatch::command wanted, completion done);
    // A command of the shell itself; the loop makes its id, and nobody waits for the outcome.
    void submit_own(dispatch::command_body wanted);

    // Whether `turn` would do something now, and when it will at the latest, by the clock of the process. Nothing while
    // an answer of the journal is awaited.
    [[nodiscard]] bool has_work(dispatch::instant clock) const;
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

    [[nodiscard]] dispatch::hall_id id() const { return options_.hall; }
    [[nodiscard]] loop_condition condition() const { return condition_; }
    // It has led, and the configuration of the files is the journalled one (or was refused).
    [[nodiscard]] bool configured() const;
    [[nodiscard]] bool ever_led() const { return ever_led_; }
    [[nodiscard]] dispatch::hall const& committed() const;
    // Epoch and seq that `committed` stands at.
    [[nodiscard]] journal::tail_position const& position() const { return tail_; }
    [[nodiscard]] loop_counters const& counters() const { return counters_; }

private:
    struct waiting_command {
        dispatch::command wanted;
        completion done;         // none for the shell's own
        bool own = false;        // the id is made when it is decided
        bool uncertain = false;  // the answer of its append was lost
    };
    // A command of this turn and what became of it, told after the commit.
    struct taken_command {
        waiting_command from;
        std::optional<outcome> known;  // else the record at `place` of the batch
        std::size_t place = 0;
    };
    enum class awaited : std::uint8_t { nothing, recovery, append };

    // hall_loop.cpp: a turn
    [[nodiscard]] bool leads() const;
    [[nodiscard]] bool opening_due() const;
    bool day_is_plausible(dispatch::instant clock);
    void refuse_the_day();
    void refuse_while_resting();
    void run_opening(dispatch::instant now);
    void run_due(dispatch::instant now);
    void enter_phase(dispatch::instant now);
    void take_mail(dispatch::instant now);
    void decide_client(waiting_command taken, dispatch::instant now);
    bool answer_repeat(waiting_command& taken);
    // The refusal, if there was one; else the record is the last of the batch.
    std::optional<dispatch::refusal> decide_into_batch(dispatch::command const& wanted, dispatch::instant now);
    std::optional<dispatch::refusal> decide_own(dispatch::command_body body, dispatch::instant now);
    [[nodiscard]] dispatch::command_id next_own_id();

    // hall_loop_journal.cpp: what the journal answers
    void recover();
    void lead(recovered from);
    void tell_of_found_records(std::uint64_t after);
    void send_batch();
    void commit(journal::tail_position const& tail);
    void note_own_records(dispatch::record const& happened);
    void tell();
    void undo_batch();
    void return_to_mailbox();
    void go_read_only();
    void contradicted();
    void finish(loop_condition why, unavailable answer);
    void answer_all(unavailable why);
    void leave_snapshot();
    void finish_stopping();
    void change_condition(loop_condition now);
    void report(notice::kind what, std::vector<std::string> details = {});

    loop_options options_;
    phase_lookup phase_at_;
    journal_port& port_;
    loop_listener& listener_;

    loop_condition condition_ = loop_condition::recovering;
    awaited awaiting_ = awaited::nothing;
    hall_clock clock_;
    dispatch::instant last_turn_{};  // by the clock of the process

    dispatch::hall committed_;
    dispatch::hall working_;
    journal::tail_position tail_;
    dedup_window dedup_;
    std::uint64_t snapshot_seq_ = 0;
    dispatch::instant last_record_{};

    std::deque<waiting_command> mailbox_;
    std::vector<taken_command> taken_;
    std::vector<dispatch::record> batch_;
    std::map<dispatch::command_id, std::size_t> batch_ids_;
    std::map<std::uint64_t, std::vector<completion>> reads_;
    std::size_t reads_waiting_ = 0;

    std::uint64_t own_commands_ = 0;
    bool ever_led_ = false;
    bool claimed_ = false;  // the leadership record of this epoch is durable
    std::optional<dispatch::hall_config> wanted_configuration_;
    bool plan_changed_ = true;  // the phase must be asked for whatever the last span says
    bool day_checked_ = false;  // once after the start: the clock may be behind
    bool day_refused_ = false;

    std::optional<dispatch::instant> probe_at_;       // a full disk, or the next try to recover
    std::optional<dispatch::instant> resting_until_;  // the ballast is spent too: nothing can be written
    std::uint32_t contradictions_ = 0;
    bool stopping_ = false;

    loop_counters counters_;
};

}  // namespace buduan::halls
