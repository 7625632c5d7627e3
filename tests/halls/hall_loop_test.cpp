#include "dispatch/board.hpp"
#include "halls/loop_bench.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono;
using dispatch::refusal_code;

namespace {

auto const window = dispatch::window_id::parse("W01").value();
auto const li = dispatch::staff_id::parse("S01").value();

dispatch::issue_ticket a_ticket() {
    dispatch::issue_ticket wanted;
    wanted.matters.push_back(dispatch::matter_id::parse("M-1").value());
    return wanted;
}

dispatch::call_next a_call() {
    return {window, li, {}, false, std::nullopt};
}

dispatch::ticket_issued const& issued(dispatch::record const& happened) {
    for (dispatch::event const& event : happened.events) {
        if (auto const* one = std::get_if<dispatch::ticket_issued>(&event)) return *one;
    }
    throw std::logic_error("no ticket was issued");
}

std::uint32_t open_tickets(loop_bench& bench) {
    return dispatch::board_of(bench.loop().committed()).open_tickets;
}

// Somebody sits at an open window and one ticket waits.
void staff_a_window(loop_bench& bench) {
    bench.send(dispatch::take_seat{window, li, false});
    bench.send(dispatch::open_window{window, li});
    bench.send(a_ticket());
    bench.settle();
}

}  // namespace

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
