// The journal's thread, with the test as the owner whose executor is a queue that the test empties.

#include "journal/journal_thread.hpp"

#include "journal/faulty_journal.hpp"
#include "journal/journal_words.hpp"
#include "journal/memory_journal.hpp"
#include "journal/sqlite_journal.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <future>

using namespace buduan;
using namespace buduan::tests;
using journal::append_status;

namespace {

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

namespace stored = buduan::journal;  // inside a class derived from it, `journal` means the class

// Tells when it is asked to keep house; the rest is in memory.
class housekeeping_journal final : public stored::journal {
public:
    explicit housekeeping_journal(std::function<void()> told) : told_(std::move(told)) {}
    bool quiet() override {
        told_();
        return false;
    }
    stored::tail_position claim(dispatch::hall_id in, std::string const& node) override { return log_.claim(in, node); }
    std::vector<stored::append_result> append(std::span<stored::append_request const> requests) override {
        return log_.append(requests);
    }
    std::vector<stored::stored_record> read(dispatch::hall_id in, std::uint64_t after, std::size_t limit) override {
        return log_.read(in, after, limit);
    }
    stored::tail_position tail(dispatch::hall_id in) override { return log_.tail(in); }
    std::optional<std::uint64_t> find(dispatch::hall_id in, stored::command_id id) override {
        return log_.find(in, id);
    }
    void put_snapshot(dispatch::hall_id in, stored::stored_snapshot const& snapshot) override {
        log_.put_snapshot(in, snapshot);
    }
    std::optional<stored::stored_snapshot> snapshot(dispatch::hall_id in) override { return log_.snapshot(in); }
    std::vector<dispatch::hall_id> halls() override { return log_.halls(); }
    std::vector<stored::damage> verify_in_steps(std::function<void()> const& step) override {
        return log_.verify_in_steps(step);
    }
    void backup(std::string const& path, std::function<void()> const& step) override { log_.backup(path, step); }

private:
    stored::memory_journal log_;
    std::function<void()> told_;
};

journal::append_request request(std::string_view name, journal::tail_position const& after, std::uint64_t number) {
    return {hall(name), after.epoch, after.seq, {entry(number)}};
}

}  // namespace

TEST_CASE("an append is answered through the executor, on the owner's thread", "[journal][thread]") {
    mailbox owner;
    journal::memory_journal log;
    auto const claimed = log.claim(hall("fucheng"), "node");
    journal::journal_thread thread(log, owner.executor());

    std::optional<journal::append_result> answered;
    auto const asked_by = std::this_thread::get_id();
    REQUIRE(thread.append(request("fucheng", claimed, 1), [&](journal::append_result const& result) {
        CHECK(std::this_thread::get_id() == asked_by);
        answered = result;
    }));
    owner.run_until([&] { return answered.has_value(); });

    CHECK(answered->status == append_status::ok);
    CHECK(answered->tail.seq == 1);
}

TEST_CASE("all that waits becomes one commit, answered in the order of the requests", "[journal][thread]") {
    mailbox owner;
    journal::faulty_journal log;
    std::vector<journal::tail_position> claimed;
    for (int i = 0; i < 20; ++i) {
        claimed.push_back(log.claim(hall("hall-" + std::to_string(i)), "node"));
    }
    journal::journal_thread thread(log, owner.executor());
    gate held;
    held.shut(thread);

    std::vector<int> order;
    for (int i = 0; i < 20; ++i) {
        REQUIRE(thread.append(request("hall-" + std::to_string(i), claimed[static_cast<std::size_t>(i)], 1),
                              [&order, i](journal::append_result const& result) {
                                  CHECK(result.status == append_status::ok);
                                  order.push_back(i);
                              }));
    }
    CHECK(thread.counts().waiting == 20);
    held.open();
    owner.run_until([&] { return order.size() == 20; });
    thread.stop();

    CHECK(std::is_sorted(order.begin(), order.end()));
    CHECK(log.counts().appends == 1);
    auto const counts = thread.counts();
    CHECK(counts.commits == 1);
    CHECK(counts.requests == 20);
    CHECK(counts.records == 20);
    CHECK(counts.most_together == 20);
    CHECK(counts.by_requests[5] == 1);  // at most 32
    CHECK(counts.commit_time > std::chrono::nanoseconds::zero());
    CHECK(counts.longest_commit == counts.commit_time);
}

TEST_CASE("a commit takes no more requests than its bound", "[journal][thread]") {
    mailbox owner;
    journal::faulty_journal log;
    auto const claimed = log.claim(hall("fucheng"), "node");
    journal::journal_thread_limits limits;
    limits.together_at_most = 4;
    journal::journal_thread thread(log, owner.executor(), limits);
    gate held;
    held.shut(thread);

    std::uint64_t answered = 0;
    for (std::uint64_t i = 0; i < 10; ++i) {
        auto next = claimed;
        next.seq = i;
        REQUIRE(thread.append(request("fucheng", next, i), [&](journal::append_result const& result) {
            CHECK(result.status == append_status::ok);
            ++answered;
        }));
    }
    held.open();
    owner.run_until([&] { return answered == 10; });

    CHECK(thread.counts().commits == 3);
    CHECK(thread.counts().most_together == 4);
}

TEST_CASE("when too much waits the next is turned away and never answered", "[journal][thread]") {
    mailbox owner;
    journal::memory_journal log;
    auto const claimed = log.claim(hall("fucheng"), "node");
    journal::journal_thread_limits limits;
    limits.waiting_at_most = 3;
    journal::journal_thread thread(log, owner.executor(), limits);
    gate held;
    held.shut(thread);

    int answered = 0;
    int taken = 0;
    for (std::uint64_t i = 0; i < 5; ++i) {
        taken += thread.append(request("fucheng", claimed, i), [&](auto const&) { ++answered; }) ? 1 : 0;
    }
    held.open();
    thread.stop();
    owner.run_all();

    CHECK(taken == 3);
    CHECK(answered == 3);
    CHECK(thread.counts().turned_away == 2);
}

TEST_CASE("other work runs in its turn between the appends", "[journal][thread]") {
    mailbox owner;
    journal::memory_journal log;
    auto const claimed = log.claim(hall("fucheng"), "node");
    journal::journal_thread thread(log, owner.executor());
    gate held;
    held.shut(thread);

    std::uint64_t seen = 0;
    bool finished = false;
    auto second = claimed;
    second.seq = 1;
    REQUIRE(thread.append(request("fucheng", claimed, 1), {}));
    REQUIRE(thread.run([&](journal::journal& it) { seen = it.tail(hall("fucheng")).seq; },
                       [&](std::exception_ptr failure) {
                           CHECK_FALSE(failure);
                           finished = true;
                       }));
    REQUIRE(thread.append(request("fucheng", second, 2), {}));
    held.open();
    thread.stop();
    owner.run_all();

    CHECK(finished);
    CHECK(seen == 1);
    CHECK(log.tail(hall("fucheng")).seq == 2);
    CHECK(thread.counts().commits == 2);
}

TEST_CASE("what a piece of work throws is told to who asked for it", "[journal][thread]") {
    mailbox owner;
    journal::memory_journal log;
    journal::journal_thread thread(log, owner.executor());

    std::exception_ptr told;
    REQUIRE(thread.run([](journal::journal& it) { it.backup("/nowhere", {}); },
                       [&](std::exception_ptr failure) { told = failure; }));
    owner.run_until([&] { return told != nullptr; });

    CHECK_THROWS_AS(std::rethrow_exception(told), std::logic_error);
}

TEST_CASE("stopping does all that waits and takes no more", "[journal][thread]") {
    mailbox owner;
    journal::memory_journal log;
    auto const claimed = log.claim(hall("fucheng"), "node");
    journal::journal_thread thread(log, owner.executor());
    gate held;
    held.shut(thread);
    int answered = 0;
    for (std::uint64_t i = 0; i < 50; ++i) {
        auto next = claimed;
        next.seq = i;
        REQUIRE(thread.append(request("fucheng", next, i), [&](auto const&) { ++answered; }));
    }

    held.open();
    thread.stop();
    thread.stop();
    owner.run_all();

    CHECK(answered == 50);
    CHECK(log.tail(hall("fucheng")).seq == 50);
    CHECK_FALSE(thread.append(request("fucheng", claimed, 99), {}));
    CHECK_FALSE(thread.run([](journal::journal&) {}, {}));
}

TEST_CASE("an answer that was refused, had no room or was poisoned is counted as such", "[journal][thread]") {
    mailbox owner;
    journal::faulty_journal log;
    auto const claimed = log.claim(hall("fucheng"), "node");
    journal::journal_thread thread(log, owner.executor());
    auto const ask = [&](std::uint64_t number) {
        std::optional<append_status> answered;
        REQUIRE(thread.append(request("fucheng", claimed, number),
                              [&](journal::append_result const& result) { answered = result.status; }));
        owner.run_until([&] { return answered.has_value(); });
        return *answered;
    };
    REQUIRE(thread.run(
        [](journal::journal& it) {
            auto& faulty = dynamic_cast<journal::faulty_journal&>(it);
            faulty.script(journal::append_fault::no_space);
            faulty.script(journal::append_fault::none);
            faulty.script(journal::append_fault::none);
            faulty.script(journal::append_fault::poisoned);
        },
        {}));

    CHECK(ask(1) == append_status::no_space);
    CHECK(ask(1) == append_status::ok);
    CHECK(ask(2) == append_status::out_of_sequence);
    CHECK(ask(3) == append_status::poisoned);
    CHECK(thread.counts().no_space == 1);
    CHECK(thread.counts().refused == 1);
    CHECK(thread.counts().poisoned == 1);
    CHECK(thread.counts().records == 1);
}

TEST_CASE("halls go on while a backup is made, and a second backup at the same time is refused", "[journal][thread]") {
    temporary_folder folder;
    journal::sqlite_options options;
    options.path = folder / "journal.db";
    journal::sqlite_journal log(options);
    auto tail = log.claim(hall("fucheng"), "node");
    for (std::uint64_t number = 0; number < 300; ++number) {
        tail = append(log, "fucheng", tail, {entry(number, std::string(6000, 'p'))}).tail;
    }
    mailbox owner;
    journal::journal_thread thread(log, owner.executor());
    gate held;
    held.shut(thread);

    std::vector<std::string> order;
    REQUIRE(thread.backup(folder / "backup.db", [&](std::exception_ptr failure) {
        CHECK_FALSE(failure);
        order.push_back("backup");
    }));
    CHECK_FALSE(thread.backup(folder / "other.db", {}));
    REQUIRE(thread.append(request("fucheng", tail, 1000), [&](journal::append_result const& result) {
        CHECK(result.status == append_status::ok);
        order.push_back("append");
    }));
    held.open();
    owner.run_until([&] { return order.size() == 2; });

    // Asked later, done earlier: in between the steps of the copy.
    CHECK(order == std::vector<std::string>{"append", "backup"});
    bool again = false;
    REQUIRE(thread.backup(folder / "other.db", [&](std::exception_ptr) { again = true; }));
    owner.run_until([&] { return again; });
}

TEST_CASE("halls go on while the journal is walked, and what they append meanwhile is walked too",
          "[journal][thread]") {
    temporary_folder folder;
    journal::sqlite_options options;
    options.path = folder / "journal.db";
    journal::sqlite_journal log(options);
    auto const tail = grow(log, "fucheng", log.claim(hall("fucheng"), "node"), 0, 600);
    mailbox owner;
    journal::journal_thread thread(log, owner.executor());
    gate held;
    held.shut(thread);

    std::vector<std::string> order;
    REQUIRE(thread.verify([&](std::vector<journal::damage> const& found, std::exception_ptr const& failure) {
        CHECK_FALSE(failure);
        CHECK(found.empty());
        order.push_back("verify");
    }));
    CHECK_FALSE(thread.backup(folder / "other.db", {}));
    REQUIRE(thread.append(request("fucheng", tail, 1000), [&](journal::append_result const& result) {
        CHECK(result.status == append_status::ok);
        order.push_back("append");
    }));
    held.open();
    owner.run_until([&] { return order.size() == 2; });

    CHECK(order == std::vector<std::string>{"append", "verify"});
}

TEST_CASE("housekeeping is done when nothing waits", "[journal][thread]") {
    mailbox owner;
    std::atomic<int> kept = 0;
    housekeeping_journal log([&] {
        ++kept;
        owner.post([] {});
    });
    journal::journal_thread_limits limits;
    limits.quiet_after = std::chrono::milliseconds(1);
    journal::journal_thread thread(log, owner.executor(), limits);

    owner.run_until([&] { return kept >= 1; });
    bool done = false;
    REQUIRE(thread.run([](journal::journal&) {}, [&](std::exception_ptr) { done = true; }));
    owner.run_until([&] { return done && kept >= 2; });
    CHECK(kept >= 2);
}
