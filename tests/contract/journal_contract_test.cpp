// The contract of journal/journal.hpp, one suite for every back end.

#include "contract/each_journal.hpp"
#include "journal/chain.hpp"

using namespace buduan;
using namespace buduan::contract;
using journal::append_status;

TEST_CASE("a new journal knows no halls and every stream is empty", "[journal]") {
    each_journal in;
    INFO(in.backend.name);

    CHECK(in.log->halls().empty());
    CHECK(in.log->tail(hall("a")) == journal::tail_position{});
    CHECK(in.log->read(hall("a"), 0, 10).empty());
    CHECK_FALSE(in.log->find(hall("a"), command(1)));
    CHECK_FALSE(in.log->snapshot(hall("a")));
    CHECK(in.log->verify().empty());
}

TEST_CASE("each claim gives a greater epoch, also after a restart, and leaves the stream alone", "[journal]") {
    each_journal in;
    INFO(in.backend.name);

    auto const first = in.log->claim(hall("a"), "node-1");
    CHECK(first.epoch >= 1);
    CHECK(first.seq == 0);
    auto const appended = append_one(*in.log, request("a", first, {entry(1)}));
    auto const second = in.log->claim(hall("a"), "node-2");
    in.restart();
    CHECK(in.log->tail(hall("a")) == second);
    auto const third = in.log->claim(hall("a"), "node-1");

    CHECK(second.epoch > first.epoch);
    CHECK(third.epoch > second.epoch);
    CHECK(third.seq == 1);
    CHECK(third.hash == appended.tail.hash);
}

TEST_CASE("records are read back in order as they were appended, chained from the first", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");

    std::string const binary("\0\xff\n'", 4);
    auto const result = append_one(*in.log, request("a", claimed, {entry(1, binary), entry(2, ""), entry(3)}));

    REQUIRE(result.status == append_status::ok);
    CHECK(result.tail.seq == 3);
    CHECK(result.tail.epoch == claimed.epoch);
    auto const records = in.log->read(hall("a"), 0, 10);
    REQUIRE(records.size() == 3);
    journal::chain_hash previous{};
    for (std::size_t i = 0; i < records.size(); ++i) {
        auto const number = i + 1;
        CHECK(records[i].seq == number);
        CHECK(records[i].epoch == claimed.epoch);
        CHECK(records[i].command == command(number));
        CHECK(records[i].at == at(std::chrono::milliseconds(number)));
        CHECK(records[i].hash == journal::chained(previous, hall("a"), records[i]));
        previous = records[i].hash;
    }
    CHECK(records[0].payload == binary);
    CHECK(records[1].payload.empty());
    CHECK(in.log->tail(hall("a")) == result.tail);
    CHECK(result.tail.hash == previous);
    CHECK(in.log->verify().empty());
}

TEST_CASE("reading gives what follows a seq, at most so many", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    static_cast<void>(append_one(*in.log, request("a", claimed, {entry(1), entry(2), entry(3), entry(4)})));

    auto const middle = in.log->read(hall("a"), 1, 2);
    REQUIRE(middle.size() == 2);
    CHECK(middle[0].seq == 2);
    CHECK(middle[1].seq == 3);
    CHECK(in.log->read(hall("a"), 3, 10).size() == 1);
    CHECK(in.log->read(hall("a"), 4, 10).empty());
    CHECK(in.log->read(hall("a"), 99, 10).empty());
    CHECK(in.log->read(hall("a"), 0, 0).empty());
}

TEST_CASE("an acknowledged record is there after a restart, with the same hash", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto tail = in.log->claim(hall("a"), "node");
    for (std::uint64_t number = 1; number <= 200; ++number) {
        auto const result = append_one(*in.log, request("a", tail, {entry(number)}));
        REQUIRE(result.status == append_status::ok);
        tail = result.tail;
    }
    auto const before = in.log->read(hall("a"), 0, 1000);

    in.restart();

    CHECK(in.log->tail(hall("a")) == tail);
    CHECK(in.log->read(hall("a"), 0, 1000) == before);
    CHECK(in.log->halls() == std::vector{hall("a")});
    CHECK(in.log->verify().empty());
}

TEST_CASE("a writer of an older epoch is fenced and learns the tail", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const old = in.log->claim(hall("a"), "node-1");
    auto const now = in.log->claim(hall("a"), "node-2");

    auto const result = append_one(*in.log, request("a", old, {entry(1)}));

    CHECK(result.status == append_status::fenced);
    CHECK(result.tail == now);
    CHECK(in.log->read(hall("a"), 0, 10).empty());
}

TEST_CASE("an epoch that nobody claimed is fenced, in a known hall and in an unknown one", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto future = in.log->claim(hall("a"), "node");
    future.epoch += 1;

    CHECK(append_one(*in.log, request("a", future, {entry(1)})).status == append_status::fenced);
    CHECK(append_one(*in.log, request("b", future, {entry(1)})).status == append_status::fenced);
}

TEST_CASE("an append behind another tail is out of sequence and learns the tail", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    auto const first = append_one(*in.log, request("a", claimed, {entry(1)}));

    auto const behind = append_one(*in.log, request("a", claimed, {entry(2)}));
    auto ahead_of = first.tail;
    ahead_of.seq += 1;
    auto const ahead = append_one(*in.log, request("a", ahead_of, {entry(2)}));

    CHECK(behind.status == append_status::out_of_sequence);
    CHECK(behind.tail == first.tail);
    CHECK(ahead.status == append_status::out_of_sequence);
    CHECK(in.log->tail(hall("a")) == first.tail);
}

TEST_CASE("one bad request of a group does not abort the others, and all answers keep their places", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const a = in.log->claim(hall("a"), "node");
    auto const b = in.log->claim(hall("b"), "node");
    auto const c = in.log->claim(hall("c"), "node");
    auto const b1 = append_one(*in.log, request("b", b, {entry(1)})).tail;

    std::vector<journal::append_request> const group{
        request("a", a, {entry(10), entry(11)}),
        request("b", b1, {entry(12), entry(1)}),
        request("nobody", a, {entry(13)}),
        request("c", c, {entry(14)}),
        request("a", a, {entry(15)}),
    };
    auto const results = in.log->append(group);

    REQUIRE(results.size() == 5);
    CHECK(results[0].status == append_status::ok);
    CHECK(results[1].status == append_status::duplicate);
    CHECK(results[1].duplicate_seq == 1);
    CHECK(results[2].status == append_status::fenced);
    CHECK(results[3].status == append_status::ok);
    CHECK(results[4].status == append_status::out_of_sequence);
    CHECK(results[4].tail.seq == 2);
    in.restart();
    CHECK(in.log->tail(hall("a")) == results[0].tail);
    CHECK(in.log->tail(hall("b")) == b1);
    CHECK(in.log->tail(hall("c")) == results[3].tail);
    CHECK_FALSE(in.log->find(hall("b"), command(12)));
}

TEST_CASE("two requests of one hall in a group follow each other", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    auto second_after = claimed;
    second_after.seq = 1;

    std::vector<journal::append_request> const group{request("a", claimed, {entry(1)}),
                                                     request("a", second_after, {entry(2)})};
    auto const results = in.log->append(group);

    CHECK(results[0].status == append_status::ok);
    CHECK(results[1].status == append_status::ok);
    CHECK(in.log->tail(hall("a")) == results[1].tail);
    CHECK(in.log->read(hall("a"), 0, 10).size() == 2);
}

TEST_CASE("an append of nothing is ok and changes nothing, but is fenced like any other", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const old = in.log->claim(hall("a"), "node");
    auto const now = in.log->claim(hall("a"), "node");

    CHECK(append_one(*in.log, request("a", now, {})).status == append_status::ok);
    CHECK(append_one(*in.log, request("a", now, {})).tail == now);
    CHECK(append_one(*in.log, request("a", old, {})).status == append_status::fenced);
    CHECK(in.log->append({}).empty());
}

TEST_CASE("a snapshot comes back whole, the newest replaces the older, and a restart keeps it", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    auto const one = append_one(*in.log, request("a", claimed, {entry(1)})).tail;
    auto const two = append_one(*in.log, request("a", one, {entry(2)})).tail;
    std::string large(3 * 256 * 1024 + 17, '\0');
    for (std::size_t i = 0; i < large.size(); ++i) {
        large[i] = static_cast<char>(i * 31 % 251);
    }

    in.log->put_snapshot(hall("a"), {one.seq, one.hash, large});
    REQUIRE(in.log->snapshot(hall("a")));
    CHECK(in.log->snapshot(hall("a"))->state == large);
    in.log->put_snapshot(hall("a"), {two.seq, two.hash, "small"});
    in.restart();

    auto const found = in.log->snapshot(hall("a"));
    REQUIRE(found);
    CHECK(found->seq == 2);
    CHECK(found->hash == two.hash);
    CHECK(found->state == "small");
    CHECK_FALSE(in.log->snapshot(hall("b")));
    CHECK(in.log->verify().empty());
}

TEST_CASE("a snapshot of a record that the stream does not have is refused", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    auto const claimed = in.log->claim(hall("a"), "node");
    auto const one = append_one(*in.log, request("a", claimed, {entry(1)})).tail;

    CHECK_THROWS_AS(in.log->put_snapshot(hall("a"), {2, one.hash, "x"}), std::invalid_argument);
    CHECK_THROWS_AS(in.log->put_snapshot(hall("a"), {1, {}, "x"}), std::invalid_argument);
    CHECK_THROWS_AS(in.log->put_snapshot(hall("b"), {0, {}, "x"}), std::invalid_argument);
    CHECK_FALSE(in.log->snapshot(hall("a")));
}

TEST_CASE("streams of several halls and epochs stay gapless and apart", "[journal]") {
    each_journal in;
    INFO(in.backend.name);
    std::uint64_t number = 0;
    std::vector<std::uint64_t> seqs(3, 0);
    for (int start = 0; start < 4; ++start) {
        std::vector<journal::tail_position> tails;
        for (auto const* name : {"a", "b", "c"}) {
            tails.push_back(in.log->claim(hall(name), "node"));
        }
        for (int turn = 0; turn < 10; ++turn) {
            std::vector<journal::append_request> group;
            std::size_t index = 0;
            for (auto const* name : {"a", "b", "c"}) {
                group.push_back(request(name, tails[index], {entry(number + 1), entry(number + 2)}));
                number += 2;
                ++index;
            }
            auto const results = in.log->append(group);
            for (std::size_t i = 0; i < results.size(); ++i) {
                REQUIRE(results[i].status == append_status::ok);
                tails[i] = results[i].tail;
                seqs[i] += 2;
            }
        }
        in.restart();
    }

    for (auto const* name : {"a", "b", "c"}) {
        auto const records = in.log->read(hall(name), 0, 1000);
        REQUIRE(records.size() == 80);
        std::uint64_t epoch = 0;
        for (std::size_t i = 0; i < records.size(); ++i) {
            CHECK(records[i].seq == i + 1);
            CHECK(records[i].epoch >= epoch);
            epoch = records[i].epoch;
        }
    }
    CHECK(in.log->verify().empty());
}
