#include "halls/hall_loop.hpp"

#include "dispatch/decide.hpp"
#include "halls/seeded_bugs.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace buduan::halls {
namespace {

// A clock that is a little behind the journal is no wrong clock: the hall's own time bridges it.
constexpr std::chrono::minutes clock_tolerance{10};

bool issues(dispatch::command_body const& wanted) {
    return std::holds_alternative<dispatch::issue_ticket>(wanted);
}

}  // namespace

hall_loop::hall_loop(loop_options options, phase_lookup phase_at, journal_port& port, loop_listener& listener)
    : options_(std::move(options)), phase_at_(std::move(phase_at)), port_(port), listener_(listener) {}

void hall_loop::start() {
    recover();
}

void hall_loop::submit(dispatch::command wanted, completion done) {
    if (stopping_ || condition_ == loop_condition::fenced) return done(unavailable::stopping);
    if (condition_ == loop_condition::poisoned || condition_ == loop_condition::unreadable) {
        return done(unavailable::poisoned);
    }
    if (mailbox_.size() >= options_.limits.mailbox) {
        ++counters_.busy;
        return done(unavailable::busy);
    }
    mailbox_.push_back({std::move(wanted), std::move(done)});
}

void hall_loop::submit_own(dispatch::command_body wanted) {
    if (stopping_ || !leads() || mailbox_.size() >= options_.limits.mailbox) return;
    mailbox_.push_back({dispatch::command{{}, {}, std::move(wanted)}, nullptr, true});
}

bool hall_loop::leads() const {
    return condition_ == loop_condition::leading || condition_ == loop_condition::read_only;
}

dispatch::hall const& hall_loop::committed() const {
    return planted(seeded_bug::uncommitted_is_readable) ? working_ : committed_;
}

bool hall_loop::configured() const {
    return ever_led_ && dispatch::configuration_of(committed_) != nullptr && !wanted_configuration_;
}

// --- when

bool hall_loop::opening_due() const {
    return !claimed_ || (wanted_configuration_ && condition_ == loop_condition::leading);
}

bool hall_loop::has_work(dispatch::instant clock) const {
    if (awaiting_ != awaited::nothing) return false;
    if (!leads()) return condition_ == loop_condition::recovering && (!probe_at_ || *probe_at_ <= clock);
    if (!mailbox_.empty() || (stopping_ && reads_.empty())) return true;
    if (probe_at_ && *probe_at_ <= clock) return true;
    if (resting_until_ && clock < *resting_until_) return false;
    if (day_refused_) return clock < last_turn_ || last_turn_ + options_.limits.probe_every <= clock;
    if (opening_due() || plan_changed_) return true;
    auto const due = next_deadline();
    return due && *due <= clock;
}

std::optional<dispatch::instant> hall_loop::next_deadline() const {
    if (awaiting_ != awaited::nothing) return std::nullopt;
    std::optional<dispatch::instant> next = probe_at_;
    auto const sooner = [&](std::optional<dispatch::instant> candidate) {
        if (candidate && (!next || *candidate < *next)) next = candidate;
    };
    if (!leads()) return next;
    if (day_refused_) sooner(last_turn_ + options_.limits.probe_every);
    if (day_refused_ || resting_until_) return next;
    if (auto const due = dispatch::next_deadline(committed_)) sooner(clock_.when(*due));
    if (auto const* phase = dispatch::phase_of(committed_)) sooner(clock_.when(phase->ends));
    return next;
}

// --- a turn

void hall_loop::turn(dispatch::instant clock) {
    if (awaiting_ != awaited::nothing) return;
    last_turn_ = clock;
    if (condition_ == loop_condition::recovering) {
        if (probe_at_ && clock < *probe_at_) return;
        return recover();
    }
    if (!leads()) return;
    ++counters_.turns;

    if (probe_at_ && *probe_at_ <= clock) {
        ++counters_.probes;
        probe_at_ = clock + options_.limits.probe_every;
        port_.submit_restore_ballast(options_.hall);
    }
    if (resting_until_) {
        if (clock < *resting_until_) return refuse_while_resting();
        resting_until_.reset();
    }
    if (!day_is_plausible(clock)) return refuse_the_day();

    dispatch::instant const now = planted(seeded_bug::time_not_clamped) ? clock : clock_.read(clock);
    run_opening(now);
    if (!planted(seeded_bug::deadlines_after_commands)) run_due(now);
    take_mail(now);
    if (planted(seeded_bug::deadlines_after_commands)) run_due(now);
    if (!batch_.empty()) return send_batch();
    tell();
    if (stopping_ && mailbox_.empty()) finish_stopping();
}

// A business day before the last journalled one, or more than a day after it, is more likely a wrong clock than a true
// day. Nothing at all is recorded then, because a record from the future would hold the hall's time there.
bool hall_loop::day_is_plausible(dispatch::instant clock) {
    auto const* last = dispatch::phase_of(committed_);
    auto const* config = dispatch::configuration_of(committed_);
    if (options_.day_confirmed || last == nullptr || config == nullptr) return true;
    if (!plan_changed_ && !day_refused_ && day_checked_ && clock < last->ends) return true;

    calendar::civil_day const day = phase_at_(config->hours, clock).day;
    bool const behind = !day_checked_ && day < last->day && last_record_ - clock > clock_tolerance;
    bool const ahead = day - last->day > std::chrono::days{1};
    if (behind || ahead) {
        if (!day_refused_) {
            ++counters_.days_refused;
            report(notice::kind::day_needs_confirmation);
        }
        return !(day_refused_ = true);
    }
    day_refused_ = false;
    return day_checked_ = true;
}

void hall_loop::refuse_the_day() {
    std::deque<waiting_command> refused;
    refused.swap(mailbox_);
    dispatch::refusal not_confirmed;
    not_confirmed.code = dispatch::refusal_code::out_of_order;
    for (waiting_command const& one : refused) {
        if (one.done) one.done(not_confirmed);
    }
    if (stopping_ && mailbox_.empty()) finish_stopping();
}

void hall_loop::refuse_while_resting() {
    answer_all(unavailable::read_only);
    if (stopping_ && mailbox_.empty()) finish_stopping();
}

// The first commands of a start: who leads, and the configuration of the files.
void hall_loop::run_opening(dispatch::instant now) {
    if (!claimed_) {
        auto const refused = decide_own(
            dispatch::claim_leadership{options_.node, tail_.epoch, options_.after_reserve, options_.number_jump}, now);
        assert(!refused);
        static_cast<void>(refused);
    }
    if (!wanted_configuration_ || condition_ != loop_condition::leading) return;
    auto const* journalled = dispatch::configuration_of(working_);
    if (journalled != nullptr && *journalled == *wanted_configuration_) {
        wanted_configuration_.reset();
    } else if (auto const refused = decide_own(dispatch::accept_configuration{*wanted_configuration_}, now)) {
        wanted_configuration_.reset();
        report(notice::kind::configuration_refused, refused->details);
    }
}

// What is due at or before `now` happens before any command at `now`: deadlines first if the phase was to change later.
void hall_loop::run_due(dispatch::instant now) {
    enter_phase(now);
    auto due = dispatch::next_deadline(working_);
    while (due && *due <= now) {
        if (decide_own(dispatch::run_deadlines{}, now)) return;
        ++counters_.deadlines;
        auto const next = dispatch::next_deadline(working_);
        if (next && *next <= *due) return;
        due = next;
    }
}

void hall_loop::enter_phase(dispatch::instant now) {
    auto const* config = dispatch::configuration_of(working_);
    if (config == nullptr) return;
    auto const* current = dispatch::phase_of(working_);
    if (current != nullptr && !plan_changed_ && now < current->ends) return;
    calendar::phase_span const span = phase_at_(config->hours, now);
    plan_changed_ = false;
    if (current != nullptr && *current == span) return;
    if (decide_own(dispatch::enter_phase{span}, now)) return;
    ++counters_.phases;
    options_.day_confirmed = false;  // it was this day that was confirmed
    day_checked_ = true;
}

void hall_loop::take_mail(dispatch::instant now) {
    for (std::size_t taken = 0; taken < options_.limits.turn && !mailbox_.empty(); ++taken) {
        waiting_command one = std::move(mailbox_.front());
        mailbox_.pop_front();
        ++counters_.commands;
        if (!planted(seeded_bug::deadlines_after_commands)) run_due(now);
        if (one.own) {
            static_cast<void>(decide_own(std::move(one.wanted.body), now));
        } else {
            decide_client(std::move(one), now);
        }
    }
}

void hall_loop::decide_client(waiting_command taken, dispatch::instant now) {
    if (answer_repeat(taken)) return;
    if (taken.uncertain) ++counters_.lost_and_decided_anew;
    if (condition_ == loop_condition::read_only && issues(taken.wanted.body) &&
        !planted(seeded_bug::issues_while_read_only)) {
        ++counters_.read_only_answers;
        taken_.push_back({std::move(taken), unavailable::read_only, 0});
    } else if (auto refused = decide_into_batch(taken.wanted, now)) {
        ++counters_.refusals;
        taken_.push_back({std::move(taken), std::move(*refused), 0});
    } else {
        taken_.push_back({std::move(taken), std::nullopt, batch_.size() - 1});
    }
}

// True when the id was recorded before: the very record of the first time is the answer.
bool hall_loop::answer_repeat(waiting_command& taken) {
    auto const place = batch_ids_.find(taken.wanted.id);
    if (place != batch_ids_.end() && !planted(seeded_bug::repeat_decided_in_batch)) {
        ++counters_.repeats_in_batch;
        taken_.push_back({std::move(taken), std::nullopt, place->second});
        return true;
    }
    auto const seq = dedup_.find(taken.wanted.id);
    if (!seq) return false;
    if (taken.uncertain) ++counters_.lost_but_recorded;
    if (dispatch::record const* first = dedup_.recent(*seq)) {
        ++counters_.repeats;
        taken_.push_back({std::move(taken), *first, 0});
    } else if (reads_waiting_ == options_.limits.reads) {
        ++counters_.busy;
        taken_.push_back({std::move(taken), unavailable::busy, 0});
    } else {
        ++reads_waiting_;
        auto& waiting = reads_[*seq];
        waiting.push_back(std::move(taken.done));
        if (waiting.size() == 1) port_.submit_read(options_.hall, *seq);
    }
    return true;
}

std::optional<dispatch::refusal> hall_loop::decide_into_batch(dispatch::command const& wanted, dispatch::instant now) {
    auto events = dispatch::decide(working_, wanted, now);
    if (!events) return events.error();
    spoil(*events, working_, now);
    dispatch::record happened{tail_.epoch,       tail_.seq + batch_.size() + 1, wanted.id, wanted.by, now,
                              std::move(*events)};
    dispatch::apply(working_, happened);
    batch_ids_.emplace(wanted.id, batch_.size());
    batch_.push_back(std::move(happened));
    return std::nullopt;
}

std::optional<dispatch::refusal> hall_loop::decide_own(dispatch::command_body body, dispatch::instant now) {
    return decide_into_batch({next_own_id(), {}, std::move(body)}, now);
}

// Epoch and count: unique in the stream. A client may have used such an id by mischief, so a taken one is skipped.
dispatch::command_id hall_loop::next_own_id() {
    dispatch::command_id id;
    do {
        ++own_commands_;
        for (std::size_t i = 0; i < 8; ++i) {
            unsigned const shift = static_cast<unsigned>(56 - 8 * i);
            id.bytes[i] = static_cast<std::uint8_t>(tail_.epoch >> shift);
            id.bytes[8 + i] = static_cast<std::uint8_t>(own_commands_ >> shift);
        }
    } while (dedup_.find(id) || batch_ids_.contains(id));
    return id;
}

// --- from outside

void hall_loop::configure(dispatch::hall_config wanted) {
    wanted_configuration_ = std::move(wanted);
}

void hall_loop::replan(phase_lookup phase_at) {
    phase_at_ = std::move(phase_at);
    plan_changed_ = true;
}

void hall_loop::confirm_day() {
    options_.day_confirmed = true;
    day_refused_ = false;
}

void hall_loop::stop() {
    stopping_ = true;
    if (!leads() && awaiting_ == awaited::nothing) finish_stopping();
}

}  // namespace buduan::halls
