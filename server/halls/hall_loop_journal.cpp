// The other half of a turn: what the journal answers, and what follows from it.

#include "dispatch/decide.hpp"
#include "halls/hall_loop.hpp"
#include "halls/recovery.hpp"
#include "halls/seeded_bugs.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace buduan::halls {
namespace {

// Answers in a row that contradict a state just recovered from the same journal: there is no sense in a further try.
constexpr std::uint32_t most_contradictions = 3;

}  // namespace

// --- recovery

void hall_loop::recover() {
    awaiting_ = awaited::recovery;
    probe_at_.reset();
    resting_until_.reset();
    port_.submit_recovery(options_.hall);
}

void hall_loop::on_recovered(recovery_answer answer) {
    if (awaiting_ != awaited::recovery) return;
    awaiting_ = awaited::nothing;
    if (auto* state = std::get_if<recovered>(&answer)) {
        lead(std::move(*state));
        return;
    }
    auto const& failed = std::get<unreadable>(answer);
    switch (failed.why) {
        case unreadable::cause::damaged:
            report(notice::kind::unreadable, {failed.what});
            finish(loop_condition::unreadable, unavailable::poisoned);
            break;
        case unreadable::cause::poisoned:
            ++counters_.poisoned;
            report(notice::kind::poisoned, {failed.what});
            finish(loop_condition::poisoned, unavailable::poisoned);
            break;
        case unreadable::cause::no_space:
            ++counters_.disk_full;
            report(notice::kind::disk_full, {failed.what});
            port_.submit_release_ballast();
            change_condition(loop_condition::recovering);
            probe_at_ = last_turn_ + options_.limits.probe_every;
            if (stopping_) finish_stopping();
            break;
    }
}

void hall_loop::lead(recovered from) {
    ++counters_.recoveries;
    if (from.snapshot_seq > 0) ++counters_.snapshots_used;
    if (from.snapshot_dropped) {
        ++counters_.snapshots_dropped;
        report(notice::kind::snapshot_dropped);
    }
    if (ever_led_ && from.tail.seq < tail_.seq) {
        ++counters_.poisoned;
        report(notice::kind::poisoned, {"the journal has lost records that it had acknowledged"});
        return finish(loop_condition::poisoned, unavailable::poisoned);
    }

    std::uint64_t const known = ever_led_ ? tail_.seq : from.tail.seq;
    committed_ = std::move(from.state);
    working_ = committed_;
    dedup_ = std::move(from.dedup);
    tail_ = from.tail;
    snapshot_seq_ = from.snapshot_seq;
    last_record_ = from.last_record;
    clock_.not_before(last_record_);
    claimed_ = false;
    plan_changed_ = true;

    listener_.recovered(options_.hall, committed_);
    tell_of_found_records(known);
    report(ever_led_ ? notice::kind::rebuilt : notice::kind::leads);
    ever_led_ = true;
    change_condition(loop_condition::leading);
}

// Records that stood in the journal after all, though their answer was lost: nobody has been told of them, and a call
// among them must still be announced.
void hall_loop::tell_of_found_records(std::uint64_t after) {
    for (std::uint64_t seq = after + 1; seq <= tail_.seq; ++seq) {
        if (dispatch::record const* happened = dedup_.recent(seq)) {
            listener_.recorded(options_.hall, committed_, *happened);
        }
    }
    listener_.committed(options_.hall);
}

// --- appends

void hall_loop::send_batch() {
    journal::append_request request{options_.hall, tail_.epoch, tail_.seq, {}};
    request.entries.reserve(batch_.size());
    std::transform(batch_.begin(), batch_.end(), std::back_inserter(request.entries), entry_of);
    ++counters_.appends;
    awaiting_ = awaited::append;
    if (planted(seeded_bug::told_before_durable)) {
        journal::tail_position hoped = tail_;
        hoped.seq += batch_.size();
        commit(hoped);
    }
    port_.submit_append(std::move(request));
}

void hall_loop::on_appended(journal::append_result const& result) {
    if (awaiting_ != awaited::append) return;
    awaiting_ = awaited::nothing;
    switch (result.status) {
        case journal::append_status::ok: commit(result.tail); break;
        case journal::append_status::out_of_sequence:
        case journal::append_status::duplicate: contradicted(); break;
        case journal::append_status::no_space: go_read_only(); break;
        case journal::append_status::fenced:
            ++counters_.fenced;
            report(notice::kind::fenced);
            undo_batch();
            finish(loop_condition::fenced, unavailable::stopping);
            break;
        case journal::append_status::poisoned:
            ++counters_.poisoned;
            report(notice::kind::poisoned);
            undo_batch();
            finish(loop_condition::poisoned, unavailable::poisoned);
            break;
    }
}

void hall_loop::commit(journal::tail_position const& tail) {
    contradictions_ = 0;
    counters_.records += batch_.size();
    for (dispatch::record const& happened : batch_) {
        dispatch::apply(committed_, happened);
        dedup_.add(happened);
        tail_.seq = happened.seq;
        last_record_ = happened.at;
        note_own_records(happened);
        listener_.recorded(options_.hall, committed_, happened);
    }
    tail_ = tail;
    listener_.committed(options_.hall);
    tell();

    // A snapshot holds the dedup window; a share of its size bounds what snapshots cost a record.
    std::uint64_t const every = std::max<std::uint64_t>(options_.limits.snapshot_every, dedup_.entries().size() / 4);
    if (tail_.seq - snapshot_seq_ >= every) leave_snapshot();
}

void hall_loop::note_own_records(dispatch::record const& happened) {
    for (dispatch::event const& event : happened.events) {
        if (std::holds_alternative<dispatch::leadership_claimed>(event)) {
            claimed_ = true;
            options_.after_reserve = false;
            options_.number_jump = 0;
        } else if (std::holds_alternative<dispatch::configuration_accepted>(event)) {
            ++counters_.configurations;
            plan_changed_ = true;
            wanted_configuration_.reset();
            report(notice::kind::configuration_accepted);
        }
    }
}

// Replies may submit further commands at once, so nothing of this turn is touched after the first of them.
void hall_loop::tell() {
    std::vector<taken_command> taken;
    taken.swap(taken_);
    std::vector<dispatch::record> batch;
    batch.swap(batch_);
    batch_ids_.clear();
    for (taken_command const& one : taken) {
        if (one.from.done) one.from.done(one.known ? *one.known : outcome{batch[one.place]});
    }
}

// --- what did not happen

void hall_loop::undo_batch() {
    working_ = committed_;
    batch_.clear();
    batch_ids_.clear();
}

// To the front and in their order; answers were made from a state that never was, so they are made anew.
void hall_loop::return_to_mailbox() {
    for (auto one = taken_.rbegin(); one != taken_.rend(); ++one) {
        mailbox_.push_front(std::move(one->from));
    }
    taken_.clear();
}

void hall_loop::on_append_lost() {
    if (awaiting_ != awaited::append) return;
    ++counters_.lost_answers;
    undo_batch();
    for (taken_command& one : taken_) {
        one.from.uncertain = true;
    }
    return_to_mailbox();
    recover();
}

void hall_loop::contradicted() {
    ++counters_.contradictions;
    undo_batch();
    if (++contradictions_ == most_contradictions) {
        ++counters_.poisoned;
        report(notice::kind::poisoned, {"the journal contradicts what was read from it"});
        return finish(loop_condition::poisoned, unavailable::poisoned);
    }
    return_to_mailbox();
    recover();
}

// Nothing was written. The ballast lets the tickets that exist go on; when it is spent too, everything is refused until
// the next probe.
void hall_loop::go_read_only() {
    undo_batch();
    if (condition_ == loop_condition::read_only) {
        ++counters_.ballast_spent;
        resting_until_ = last_turn_ + options_.limits.probe_every;
        return answer_all(unavailable::read_only);
    }
    ++counters_.disk_full;
    return_to_mailbox();
    port_.submit_release_ballast();
    probe_at_ = last_turn_ + options_.limits.probe_every;
    change_condition(loop_condition::read_only);
    report(notice::kind::disk_full);
}

void hall_loop::on_ballast(bool held) {
    if (condition_ != loop_condition::read_only || !held) return;
    ++counters_.disk_back;
    probe_at_.reset();
    resting_until_.reset();
    change_condition(loop_condition::leading);
    report(notice::kind::disk_back);
}

void hall_loop::on_read(std::uint64_t seq, std::optional<dispatch::record> found) {
    auto const waiting = reads_.find(seq);
    if (waiting == reads_.end()) return;
    std::vector<completion> const told = std::move(waiting->second);
    reads_.erase(waiting);
    reads_waiting_ -= told.size();
    if (found) counters_.repeats_read += told.size();
    outcome const answer = found ? outcome{std::move(*found)} : outcome{unavailable::poisoned};
    for (completion const& done : told) {
        done(answer);
    }
}

// --- the end

void hall_loop::finish(loop_condition why, unavailable answer) {
    change_condition(why);
    answer_all(answer);
}

void hall_loop::answer_all(unavailable why) {
    return_to_mailbox();
    std::deque<waiting_command> refused;
    refused.swap(mailbox_);
    if (why == unavailable::read_only) counters_.read_only_answers += refused.size();
    for (waiting_command const& one : refused) {
        if (one.done) one.done(why);
    }
}

void hall_loop::leave_snapshot() {
    ++counters_.snapshots_left;
    snapshot_seq_ = tail_.seq;
    port_.submit_snapshot(options_.hall, snapshot_of(committed_, dedup_, tail_));
}

void hall_loop::finish_stopping() {
    if (leads() && tail_.seq > snapshot_seq_) leave_snapshot();
    if (!reads_.empty()) return;
    finish(loop_condition::stopped, unavailable::stopping);
}

void hall_loop::change_condition(loop_condition now) {
    if (condition_ == now) return;
    condition_ = now;
    listener_.condition_changed(options_.hall, now);
}

void hall_loop::report(notice::kind what, std::vector<std::string> details) {
    listener_.noticed({what, options_.hall, std::move(details)});
}

}  // namespace buduan::halls
