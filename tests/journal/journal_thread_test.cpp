// The journal's thread, with the test as the owner whose executor is a queue that the test empties.

#include "journal/faulty_journal.hpp"
#include "journal/memory_journal.hpp"
#include "journal/thread_owner.hpp"

using namespace buduan;
using namespace buduan::tests;
using journal::append_status;

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
