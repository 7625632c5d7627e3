#include "journal/faulty_journal.hpp"

#include <algorithm>
#include <utility>

namespace buduan::journal {

void faulty_journal::script(append_fault next) {
    script_.push_back(next);
}

void faulty_journal::fill_disk(std::size_t ballast_appends) {
    full_ = 0;
    ballast_appends_ = ballast_appends;
}

void faulty_journal::free_space() {
    full_.reset();
}

void faulty_journal::damage_record(dispatch::hall_id hall, std::uint64_t seq) {
    damaged_.emplace(hall, seq);
}

std::size_t faulty_journal::not_durable() const {
    return pending_.size();
}

void faulty_journal::restart(std::size_t kept) {
    kept = std::min(kept, pending_.size());
    for (std::size_t i = 0; i < kept; ++i) {
        redo(durable_, pending_[i]);
    }
    counts_.restarts += 1;
    counts_.operations_kept_by_restart += kept;
    counts_.operations_dropped_by_restart += pending_.size() - kept;
    pending_.clear();
    seen_ = durable_;
    script_.clear();
    poisoned_ = false;
}

faulty_journal::tally const& faulty_journal::counts() const {
    return counts_;
}

bool faulty_journal::is_poisoned() const {
    return poisoned_;
}

tail_position faulty_journal::claim(dispatch::hall_id hall, std::string const& node) {
    if (poisoned_) throw unavailable_journal(append_status::poisoned, "claim on a poisoned journal");
    if (!disk_takes_it()) throw unavailable_journal(append_status::no_space, "claim on a full disk");
    pending_.push_back(claimed{hall, node});
    tail_position const tail = seen_.claim(hall, node);
    sync();
    return tail;
}

std::vector<append_result> faulty_journal::append(std::span<append_request const> requests) {
    append_fault const fault = next_fault();
    ++counts_.appends;
    if (poisoned_) return refuse(requests, append_status::poisoned);
    if (!disk_takes_it()) {
        ++counts_.no_space;
        return refuse(requests, append_status::no_space);
    }

    switch (fault) {
        case append_fault::no_space: ++counts_.no_space; return refuse(requests, append_status::no_space);
        case append_fault::poisoned:
            ++counts_.poisoned;
            poisoned_ = true;
            return refuse(requests, append_status::poisoned);
        case append_fault::none:
        case append_fault::lost_answer:
        case append_fault::torn:
        case append_fault::volatile_ok: break;
    }

    std::vector<append_result> results = seen_.append(requests);
    pending_.push_back(appended{{requests.begin(), requests.end()}});
    switch (fault) {
        case append_fault::none: sync(); return results;
        case append_fault::volatile_ok: ++counts_.volatile_oks; return results;
        case append_fault::lost_answer:
            ++counts_.lost_answers;
            sync();
            break;
        case append_fault::torn: ++counts_.torn; break;
        case append_fault::no_space:
        case append_fault::poisoned: break;  // answered above
    }
    poisoned_ = true;
    for (append_result& result : results) {
        result.status = append_status::poisoned;
    }
    return results;
}

std::vector<append_result> faulty_journal::refuse(std::span<append_request const> requests, append_status status) {
    memory_journal would_be = seen_;
    std::vector<append_result> results = would_be.append(requests);
    for (std::size_t i = 0; i < results.size(); ++i) {
        bool const in_question = results[i].status == append_status::ok || status == append_status::poisoned;
        if (in_question) results[i].status = status;
        results[i].tail = seen_.tail(requests[i].hall);
    }
    return results;
}

std::vector<stored_record> faulty_journal::read(dispatch::hall_id hall, std::uint64_t after, std::size_t limit) {
    std::vector<stored_record> records = seen_.read(hall, after, limit);
    for (stored_record const& record : records) {
        if (damaged_.contains({hall, record.seq})) {
            throw damaged_journal({hall, record.seq, "damaged by the test"});
        }
    }
    return records;
}

tail_position faulty_journal::tail(dispatch::hall_id hall) {
    return seen_.tail(hall);
}

std::optional<std::uint64_t> faulty_journal::find(dispatch::hall_id hall, command_id command) {
    return seen_.find(hall, command);
}

void faulty_journal::put_snapshot(dispatch::hall_id hall, stored_snapshot const& snapshot) {
    if (poisoned_ || full_) return;
    seen_.put_snapshot(hall, snapshot);
    pending_.push_back(snapshot_put{hall, snapshot});
}

std::optional<stored_snapshot> faulty_journal::snapshot(dispatch::hall_id hall) {
    return seen_.snapshot(hall);
}

std::vector<dispatch::hall_id> faulty_journal::halls() {
    return seen_.halls();
}

std::vector<damage> faulty_journal::verify_in_steps(std::function<void()> const& step) {
    std::vector<damage> found = seen_.verify_in_steps(step);
    for (auto const& [hall, seq] : damaged_) {
        if (seq <= seen_.tail(hall).seq) found.push_back({hall, seq, "damaged by the test"});
    }
    return found;
}

void faulty_journal::backup(std::string const& path, std::function<void()> const& step) {
    seen_.backup(path, step);
}

std::uint64_t faulty_journal::release_ballast() {
    if (!full_ || *full_ > 0 || ballast_appends_ == 0) return 0;
    ++counts_.ballast_releases;
    full_ = ballast_appends_;
    return std::exchange(ballast_appends_, 0) * 4096;
}

bool faulty_journal::restore_ballast() {
    if (full_) return false;
    ++counts_.ballast_restores;
    return true;
}

append_fault faulty_journal::next_fault() {
    if (script_.empty()) return append_fault::none;
    append_fault const next = script_.front();
    script_.pop_front();
    return next;
}

bool faulty_journal::disk_takes_it() {
    if (!full_) return true;
    if (*full_ == 0) return false;
    --*full_;
    return true;
}

// A durable write carries everything before it to the disk, as one log file does.
void faulty_journal::sync() {
    for (operation const& done : pending_) {
        redo(durable_, done);
    }
    pending_.clear();
}

void faulty_journal::redo(memory_journal& on, operation const& what) {
    struct redoing {
        memory_journal& on;
        void operator()(claimed const& it) const { static_cast<void>(on.claim(it.hall, it.node)); }
        void operator()(appended const& it) const { static_cast<void>(on.append(it.requests)); }
        void operator()(snapshot_put const& it) const { on.put_snapshot(it.hall, it.snapshot); }
    };
    std::visit(redoing{on}, what);
}

}  // namespace buduan::journal
