// The loop when its journal, its disk, its clock or its files fail it.

#include "halls/loop_words.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono;
using dispatch::refusal_code;

TEST_CASE("a command whose answer was lost but which was recorded is answered with its record", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const n = bench.send(a_ticket());
    bench.loop().turn(bench.clock);

    bench.lose_answer(true);
    CHECK_FALSE(bench.outcomes[n]);
    bench.settle();

    CHECK(dispatch::to_string(issued(bench.record(n)).number) == "A001");
    CHECK(open_tickets(bench) == 1);
    CHECK(bench.loop().counters().lost_but_recorded == 1);
    CHECK(bench.heard(notice::kind::rebuilt));
}

TEST_CASE("listeners hear of a record whose answer was lost", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const n = bench.send(a_ticket());
    bench.loop().turn(bench.clock);
    bench.told.clear();

    bench.lose_answer(true);
    bench.settle();

    CHECK(std::count(bench.told.begin(), bench.told.end(), bench.record(n)) == 1);
}

TEST_CASE("a command whose request was lost is decided anew", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const n = bench.send(a_ticket());
    bench.loop().turn(bench.clock);

    bench.lose_answer(false);
    bench.settle();

    CHECK(dispatch::to_string(issued(bench.record(n)).number) == "A001");
    CHECK(open_tickets(bench) == 1);
    CHECK(bench.loop().counters().lost_and_decided_anew == 1);
}

TEST_CASE("a full disk stops the kiosk and not the calls", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    staff_a_window(bench);
    disk.fill_disk(5);

    std::size_t const ticket = bench.send(a_ticket());
    std::size_t const call = bench.send(a_call());
    bench.settle();

    CHECK(bench.loop().condition() == loop_condition::read_only);
    CHECK(bench.is(ticket, unavailable::read_only));
    CHECK(std::holds_alternative<dispatch::record>(bench.outcomes[call].value()));
    CHECK(bench.heard(notice::kind::disk_full));
}

TEST_CASE("a hall issues again by itself when the disk has space", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    disk.fill_disk(5);
    bench.send(a_ticket());
    bench.settle();
    bench.clock += 6s;
    bench.settle();
    CHECK(bench.loop().condition() == loop_condition::read_only);

    disk.free_space();
    bench.clock += 6s;
    bench.settle();
    std::size_t const n = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.loop().condition() == loop_condition::leading);
    CHECK(dispatch::to_string(issued(bench.record(n)).number) == "A001");
}

TEST_CASE("when the ballast is spent too everything is refused until the next probe", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    staff_a_window(bench);
    disk.fill_disk(0);

    std::size_t const first = bench.send(a_call());
    bench.settle();
    std::uint64_t const appends = disk.counts().appends;
    std::size_t const second = bench.send(a_call());
    bench.settle();

    CHECK(bench.is(first, unavailable::read_only));
    CHECK(bench.is(second, unavailable::read_only));
    CHECK(disk.counts().appends == appends);
}

TEST_CASE("a poisoned journal ends the hall until a restart", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    disk.script(journal::append_fault::poisoned);

    std::size_t const first = bench.send(a_ticket());
    bench.settle();
    std::size_t const second = bench.send(a_ticket());

    CHECK(bench.loop().condition() == loop_condition::poisoned);
    CHECK(bench.is(first, unavailable::poisoned));
    CHECK(bench.is(second, unavailable::poisoned));
    CHECK(open_tickets(bench) == 0);
    CHECK_FALSE(bench.loop().has_work(bench.clock + 1h));
}

TEST_CASE("a leader that was replaced stops", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    static_cast<void>(disk.claim(bench.loop().id(), "another"));

    std::size_t const n = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.loop().condition() == loop_condition::fenced);
    CHECK(bench.is(n, unavailable::stopping));
}

TEST_CASE("records never go back in time", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    std::size_t const first = bench.send(a_ticket());
    bench.settle();
    bench.clock -= 1h;

    std::size_t const second = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.record(second).at >= bench.record(first).at);
}

TEST_CASE("a clock far behind the journal does not open the hall by itself", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    auto const before = bench.loop().position();
    bench.restart();
    bench.clock -= 72h;

    bench.lead();
    std::size_t const n = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.refused(n, refusal_code::out_of_order));
    CHECK(bench.heard(notice::kind::day_needs_confirmation));
    CHECK(bench.loop().position().seq == before.seq);
}

TEST_CASE("a clock more than a day ahead records nothing until it is right or confirmed", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();

    SECTION("while it runs") {}
    SECTION("at a start") {
        bench.restart();
    }
    bench.clock += 72h;
    bench.lead();
    std::size_t const refused = bench.send(a_ticket());
    bench.settle();
    CHECK(bench.refused(refused, refusal_code::out_of_order));

    bench.loop().confirm_day();
    bench.settle();
    std::size_t const n = bench.send(a_ticket());
    bench.settle();
    CHECK(dispatch::to_string(issued(bench.record(n)).number) == "A001");
}

TEST_CASE("a clock that is corrected opens the day without a person", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    bench.clock += 72h;
    bench.send(a_ticket());
    bench.settle();

    bench.clock -= 72h;
    std::size_t const n = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.record(n).at == bench.clock);
}

TEST_CASE("a faulty configuration is reported whole and the journalled one stays", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();

    bench.loop().configure(simulation::invalid(loop_bench::configuration()));
    bench.settle();
    std::size_t const n = bench.send(a_ticket());
    bench.settle();

    CHECK(bench.heard(notice::kind::configuration_refused));
    CHECK(std::holds_alternative<dispatch::record>(bench.outcomes[n].value()));
}

TEST_CASE("a configuration that is the journalled one already leaves no record", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    auto const before = bench.loop().position();

    bench.loop().configure(loop_bench::configuration());
    bench.settle();

    CHECK(bench.loop().configured());
    CHECK(bench.loop().position() == before);
}

TEST_CASE("a hall does not lead on a damaged journal", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    staff_a_window(bench);
    disk.damage_record(bench.loop().id(), 3);
    bench.restart();

    bench.lead();
    std::size_t const n = bench.send(a_ticket());

    CHECK(bench.loop().condition() == loop_condition::unreadable);
    CHECK(bench.is(n, unavailable::poisoned));
}

TEST_CASE("an own command of the shell never takes an id that a client has used", "[halls][loop]") {
    journal::faulty_journal disk;
    loop_bench bench(disk);
    bench.lead();
    // The ids of the shell are epoch and count: a client that guesses the next ones.
    for (std::uint8_t n = 1; n < 30; ++n) {
        dispatch::command_id guessed;
        guessed.bytes[7] = static_cast<std::uint8_t>(bench.loop().position().epoch);
        guessed.bytes[15] = n;
        bench.send(a_ticket(), guessed);
    }
    bench.settle();

    bench.clock = loop_bench::at(2h);
    bench.settle();

    CHECK(bench.loop().condition() == loop_condition::leading);
    CHECK(dispatch::board_of(bench.loop().committed()).phase.phase == calendar::service_phase::noon_duty);
}
