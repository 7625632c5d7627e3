// The memory of commands, for every back end: a retry has one effect within 48 hours.

#include "contract/each_journal.hpp"

using namespace buduan;
using namespace buduan::contract;
using journal::append_status;

TEST_CASE("a command that stands in the stream is a duplicate and its seq is told, also after a restart", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    auto const tail = append_one(*in.log, request("a", claimed, {entry(1), entry(2), entry(3)})).tail;

    auto const again = append_one(*in.log, request("a", tail, {entry(4), entry(2)}));
    in.restart();
    auto const later = append_one(*in.log, request("a", tail, {entry(2)}));

    CHECK(again.status == append_status::duplicate);
    CHECK(again.duplicate_seq == 2);
    CHECK(again.tail == tail);
    CHECK(later.status == append_status::duplicate);
    CHECK(later.duplicate_seq == 2);
    CHECK(in.log->find(hall("a"), command(2)) == 2);
    CHECK_FALSE(in.log->find(hall("a"), command(4)));
    CHECK(in.log->read(hall("a"), 0, 10).size() == 3);
}

TEST_CASE("a command twice in one request is a duplicate that stands nowhere", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");

    auto const result = append_one(*in.log, request("a", claimed, {entry(1), entry(2), entry(1)}));

    CHECK(result.status == append_status::duplicate);
    CHECK(result.duplicate_seq == 0);
    CHECK(in.log->tail(hall("a")) == claimed);
}

TEST_CASE("the same command in another hall is another command", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const a = in.log->claim(hall("a"), "node");
    auto const b = in.log->claim(hall("b"), "node");

    CHECK(append_one(*in.log, request("a", a, {entry(1)})).status == append_status::ok);
    CHECK(append_one(*in.log, request("b", b, {entry(1)})).status == append_status::ok);
    CHECK(in.log->find(hall("b"), command(1)) == 1);
    CHECK(in.log->halls() == std::vector{hall("a"), hall("b")});
}

TEST_CASE("a command counts for 48 hours behind the newest record and is free afterwards", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    journal::append_entry first = entry(1);
    journal::append_entry last_moment = entry(2);
    last_moment.at = first.at + journal::dedup_window;
    auto tail = append_one(*in.log, request("a", claimed, {first, last_moment})).tail;

    CHECK(in.log->find(hall("a"), command(1)) == 1);
    journal::append_entry retry = first;
    retry.at = last_moment.at;
    CHECK(append_one(*in.log, request("a", tail, {retry})).status == append_status::duplicate);

    retry.at += std::chrono::milliseconds(1);
    auto const reused = append_one(*in.log, request("a", tail, {retry}));
    CHECK(reused.status == append_status::ok);
    CHECK(in.log->find(hall("a"), command(1)) == 3);
    in.restart();
    while (in.log->quiet()) {
    }
    CHECK(in.log->find(hall("a"), command(1)) == 3);
    CHECK(in.log->find(hall("a"), command(2)) == 2);
    CHECK(in.log->verify().empty());
}

TEST_CASE("a clock that went back does not shorten the memory of commands", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    journal::append_entry ahead = entry(1);
    ahead.at += journal::dedup_window;
    auto const tail = append_one(*in.log, request("a", claimed, {ahead, entry(2)})).tail;

    CHECK(in.log->find(hall("a"), command(1)) == 1);
    CHECK(append_one(*in.log, request("a", tail, {entry(1)})).status == append_status::duplicate);
}

TEST_CASE("housekeeping forgets old commands in bounded steps and keeps the window whole", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto tail = in.log->claim(hall("a"), "node");
    std::vector<journal::append_entry> old;
    for (std::uint64_t number = 1; number <= 1000; ++number) {
        old.push_back(entry(number));
    }
    tail = append_one(*in.log, request("a", tail, old)).tail;
    journal::append_entry late = entry(1001);
    late.at += journal::dedup_window;
    static_cast<void>(append_one(*in.log, request("a", tail, {late})));

    int steps = 0;
    while (in.log->quiet()) {
        REQUIRE(++steps < 100);
    }

    CHECK(in.log->find(hall("a"), command(1001)) == 1001);
    CHECK_FALSE(in.log->find(hall("a"), command(1000)));
    CHECK(in.log->verify().empty());
}
