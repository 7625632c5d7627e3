#include "simulation/journal_desk.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace buduan::simulation {

journal_desk::journal_desk(schedule& time, journal::faulty_journal& disk, chance draw, disk_faults faults,
                           sightings& seen, std::function<void()> die)
    : time_(time), disk_(disk), draw_(draw), faults_(faults), seen_(seen), die_(std::move(die)) {}

journal_desk::~journal_desk() {
    *alive_ = false;
}

void journal_desk::take(work next) {
    waiting_.push_back(std::move(next));
    if (!busy_) work_on();
}

void journal_desk::work_on() {
    busy_ = true;
    milliseconds pace{draw_.between(0, 6)};
    if (draw_.in_thousand(faults_.slow)) {
        seen_.count("fault: slow append");
        pace = milliseconds{draw_.between(500, 9'000)};
    }
    time_.in(pace, [this, alive = alive_] {
        if (!*alive) return;
        work const next = std::move(waiting_.front());
        waiting_.pop_front();
        next();
        if (!*alive) return;
        busy_ = false;
        if (!waiting_.empty()) work_on();
    });
}

// Answers arrive in the order in which they were given.
void journal_desk::answer(work what, milliseconds after) {
    last_answer_ = std::max(last_answer_, time_.now() + after);
    time_.at(last_answer_, [alive = alive_, what = std::move(what)] {
        if (*alive) what();
    });
}

void journal_desk::die_soon() {
    time_.in(milliseconds{0}, [alive = alive_, die = die_] {
        if (*alive) die();
    });
}

void journal_desk::submit_recovery(dispatch::hall_id hall) {
    take([this, hall] {
        halls::recovery_answer state = halls::recover_or_say_why(disk_, hall, "simulated");
        if (auto const late = late_.extract(hall); !late.empty()) {
            // The old request reaches the disk behind the new claim: the fence must stop it.
            seen_.count("fault: append behind a claim");
            journal::append_request stale = std::move(late.mapped());
            if (no_fence_) {
                journal::tail_position const tail = disk_.tail(hall);
                stale.epoch = tail.epoch;
                stale.expected_seq = tail.seq;
            }
            journal::append_result const result = disk_.append({&stale, 1}).front();
            if (result.status == journal::append_status::fenced) seen_.count("recovery: stale append fenced");
        }
        answer(
            [this, hall, state = std::make_shared<halls::recovery_answer>(std::move(state))] {
                if (auto const* recovered = std::get_if<halls::recovered>(state.get())) {
                    seen_.durable(hall, recovered->tail.seq);
                }
                answers_->on_recovered(hall, std::move(*state));
            },
            milliseconds{draw_.between(0, 40)});
    });
}

void journal_desk::submit_append(journal::append_request request) {
    take([this, request = std::move(request)] { append(request); });
}

void journal_desk::append(journal::append_request const& request) {
    using journal::append_fault;
    dispatch::hall_id const hall = request.hall;
    if (draw_.in_thousand(faults_.crash_before)) {
        seen_.count("fault: killed before an append");
        return die_soon();
    }
    if (draw_.in_thousand(faults_.lost_before)) {
        seen_.count("fault: request lost");
        return lose(hall);
    }
    if (draw_.in_thousand(faults_.late)) {
        late_.insert_or_assign(hall, request);
        return lose(hall);
    }
    if (draw_.in_thousand(faults_.usurped)) usurp(hall);

    append_fault fault = never_sync_ ? append_fault::volatile_ok : append_fault::none;
    if (draw_.in_thousand(faults_.torn)) {
        seen_.count("fault: torn append");
        fault = append_fault::torn;
    } else if (draw_.in_thousand(faults_.poisoned)) {
        seen_.count("fault: I/O error");
        fault = append_fault::poisoned;
    } else if (draw_.in_thousand(faults_.poisoned_but_written)) {
        seen_.count("fault: sync error after the write");
        fault = append_fault::lost_answer;
    }
    disk_.script(fault);
    journal::append_result const result = disk_.append({&request, 1}).front();

    if (draw_.in_thousand(faults_.crash_after)) {
        seen_.count("fault: killed before an answer");
        return die_soon();
    }
    if (result.status == journal::append_status::ok && draw_.in_thousand(faults_.lost_after)) {
        seen_.count("fault: answer lost");
        return lose(hall);
    }
    answer(
        [this, hall, result] {
            if (result.status == journal::append_status::ok) seen_.durable(hall, result.tail.seq);
            answers_->on_appended(hall, result);
        },
        milliseconds{draw_.between(0, 4)});
}

void journal_desk::usurp(dispatch::hall_id hall) {
    try {
        static_cast<void>(disk_.claim(hall, "another"));
        seen_.count("fault: claimed by another");
    } catch (journal::unavailable_journal const&) {
        seen_.count("fault: another could not claim either");
    }
}

void journal_desk::lose(dispatch::hall_id hall) {
    answer([this, hall] { answers_->on_append_lost(hall); }, milliseconds{draw_.between(200, 3'000)});
}

void journal_desk::submit_read(dispatch::hall_id hall, std::uint64_t seq) {
    take([this, hall, seq] {
        auto const found = halls::record_at(disk_, hall, seq);
        answer([this, hall, seq, found] { answers_->on_read(hall, seq, found); }, milliseconds{draw_.between(0, 20)});
    });
}

void journal_desk::submit_release_ballast() {
    take([this] { static_cast<void>(disk_.release_ballast()); });
}

void journal_desk::submit_restore_ballast(dispatch::hall_id hall) {
    take([this, hall] {
        bool const held = disk_.restore_ballast();
        answer([this, hall, held] { answers_->on_ballast(hall, held); }, milliseconds{1});
    });
}

void journal_desk::submit_snapshot(dispatch::hall_id hall, journal::stored_snapshot snapshot) {
    take([this, hall, snapshot = std::move(snapshot)] { disk_.put_snapshot(hall, snapshot); });
}

}  // namespace buduan::simulation
