// The end of a seed: everything heals and must come to rest; then the journal is read, record by record, and every
// property is asked for.

#include "dispatch/decide.hpp"
#include "halls/recovery.hpp"
#include "simulation/picture_text.hpp"
#include "simulation/sample_halls.hpp"
#include "simulation/simulated_world.hpp"

#include <algorithm>
#include <utility>

namespace buduan::simulation {

using namespace std::chrono;

std::uint64_t world::commands() const {
    std::uint64_t sent = 0;
    for (auto const& one : clerks_) {
        sent += one->commands().sent();
    }
    for (auto const& one : crowds_) {
        sent += one->commands().sent();
    }
    return sent;
}

void world::heal() {
    say("everything heals");
    healing_ = true;
    network_mix_ = {};
    if (desk_) desk_->heal();
    disk_.free_space();
    clock_.correct();
    around_.arrivals = false;
    around_.diligent = true;
    around_.lull_until = time_.now();
    configurations_ = sample_halls(configurations_.size());
    if (server_) {
        for (dispatch::hall_config const& hall : configurations_) {
            server_->reconfigure(hall);
        }
    } else {
        restart_soon();
    }
}

// Nobody waits for an answer, and no ticket for a window.
bool world::at_rest() {
    auto const quiet = [](auto const& one) { return one->commands().empty(); };
    if (!server_ || !server_->ready()) return false;
    if (!std::all_of(clerks_.begin(), clerks_.end(), quiet) || !std::all_of(crowds_.begin(), crowds_.end(), quiet)) {
        return false;
    }
    for (dispatch::hall_id const hall : server_->halls()) {
        for (dispatch::ticket const& ticket : dispatch::tickets_of(*server_->find(hall))) {
            if (ticket.open() && !std::holds_alternative<dispatch::missed>(ticket.stage)) return false;
        }
    }
    return true;
}

// The clock is right now; where it had been wrong across a midnight a person has to say so.
void world::confirm_days() {
    if (!server_) return;
    for (dispatch::hall_id const hall : std::exchange(doubtful_days_, {})) {
        say("the day is confirmed");
        seen_.count("recovery: day confirmed");
        server_->confirm_day(hall);
    }
}

void world::settle() {
    steady_time const limit = time_.now() + hours{3};
    steady_time look = time_.now();
    while (true) {
        if (time_.now() >= look) {
            if (at_rest()) return;
            confirm_days();
            look = time_.now() + seconds{5};
        }
        if (time_.now() > limit) throw broken_property("liveness", "everything is healed and it does not come to rest");
        if (!time_.step()) throw broken_property("liveness", "nothing happens any more");
    }
}

std::vector<dispatch::record> world::records_after(dispatch::hall_id hall, std::uint64_t after) {
    std::vector<dispatch::record> records;
    for (journal::stored_record const& stored : disk_.read(hall, after, 100'000)) {
        records.push_back(halls::record_of(hall, stored));
    }
    return records;
}

void world::judge() {
    judge_screens();
    for (dispatch::hall_id const hall : server_->halls()) {
        dispatch::hall folded;
        for (journal::stored_record const& stored : disk_.read(hall, 0, 100'000)) {
            dispatch::record const happened = halls::record_of(hall, stored);
            seen_.stepped(hall, folded, stored, happened);
            dispatch::apply(folded, happened);
        }
        dispatch::hall const& live = *server_->find(hall);
        seen_.ended(hall, live, folded);
        if (!disk_.verify().empty()) throw broken_property("monotone_stream", "the journal does not verify");
    }
    // A last start: what snapshot and tail make of the stream is the same state.
    std::map<dispatch::hall_id, dispatch::hall> lived;
    for (dispatch::hall_id const hall : server_->halls()) {
        lived.emplace(hall, *server_->find(hall));
    }
    kill_server();
    for (auto const& [hall, state] : lived) {
        seen_.ended(hall, halls::recover(disk_, hall, "simulated").state, state);
    }
    judge_damage();
}

// Every screen has the newest picture of what it follows.
void world::judge_screens() {
    for (auto const& [topic, kept] : screens_.pictures()) {
        live::position at;
        live::encode make;
        if (!server_->current_picture(topic, at, make)) throw broken_property("convergence", topic + " is gone");
        if (without_position(kept.bytes) != without_position(make(live::encoding::binary))) {
            throw broken_property("convergence", topic + " shows an old picture");
        }
    }
}

// Last of all a record goes bad: the hall must not lead on it.
void world::judge_damage() {
    dispatch::hall_id const hall = configurations_.front().id;
    auto const snapshot = disk_.snapshot(hall);
    std::uint64_t const first = snapshot ? snapshot->seq + 1 : 1;
    std::uint64_t const last = disk_.tail(hall).seq;
    if (first > last) return;
    disk_.damage_record(hall, first + draw_.below(last - first + 1));
    seen_.count("fault: damaged record");
    auto const answer = halls::recover_or_say_why(disk_, hall, "simulated");
    auto const* why = std::get_if<halls::unreadable>(&answer);
    if (why == nullptr || why->why != halls::unreadable::cause::damaged) {
        throw broken_property("damage_is_refused", "a hall was recovered from a damaged journal");
    }
    seen_.count("recovery: damaged journal refused");
}

void world::add_counters(seed_report& report) {
    if (server_) lived_ += server_->counters();
    auto const& life = lived_;
    report.records = life.records;
    auto const add = [&](char const* name, std::uint64_t value) { seen_.count(name, value); };
    add("recovery: from the journal", life.recoveries);
    add("recovery: from a snapshot", life.snapshots_used);
    add("recovery: snapshot left", life.snapshots_left);
    add("recovery: repeat answered", life.repeats);
    add("recovery: repeat in one batch", life.repeats_in_batch);
    add("recovery: repeat read back", life.repeats_read);
    add("recovery: lost answer", life.lost_answers);
    add("recovery: lost but recorded", life.lost_but_recorded);
    add("recovery: lost and decided anew", life.lost_and_decided_anew);
    add("recovery: disk full", life.disk_full);
    add("recovery: ballast spent", life.ballast_spent);
    add("recovery: disk back", life.disk_back);
    add("recovery: read-only answer", life.read_only_answers);
    add("recovery: poisoned", life.poisoned);
    add("recovery: fenced", life.fenced);
    add("recovery: mailbox full", life.busy);
    add("recovery: day refused", life.days_refused);
    add("course: phase entered", life.phases);
    add("course: deadline run", life.deadlines);
    add("course: configuration accepted", life.configurations);
    add("course: refusal", life.refusals);
    report.counters = seen_.counters();
}

std::vector<std::string> const& expected_counters() {
    static std::vector<std::string> const expected = {
        "client: told to come back",
        "client: tried again",
        "course: configuration accepted",
        "course: deadline run",
        "course: phase entered",
        "course: refusal",
        "fault: I/O error",
        "fault: answer lost",
        "fault: append behind a claim",
        "fault: claimed by another",
        "fault: clock on a wrong day",
        "fault: clock set back",
        "fault: clock set forward",
        "fault: configuration reloaded",
        "fault: damaged record",
        "fault: disk full",
        "fault: faulty configuration",
        "fault: holiday table reloaded",
        "fault: killed",
        "fault: killed before an answer",
        "fault: killed before an append",
        "fault: lull",
        "fault: message doubled",
        "fault: message from long ago",
        "fault: orderly restart",
        "fault: reply dropped",
        "fault: request lost",
        "fault: rush",
        "fault: slow append",
        "fault: sync error after the write",
        "fault: torn append",
        "recovery: ballast spent",
        "recovery: damaged journal refused",
        "recovery: day confirmed",
        "recovery: day refused",
        "recovery: disk back",
        "recovery: disk full",
        "recovery: drained before the stop",
        "recovery: faulty configuration refused",
        "recovery: fenced",
        "recovery: from a snapshot",
        "recovery: from the journal",
        "recovery: lost and decided anew",
        "recovery: lost answer",
        "recovery: lost but recorded",
        "recovery: mailbox full",
        "recovery: poisoned",
        "recovery: process started again",
        "recovery: read-only answer",
        "recovery: repeat answered",
        "recovery: repeat in one batch",
        "recovery: repeat read back",
        "recovery: silent seat expired",
        "recovery: snapshot left",
        "recovery: stale append fenced",
    };
    return expected;
}

}  // namespace buduan::simulation
