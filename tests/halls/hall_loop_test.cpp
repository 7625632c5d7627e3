#include "halls/loop_words.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono;
using dispatch::refusal_code;

TEST_CASE("a first start claims, takes the configuration of the files and enters the phase", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);

    bench.lead();

    CHECK(bench.loop().condition() == loop_condition::leading);
    CHECK(bench.loop().configured());
    CHECK(bench.heard(notice::kind::configuration_accepted));
    CHECK(dispatch::board_of(bench.loop().committed()).phase.phase == calendar::service_phase::regular);
}

TEST_CASE("commands that come before the recovery wait for it", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.loop().configure(loop_bench::configuration());
    bench.loop().start();
    std::size_t const n = bench.send(a_ticket());
    CHECK_FALSE(bench.outcomes[n]);

    bench.settle();

    CHECK(dispatch::to_string(issued(bench.record(n)).number) == "A001");
}

TEST_CASE("a reply waits for the journal", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const n = bench.send(a_ticket());

    bench.loop().turn(bench.clock);
    CHECK_FALSE(bench.outcomes[n]);

    bench.answer();
    CHECK(bench.outcomes[n]);
}

TEST_CASE("readers do not see what is not durable yet", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    bench.send(a_ticket());

    bench.loop().turn(bench.clock);
    CHECK(open_tickets(bench) == 0);

    bench.answer();
    CHECK(open_tickets(bench) == 1);
}

TEST_CASE("commands that wait together are one append", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::uint64_t const before = disk.counts().appends;
    for (int i = 0; i < 20; ++i) {
        bench.send(a_ticket());
    }

    bench.settle();

    CHECK(disk.counts().appends == before + 1);
    CHECK(open_tickets(bench) == 20);
}

TEST_CASE("a turn takes no more than its limit", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_limits limits;
    limits.turn = 8;
    loop_bench bench(disk, limits);
    bench.lead();
    for (int i = 0; i < 20; ++i) {
        bench.send(a_ticket());
    }

    bench.loop().turn(bench.clock);
    bench.answer();

    CHECK(open_tickets(bench) == 8);
}

TEST_CASE("a full mailbox says busy at once", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_limits limits;
    limits.mailbox = 3;
    loop_bench bench(disk, limits);
    bench.lead();
    for (int i = 0; i < 3; ++i) {
        bench.send(a_ticket());
    }

    std::size_t const n = bench.send(a_ticket());

    CHECK(bench.is(n, unavailable::busy));
    bench.settle();
    CHECK(open_tickets(bench) == 3);
}

TEST_CASE("a retry gets the very record of the first time", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const first = bench.send(a_ticket());
    dispatch::command_id const id = bench.last_id();
    bench.settle();
    bench.clock += 5min;

    std::size_t const second = bench.send(a_ticket(), id);
    bench.settle();

    CHECK(bench.record(second) == bench.record(first));
    CHECK(open_tickets(bench) == 1);
}

TEST_CASE("the same id twice in one batch is decided once", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const first = bench.send(a_ticket());
    std::size_t const second = bench.send(a_ticket(), bench.last_id());

    bench.settle();

    CHECK(bench.record(second) == bench.record(first));
    CHECK(open_tickets(bench) == 1);
}

TEST_CASE("a retry after a restart is answered from the journal", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_limits limits;
    limits.snapshot_every = 1;
    loop_bench bench(disk, limits);
    bench.lead();
    std::size_t const first = bench.send(a_ticket());
    dispatch::command_id const id = bench.last_id();
    bench.settle();
    bench.send(a_ticket());
    bench.settle();
    bench.restart();
    bench.lead();

    std::size_t const second = bench.send(a_ticket(), id);
    bench.settle();

    CHECK(bench.record(second) == bench.record(first));
    CHECK(bench.loop().counters().repeats_read == 1);
    CHECK(open_tickets(bench) == 2);
}

TEST_CASE("a refusal is told and leaves no record", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    auto const before = bench.loop().position();

    std::size_t const n = bench.send(a_call());
    bench.settle();

    CHECK(bench.refused(n, refusal_code::not_seated));
    CHECK(bench.loop().position() == before);
}

TEST_CASE("a refusal made from uncommitted state is told after the commit only", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    staff_a_window(bench);
    bench.send(a_call());
    std::size_t const n = bench.send(a_call());

    bench.loop().turn(bench.clock);
    CHECK_FALSE(bench.outcomes[n]);

    bench.answer();
    CHECK(bench.outcomes[n]);
}

TEST_CASE("the phase changes before a command of the same moment", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    bench.clock = loop_bench::at(7h);  // closing time

    std::size_t const n = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.refused(n, refusal_code::hall_closed));
    CHECK(dispatch::board_of(bench.loop().committed()).phase.phase == calendar::service_phase::extension);
}

TEST_CASE("the end of a phase is a deadline of the loop", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();

    CHECK(bench.loop().next_deadline() == loop_bench::at(2h));
    CHECK_FALSE(bench.loop().has_work(loop_bench::at(2h) - 1ms));
    CHECK(bench.loop().has_work(loop_bench::at(2h)));
}

TEST_CASE("a stopping hall finishes what it took and leaves a snapshot", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const taken = bench.send(a_ticket());

    bench.loop().stop();
    std::size_t const late = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.loop().condition() == loop_condition::stopped);
    CHECK(std::holds_alternative<dispatch::record>(bench.outcomes[taken].value()));
    CHECK(bench.is(late, unavailable::stopping));
    CHECK(disk.snapshot(bench.loop().id())->seq == bench.loop().position().seq);
}
