#include "dispatch/board.hpp"
#include "halls/directory_bench.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono_literals;

namespace {

auto const town = dispatch::hall_id::parse("town-1").value();

call_id called_in(outcome const& became) {
    auto const& happened = std::get<dispatch::record>(became);
    return {happened.epoch, happened.seq};
}

}  // namespace

TEST_CASE("the halls are ready when each leads and has its configuration", "[halls][directory]") {
    journal::faulty_journal disk;
    directory_bench bench(disk, 2);
    CHECK_FALSE(bench.halls().ready());
    CHECK(bench.halls().find(directory_bench::hall) == nullptr);

    bench.lead();

    CHECK(bench.halls().ready());
    CHECK(bench.halls().halls() == std::vector{directory_bench::hall, town});
    CHECK(bench.halls().find(town) != nullptr);
    CHECK(bench.halls().position(town) == std::pair<std::uint64_t, std::uint64_t>{1, 3});
}

TEST_CASE("a command for a hall that is not here is answered so", "[halls][directory]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    std::optional<outcome> became;

    bench.halls().submit(town, {}, [&](outcome const& one) { became = one; });

    CHECK(std::get<unavailable>(became.value()) == unavailable::unknown_hall);
}

TEST_CASE("a call is known to the ledger of acknowledgements once it is durable", "[halls][directory]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.staff_a_window();
    bench.issue();
    auto const call = called_in(
        bench.ask(dispatch::call_next{directory_bench::window, directory_bench::li, {}, false, std::nullopt}));
    acknowledgement const word{"board-1", directory_bench::ten_o_clock(), std::nullopt, directory_bench::ten_o_clock()};

    CHECK(bench.halls().acknowledge(directory_bench::hall, call, word) == acknowledged::noted);
    CHECK(bench.halls().acknowledge(directory_bench::hall, {call.epoch, call.seq + 1}, word) ==
          acknowledged::unknown_call);
}

TEST_CASE("the link of a closed ticket is forgotten when the next day opens and that of an open one is not",
          "[halls][directory]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    auto const closed = bench.issue();
    auto const open = bench.issue();
    bench.ask(dispatch::cancel_ticket{closed});
    auto const& links = bench.halls().links();
    auto const link_of = [&](dispatch::ticket_id ticket) { return links.link_of(directory_bench::hall, ticket); };
    REQUIRE(links.find(link_of(closed)));

    bench.wait(24h);

    CHECK_FALSE(links.find(link_of(closed)));
    CHECK(links.find(link_of(open)) == linked_ticket{directory_bench::hall, open});
    CHECK(links.size() == 1);
}

TEST_CASE("links are those of the journal's tickets after a restart", "[halls][directory]") {
    journal::faulty_journal disk;
    std::string link;
    {
        directory_bench before(disk);
        before.lead();
        link = before.halls().links().link_of(directory_bench::hall, before.issue());
    }
    directory_bench bench(disk);
    CHECK_FALSE(bench.halls().links().find(link));

    bench.lead();

    CHECK(bench.halls().links().find(link));
}

TEST_CASE("a seat whose holder is not heard of expires", "[halls][directory]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.staff_a_window();
    auto const seated = [&] {
        return dispatch::desk_of(*bench.halls().find(directory_bench::hall), directory_bench::window, bench.clock.now())
            ->seated;
    };
    bench.wait(80s);
    bench.halls().heard(directory_bench::hall, directory_bench::li);
    bench.wait(80s);
    CHECK(seated() == directory_bench::li);

    bench.wait(11s);

    CHECK(seated().empty());
    CHECK(std::count(bench.notices.begin(), bench.notices.end(), notice::kind::seat_expired) == 1);
}

TEST_CASE("a hall of a reloaded folder that was not known is started", "[halls][directory]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();

    bench.halls().reconfigure(simulation::sample_halls(2)[1]);
    bench.settle();

    CHECK(bench.halls().ready());
    CHECK(bench.halls().halls() == std::vector{directory_bench::hall, town});
}

TEST_CASE("the orderly end leaves a snapshot of every hall", "[halls][directory]") {
    journal::faulty_journal disk;
    directory_bench bench(disk, 2);
    bench.lead();
    bench.issue();
    CHECK_FALSE(bench.halls().drained());

    bench.halls().stop();
    bench.settle();

    CHECK(bench.halls().drained());
    for (dispatch::hall_id const hall : {directory_bench::hall, town}) {
        CHECK(disk.snapshot(hall)->seq == disk.tail(hall).seq);
    }
}
