#include "journal/journal_thread.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <utility>

namespace buduan::journal {
namespace {

constexpr std::chrono::nanoseconds time_unit = std::chrono::microseconds(64);

// The first i with value <= 2^i.
std::size_t bucket(std::uint64_t value) {
    auto const exponent = static_cast<std::size_t>(std::bit_width(value <= 1 ? 0 : value - 1));
    return std::min(exponent, journal_counts::buckets - 1);
}

}  // namespace

journal_thread::journal_thread(journal& served, executor post, journal_thread_limits limits)
    : journal_(served), post_(std::move(post)), limits_(limits), thread_([this] { live(); }) {}

journal_thread::~journal_thread() {
    stop();
}

bool journal_thread::append(append_request request, answer done) {
    return enqueue(asked_append{std::move(request), std::move(done)});
}

bool journal_thread::run(work what, finished done) {
    return enqueue(asked_work{std::move(what), std::move(done)});
}

bool journal_thread::backup(std::string path, finished done) {
    return run_at_length([path = std::move(path)](journal& whole, auto const& step) { whole.backup(path, step); },
                         std::move(done));
}

bool journal_thread::verify(verified done) {
    auto const found = std::make_shared<std::vector<damage>>();
    return run_at_length([found](journal& whole, auto const& step) { *found = whole.verify_in_steps(step); },
                         [found, done = std::move(done)](std::exception_ptr const& failure) { done(*found, failure); });
}

bool journal_thread::run_at_length(std::function<void(journal&, std::function<void()> const& step)> what,
                                   finished done) {
    {
        std::lock_guard const held(mutex_);
        if (std::exchange(at_length_, true)) return false;
    }
    auto in_steps = [this, what = std::move(what)](journal& whole) {
        struct at_end {
            journal_thread& of;
            ~at_end() {
                std::lock_guard const held(of.mutex_);
                of.at_length_ = false;
            }
        } const ended{*this};
        what(whole, [this] { do_waiting(); });
    };
    if (run(std::move(in_steps), std::move(done))) return true;
    std::lock_guard const held(mutex_);
    at_length_ = false;
    return false;
}

void journal_thread::stop() {
    {
        std::lock_guard const held(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

journal_counts journal_thread::counts() const {
    std::lock_guard const held(mutex_);
    journal_counts now = counts_;
    now.waiting = waiting_.size();
    return now;
}

bool journal_thread::enqueue(asked item) {
    {
        std::lock_guard const held(mutex_);
        if (stopping_ || waiting_.size() >= limits_.waiting_at_most) {
            ++counts_.turned_away;
            return false;
        }
        waiting_.push_back(std::move(item));
        counts_.most_waiting = std::max<std::uint64_t>(counts_.most_waiting, waiting_.size());
    }
    changed_.notify_one();
    return true;
}

void journal_thread::live() {
    bool housekeeping_left = true;
    for (;;) {
        bool const woken = wait(housekeeping_left);
        {
            std::lock_guard const held(mutex_);
            if (stopping_ && waiting_.empty()) return;
        }
        if (woken) {
            do_waiting();
            housekeeping_left = true;
        } else {
            housekeeping_left = journal_.quiet();
        }
    }
}

bool journal_thread::wait(bool housekeeping_left) {
    std::unique_lock held(mutex_);
    auto const something = [this] { return !waiting_.empty() || stopping_; };
    if (housekeeping_left) return changed_.wait_for(held, limits_.quiet_after, something);
    changed_.wait(held, something);
    return true;
}

// Takes from the queue until it is empty, so that what arrives during a commit makes the next one.
void journal_thread::do_waiting() {
    for (;;) {
        std::deque<asked> appends;
        std::optional<asked_work> other;
        {
            std::lock_guard const held(mutex_);
            while (!waiting_.empty() && appends.size() < limits_.together_at_most) {
                if (auto* found = std::get_if<asked_work>(&waiting_.front())) {
                    if (appends.empty()) {
                        other = std::move(*found);
                        waiting_.pop_front();
                    }
                    break;
                }
                appends.push_back(std::move(waiting_.front()));
                waiting_.pop_front();
            }
        }
        if (appends.empty() && !other) return;
        if (!appends.empty()) commit(appends);
        if (other) work_on(std::move(*other));
    }
}

void journal_thread::commit(std::deque<asked>& taken) {
    std::vector<append_request> requests;
    std::vector<answer> answers;
    for (asked& item : taken) {
        auto& one = std::get<asked_append>(item);
        requests.push_back(std::move(one.request));
        answers.push_back(std::move(one.done));
    }

    auto const began = std::chrono::steady_clock::now();
    std::vector<append_result> results;
    try {
        results = journal_.append(requests);
    } catch (std::exception const&) {
        // Out of memory at the worst moment: nobody knows what happened, which is what `poisoned` says.
        results.assign(requests.size(), append_result{append_status::poisoned, {}, 0});
    }
    count(requests, results, std::chrono::steady_clock::now() - began);

    post_([answers = std::move(answers), results = std::move(results)] {
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (answers[i]) answers[i](results[i]);
        }
    });
}

void journal_thread::count(std::span<append_request const> requests, std::span<append_result const> results,
                           std::chrono::nanoseconds took) {
    std::lock_guard const held(mutex_);
    counts_.commits += 1;
    counts_.requests += requests.size();
    for (std::size_t i = 0; i < results.size(); ++i) {
        switch (results[i].status) {
            case append_status::ok: counts_.records += requests[i].entries.size(); break;
            case append_status::fenced:
            case append_status::out_of_sequence:
            case append_status::duplicate: counts_.refused += 1; break;
            case append_status::no_space: counts_.no_space += 1; break;
            case append_status::poisoned: counts_.poisoned += 1; break;
        }
    }
    counts_.most_together = std::max<std::uint64_t>(counts_.most_together, requests.size());
    counts_.commit_time += took;
    counts_.longest_commit = std::max(counts_.longest_commit, took);
    counts_.by_requests[bucket(requests.size())] += 1;
    counts_.by_time[bucket(static_cast<std::uint64_t>((took + time_unit - std::chrono::nanoseconds(1)) / time_unit))] +=
        1;
}

void journal_thread::work_on(asked_work item) {
    std::exception_ptr failure;
    try {
        item.what(journal_);
    } catch (...) {
        failure = std::current_exception();
    }
    if (item.done) post_([done = std::move(item.done), failure] { done(failure); });
}

}  // namespace buduan::journal
