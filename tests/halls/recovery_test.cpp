#include "halls/recovery.hpp"

#include "halls/loop_bench.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;

namespace {

dispatch::hall_id const hall = loop_bench::configuration().id;

// A journal with some twenty records and a snapshot in their middle.
struct lived_in {
    journal::faulty_journal disk;
    std::vector<dispatch::record> told;

    lived_in() {
        loop_limits limits;
        limits.snapshot_every = 8;
        loop_bench bench(disk, limits);
        bench.lead();
        bench.send(dispatch::take_seat{dispatch::window_id::parse("W01").value(),
                                       dispatch::staff_id::parse("S01").value(), false});
        bench.settle();
        for (int i = 0; i < 15; ++i) {
            dispatch::issue_ticket wanted;
            wanted.matters.push_back(dispatch::matter_id::parse("M-1").value());
            bench.send(std::move(wanted));
            bench.settle();
        }
        told = bench.told;
    }
};

}  // namespace

TEST_CASE("snapshot and tail make the same state as the whole stream", "[halls][recovery]") {
    lived_in world;
    auto const tail = world.disk.tail(hall);
    REQUIRE(world.disk.snapshot(hall)->seq < tail.seq);

    auto const state = recover(world.disk, hall, "next");

    CHECK(state.state.image() == replay(world.disk, hall, tail.seq).image());
    CHECK(state.snapshot_seq > 0);
    CHECK(state.folded == tail.seq - state.snapshot_seq);
    CHECK_FALSE(state.snapshot_dropped);
    CHECK(state.last_record == world.told.back().at);
    CHECK(state.tail.epoch == tail.epoch + 1);
    CHECK(state.tail.seq == tail.seq);
    for (dispatch::record const& known : world.told) {
        CHECK(state.dedup.find(known.command) == known.seq);
    }
}

TEST_CASE("a snapshot that cannot be read is dropped and the whole stream folded", "[halls][recovery]") {
    lived_in world;
    auto snapshot = *world.disk.snapshot(hall);
    snapshot.state = "of another age";
    world.disk.put_snapshot(hall, snapshot);

    auto const state = recover(world.disk, hall, "next");

    CHECK(state.snapshot_dropped);
    CHECK(state.folded == state.tail.seq);
    CHECK(state.state.image() == replay(world.disk, hall, state.tail.seq).image());
}

TEST_CASE("a state can be asked for at every record", "[halls][recovery]") {
    lived_in world;
    dispatch::hall state;
    for (dispatch::record const& happened : world.told) {
        dispatch::apply(state, happened);
        CHECK(replay(world.disk, hall, happened.seq).image() == state.image());
    }
}

TEST_CASE("a record is read back as it was told", "[halls][recovery]") {
    lived_in world;

    CHECK(record_at(world.disk, hall, 7) == world.told.at(6));
    CHECK_FALSE(record_at(world.disk, hall, 0));
    CHECK_FALSE(record_at(world.disk, hall, 1'000));
    world.disk.damage_record(hall, 7);
    CHECK_FALSE(record_at(world.disk, hall, 7));
}

TEST_CASE("a payload that cannot be read is damage at its record", "[halls][recovery]") {
    journal::stored_record stored;
    stored.seq = 42;
    stored.payload = "\xff\xff of another age";

    try {
        static_cast<void>(record_of(hall, stored));
        FAIL("it was read");
    } catch (journal::damaged_journal const& damaged) {
        CHECK(damaged.where().hall == hall);
        CHECK(damaged.where().seq == 42);
    }
}

TEST_CASE("why a hall cannot be recovered is told apart", "[halls][recovery]") {
    lived_in world;
    auto const cause = [&] { return std::get<unreadable>(recover_or_say_why(world.disk, hall, "next")).why; };

    SECTION("a damaged record behind the snapshot") {
        world.disk.damage_record(hall, world.disk.tail(hall).seq);
        CHECK(cause() == unreadable::cause::damaged);
    }
    SECTION("a full disk") {
        world.disk.fill_disk(0);
        CHECK(cause() == unreadable::cause::no_space);
    }
    SECTION("an I/O error") {
        world.disk.script(journal::append_fault::poisoned);
        journal::append_request const any{hall, 1, 0, {}};
        static_cast<void>(world.disk.append({&any, 1}));
        CHECK(cause() == unreadable::cause::poisoned);
    }
}
