#pragma once

// A few threads behind a bounded queue, for work that blocks or burns. Work given from one thread to a queue of one
// thread runs in that order.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace buduan::identity {

class work_queue {
public:
    work_queue(std::size_t threads, std::size_t limit);
    // Runs what is queued, then joins.
    ~work_queue();
    work_queue(work_queue const&) = delete;
    work_queue& operator=(work_queue const&) = delete;

    // False when the queue is full. Work must not throw.
    [[nodiscard]] bool give(std::function<void()> work);

private:
    void run();

    std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> waiting_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace buduan::identity
