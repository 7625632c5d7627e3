#pragma once

// The owner of a journal's thread as a test plays it, and a gate that holds the thread.

#include "journal/journal_thread.hpp"
#include "journal/journal_words.hpp"

#include <catch2/catch.hpp>

#include <future>

namespace buduan::tests {

// Runs what is posted on the test's own thread; waiting is for an event, never for a time.
class mailbox {
public:
    void post(std::function<void()> what) {
        std::lock_guard const held(mutex_);
        waiting_.push_back(std::move(what));
        changed_.notify_one();
    }
    [[nodiscard]] journal::journal_thread::executor executor() {
        return [this](std::function<void()> what) { post(std::move(what)); };
    }
    void run_one() {
        std::function<void()> what;
        {
            std::unique_lock held(mutex_);
            changed_.wait(held, [this] { return !waiting_.empty(); });
            what = std::move(waiting_.front());
            waiting_.pop_front();
        }
        what();
    }
    template <class Condition>
    void run_until(Condition done) {
        while (!done()) {
            run_one();
        }
    }
    void run_all() {
        while (!waiting_.empty()) {
            run_one();
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> waiting_;
};

// Holds the journal's thread inside a piece of work until the test lets go.
class gate {
public:
    void shut(journal::journal_thread& thread) {
        REQUIRE(thread.run(
            [this](journal::journal&) {
                entered_.set_value();
                opened_.get_future().wait();
            },
            {}));
        entered_.get_future().wait();
    }
    void open() { opened_.set_value(); }

private:
    std::promise<void> entered_;
    std::promise<void> opened_;
};

inline journal::append_request request(std::string_view name, journal::tail_position const& after,
                                       std::uint64_t number) {
    return {hall(name), after.epoch, after.seq, {entry(number)}};
}

}  // namespace buduan::tests
