// The faults that the simulation relies on do what they say.

#include "journal/faulty_journal.hpp"

#include "journal/journal_words.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::tests;
using journal::append_fault;
using journal::append_status;

namespace {

struct faulty_hall {
    journal::faulty_journal log;
    journal::tail_position tail = log.claim(hall("fucheng"), "node");
    append_status next(std::uint64_t number) {
        auto const result = append(log, "fucheng", tail, {entry(number)});
        if (result.status == append_status::ok) tail = result.tail;
        return result.status;
    }
    [[nodiscard]] std::uint64_t stored() { return log.tail(hall("fucheng")).seq; }
};

}  // namespace

TEST_CASE("a scripted full disk refuses one append and takes the next", "[journal][faulty]") {
    faulty_hall in;
    in.log.script(append_fault::no_space);

    CHECK(in.next(1) == append_status::no_space);
    CHECK(in.stored() == 0);
    CHECK(in.next(1) == append_status::ok);
    CHECK(in.log.counts().no_space == 1);
}

TEST_CASE("a poisoned append leaves nothing, and poison lasts until the restart", "[journal][faulty]") {
    faulty_hall in;
    CHECK(in.next(1) == append_status::ok);
    in.log.script(append_fault::poisoned);

    CHECK(in.next(2) == append_status::poisoned);
    CHECK(in.next(2) == append_status::poisoned);
    CHECK_THROWS_AS(in.log.claim(hall("fucheng"), "node"), journal::unavailable_journal);
    in.log.restart();
    CHECK(in.stored() == 1);
    in.tail = in.log.claim(hall("fucheng"), "node");
    CHECK(in.next(2) == append_status::ok);
}

TEST_CASE("an append whose answer is lost is there after the restart", "[journal][faulty]") {
    faulty_hall in;
    in.log.script(append_fault::lost_answer);

    CHECK(in.next(1) == append_status::poisoned);
    in.log.restart();
    CHECK(in.stored() == 1);
    CHECK(in.log.find(hall("fucheng"), command(1)) == 1);
    CHECK(in.log.counts().lost_answers == 1);
}

TEST_CASE("a torn append is there or not, as the restart decides", "[journal][faulty]") {
    auto const kept = GENERATE(std::size_t{0}, std::size_t{1});
    faulty_hall in;
    CHECK(in.next(1) == append_status::ok);
    in.log.script(append_fault::torn);

    CHECK(in.next(2) == append_status::poisoned);
    REQUIRE(in.log.not_durable() == 1);
    in.log.restart(kept);

    CHECK(in.stored() == 1 + kept);
    CHECK(in.log.counts().operations_kept_by_restart == kept);
    CHECK(in.log.counts().operations_dropped_by_restart == 1 - kept);
    CHECK(in.log.verify().empty());
}

TEST_CASE("a lying disk says ok and loses it, unless a later durable append carries it along", "[journal][faulty]") {
    faulty_hall in;
    in.log.script(append_fault::volatile_ok);
    CHECK(in.next(1) == append_status::ok);
    CHECK(in.next(2) == append_status::ok);
    in.log.script(append_fault::volatile_ok);
    CHECK(in.next(3) == append_status::ok);
    CHECK(in.stored() == 3);

    in.log.restart();

    CHECK(in.stored() == 2);
}

TEST_CASE("a snapshot waits for the next durable append", "[journal][faulty]") {
    faulty_hall in;
    CHECK(in.next(1) == append_status::ok);
    in.log.put_snapshot(hall("fucheng"), {in.tail.seq, in.tail.hash, "one"});
    in.log.restart();
    CHECK_FALSE(in.log.snapshot(hall("fucheng")));

    in.tail = in.log.claim(hall("fucheng"), "node");
    in.log.put_snapshot(hall("fucheng"), {in.tail.seq, in.tail.hash, "one"});
    CHECK(in.next(2) == append_status::ok);
    in.log.restart();
    CHECK(in.log.snapshot(hall("fucheng"))->state == "one");
}

TEST_CASE("a full disk takes as many appends as the ballast allows, and the rest when there is room",
          "[journal][faulty]") {
    faulty_hall in;
    in.log.fill_disk(2);
    CHECK(in.next(1) == append_status::no_space);
    CHECK_FALSE(in.log.restore_ballast());

    CHECK(in.log.release_ballast() > 0);
    CHECK(in.log.release_ballast() == 0);
    CHECK(in.next(1) == append_status::ok);
    CHECK(in.next(2) == append_status::ok);
    CHECK(in.next(3) == append_status::no_space);

    in.log.free_space();
    CHECK(in.log.restore_ballast());
    CHECK(in.next(3) == append_status::ok);
}

TEST_CASE("a damaged record is named when read and by verify, also after a restart", "[journal][faulty]") {
    faulty_hall in;
    in.tail = grow(in.log, "fucheng", in.tail, 1, 5);
    in.log.damage_record(hall("fucheng"), 3);
    in.log.restart();

    CHECK(in.log.read(hall("fucheng"), 3, 10).size() == 2);
    CHECK_THROWS_AS(in.log.read(hall("fucheng"), 0, 10), journal::damaged_journal);
    CHECK(in.log.verify().size() == 1);
}
