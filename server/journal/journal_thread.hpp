#pragma once

// The thread of the journal. The network thread hands it requests and goes on; here everything that waits becomes one
// `append` call, so one sync serves all halls, and while that sync is in the disk the next requests gather. Answers go
// back through the executor function, in the order of the requests. Other work on the journal (reading, snapshots,
// verification) runs here too, in order with the appends. When nothing waits for a while the journal does its
// housekeeping.
//
// All member functions but `stop` may be called from any thread; none of them waits for the disk.

#include "journal/journal.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

namespace buduan::journal {

struct journal_thread_limits {
    std::size_t waiting_at_most = 4096;   // requests and pieces of work; more are refused
    std::size_t together_at_most = 1024;  // requests in one commit
    std::chrono::milliseconds quiet_after{20};
};

// What the thread has done, for /metrics. Times are those of whole `append` calls, of which the sync is nearly all.
struct journal_counts {
    static constexpr std::size_t buckets = 16;

    std::uint64_t commits = 0;   // append calls
    std::uint64_t requests = 0;  // of all halls
    std::uint64_t records = 0;   // durable entries
    std::uint64_t refused = 0;   // requests fenced, out of sequence or duplicate
    std::uint64_t no_space = 0;
    std::uint64_t poisoned = 0;
    std::uint64_t turned_away = 0;  // by the bound of the queue
    std::uint64_t waiting = 0;      // now
    std::uint64_t most_waiting = 0;
    std::uint64_t most_together = 0;
    std::chrono::nanoseconds commit_time{};  // sum
    std::chrono::nanoseconds longest_commit{};
    // Commits of at most 2^i requests, and of at most 2^i * 64 microseconds; the last bucket takes the rest.
    std::array<std::uint64_t, buckets> by_requests{};
    std::array<std::uint64_t, buckets> by_time{};
};

class journal_thread {
public:
    // Runs its argument on the owner's thread, later.
    using executor = std::function<void(std::function<void()>)>;
    using answer = std::function<void(append_result const&)>;
    using work = std::function<void(journal&)>;
    using finished = std::function<void(std::exception_ptr)>;  // null when all went well

    // `served` must outlive this and is touched by this thread alone from now on.
    journal_thread(journal& served, executor post, journal_thread_limits limits = {});
    ~journal_thread();  // stops
    journal_thread(journal_thread const&) = delete;
    journal_thread& operator=(journal_thread const&) = delete;

    // False when too much waits or the thread is stopping; then `done` is never called.
    [[nodiscard]] bool append(append_request request, answer done);

    // Does `what` on the thread of the journal, behind everything that was asked before. `done` is told what it threw.
    // Keep it short: no hall commits meanwhile. False as above.
    [[nodiscard]] bool run(work what, finished done);

    // Copies or walks the whole journal while the halls go on: between the steps all that waits is done. One of the two
    // at a time; false as above, and while another one runs.
    [[nodiscard]] bool backup(std::string path, finished done);
    using verified = std::function<void(std::vector<damage> const&, std::exception_ptr)>;
    [[nodiscard]] bool verify(verified done);

    // Takes no more, does all that waits, and returns when the last answer is posted. By the owner, any number of times.
    void stop();

    [[nodiscard]] journal_counts counts() const;

private:
    struct asked_append {
        append_request request;
        answer done;
    };
    struct asked_work {
        work what;
        finished done;
    };
    using asked = std::variant<asked_append, asked_work>;

    [[nodiscard]] bool enqueue(asked item);
    // `what` gets the step between its pieces.
    [[nodiscard]] bool run_at_length(std::function<void(journal&, std::function<void()> const& step)> what,
                                     finished done);
    void live();
    // Waits for something to do; false when stopping and nothing is left.
    [[nodiscard]] bool wait(bool housekeeping_left);
    void do_waiting();
    void commit(std::deque<asked>& taken);
    void count(std::span<append_request const> requests, std::span<append_result const> results,
               std::chrono::nanoseconds took);
    void work_on(asked_work item);

    journal& journal_;
    executor post_;
    journal_thread_limits limits_;

    mutable std::mutex mutex_;  // guards what follows; held for moments, never during a commit
    std::condition_variable changed_;
    std::deque<asked> waiting_;
    journal_counts counts_;
    bool at_length_ = false;  // a backup or a verification is under way
    bool stopping_ = false;

    std::jthread thread_;  // the last member: it uses all others
};

}  // namespace buduan::journal
