#include "halls/asio_runtime.hpp"

#include "journal/memory_journal.hpp"
#include "simulation/sample_halls.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono;

namespace {

// Ten o'clock of a workday, for ever; the steady face is the machine's.
class stopped_clock final : public halls::clock {
public:
    [[nodiscard]] instant now() const override { return instant{sys_days{2026y / 11 / 25}} + 2h; }
    [[nodiscard]] steady_time steady() const override { return floor<milliseconds>(steady_clock::now()); }
    [[nodiscard]] milliseconds until(instant) const override { return hours{1}; }
};

class nobody_follows final : public live::publisher {
public:
    [[nodiscard]] bool followed(std::string_view) const override { return false; }
    void publish(std::string_view, live::position, live::frame_kind, live::encode const&) override {}
};

struct house {
    boost::asio::io_context loop;
    journal::memory_journal storage;
    stopped_clock time;
    nobody_follows screens;
    asio_runtime runtime{loop,
                         storage,
                         {},
                         simulation::sample_halls(2),
                         simulation::hall_phase_lookup(),
                         time,
                         screens,
                         [](notice const&) {}};

    template <class Done>
    bool run_until(Done done) {
        auto const limit = steady_clock::now() + 20s;
        loop.restart();
        while (!done() && steady_clock::now() < limit) {
            loop.run_one_for(100ms);
        }
        return done();
    }
};

dispatch::command a_ticket(std::uint32_t n) {
    dispatch::issue_ticket wanted;
    wanted.matters.push_back(dispatch::matter_id::parse("M-1").value());
    dispatch::command command{{}, {dispatch::actor_kind::kiosk, "kiosk-1"}, std::move(wanted)};
    command.id.bytes[0] = static_cast<std::uint8_t>(n);
    command.id.bytes[1] = static_cast<std::uint8_t>(n >> 8U);
    command.id.bytes[15] = 1;
    return command;
}

}  // namespace

TEST_CASE("commands to halls on the network thread are durable when they are answered", "[halls][asio_runtime]") {
    house on;
    on.runtime.start();
    REQUIRE(on.run_until([&] { return on.runtime.halls().ready(); }));
    auto const hall = on.runtime.halls().halls().front();
    std::uint32_t recorded = 0;
    std::uint64_t newest = 0;
    for (std::uint32_t n = 0; n < 500; ++n) {
        on.runtime.halls().submit(hall, a_ticket(n), [&](outcome const& became) {
            newest = std::get<dispatch::record>(became).seq;
            ++recorded;
        });
    }
    CHECK(recorded == 0);
    REQUIRE(on.run_until([&] { return recorded == 500; }));

    std::uint64_t stored = 0;
    bool looked = false;
    on.runtime.with_journal([&](journal::journal& journal) { stored = journal.tail(hall).seq; },
                            [&] { looked = true; });
    REQUIRE(on.run_until([&] { return looked; }));
    CHECK(stored == newest);
    CHECK(on.runtime.journal_counts().records >= 500);
    CHECK(on.runtime.journal_counts().commits < 50);
}

TEST_CASE("the orderly end comes when every hall has drained and the journal is idle", "[halls][asio_runtime]") {
    house on;
    on.runtime.start();
    REQUIRE(on.run_until([&] { return on.runtime.halls().ready(); }));
    auto const hall = on.runtime.halls().halls().front();
    bool answered = false;
    bool stopped = false;
    on.runtime.halls().submit(hall, a_ticket(1), [&](outcome const& became) {
        CHECK(std::holds_alternative<dispatch::record>(became));
        CHECK_FALSE(stopped);
        answered = true;
    });

    on.runtime.stop([&] { stopped = true; });

    REQUIRE(on.run_until([&] { return stopped; }));
    CHECK(answered);
    CHECK(on.storage.snapshot(hall)->seq == on.storage.tail(hall).seq);
    on.loop.restart();
    CHECK(on.loop.run_for(1s) < 10);  // nothing keeps the network thread busy any more
}

TEST_CASE("a backup that the journal cannot make says so", "[halls][asio_runtime]") {
    house on;
    on.runtime.start();
    REQUIRE(on.run_until([&] { return on.runtime.halls().ready(); }));
    bool told = false;

    on.runtime.backup("/nowhere/at/all", [&](std::exception_ptr const& failed) {
        CHECK(failed);
        told = true;
    });

    CHECK(on.run_until([&] { return told; }));
}

TEST_CASE("a runtime that is destroyed in the middle of things calls nobody", "[halls][asio_runtime]") {
    boost::asio::io_context loop;
    journal::memory_journal storage;
    stopped_clock time;
    nobody_follows screens;
    bool called = false;
    {
        asio_runtime runtime(loop, storage, {}, simulation::sample_halls(2), simulation::hall_phase_lookup(), time,
                             screens, [](notice const&) {});
        runtime.start();
        runtime.halls().submit(dispatch::hall_id::parse("district").value(), a_ticket(1),
                               [&](outcome const&) { called = true; });
        loop.run_one_for(100ms);
    }
    loop.restart();
    loop.run_for(100ms);
    CHECK_FALSE(called);
}
