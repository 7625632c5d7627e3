#include "buduan/v1/api.pb.h"
#include "halls/directory_bench.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono_literals;
using live::frame_kind;

namespace {

v1::ServerFrame read(std::string const& bytes) {
    v1::ServerFrame frame;
    if (!frame.ParseFromString(bytes)) throw std::logic_error("no frame");
    return frame;
}

}  // namespace

TEST_CASE("a call goes to board, zone and window as a picture first and as news behind it", "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.staff_a_window();
    bench.issue();
    bench.follows = {"board/district", "zone/district/general", "window/district/W01"};

    bench.call();

    for (std::string const& name : bench.follows) {
        INFO(name);
        auto const frames = bench.frames_of(name);
        REQUIRE(frames.size() == 2);
        CHECK(frames[0].kind == frame_kind::picture);
        CHECK(frames[1].kind == frame_kind::news);
        CHECK(frames[0].at == frames[1].at);
        auto const news = read(frames[1].bytes);
        CHECK(news.topic() == name);
        CHECK(news.call().call().number() == "A001");
        CHECK(news.call().call().window_no() == 1);
        CHECK(news.call().expires_ms() == (directory_bench::ten_o_clock() + 30s).time_since_epoch().count());
    }
}

TEST_CASE("nothing is drawn for a topic that nobody follows", "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();

    bench.staff_a_window();
    bench.issue();

    CHECK(bench.frames.empty());
}

TEST_CASE("a change goes to its zone and window and to no other", "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.staff_a_window();
    bench.issue();
    bench.follows = {"zone/district/social", "window/district/W04", "desk/district/W04", "desk/district/W01"};

    bench.call();

    CHECK(bench.frames_of("desk/district/W01").size() == 1);
    CHECK(bench.frames.size() == 1);
}

TEST_CASE("a queue's frame goes out at once and then once a second, the last change among them",
          "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.wait(2s);
    std::string const name = "queue/district/general/civil";
    bench.follows = {name};

    for (int i = 0; i < 5; ++i) {
        bench.issue();
        bench.wait(100ms);
    }
    REQUIRE(bench.frames_of(name).size() == 1);
    CHECK(read(bench.frames.back().bytes).queue().waiting_total() == 1);
    auto const due = bench.halls().idle_for();
    REQUIRE(due);
    CHECK(*due == 500ms);

    bench.wait(500ms);
    REQUIRE(bench.frames_of(name).size() == 2);
    CHECK(read(bench.frames.back().bytes).queue().waiting_total() == 5);
    bench.wait(5s);
    CHECK(bench.frames_of(name).size() == 2);
}

TEST_CASE("a citizen's own ticket is drawn under its link", "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.staff_a_window();
    auto const ticket = bench.issue();
    auto const name = "ticket/" + bench.halls().links().link_of(directory_bench::hall, ticket);
    CHECK(read(bench.current(name)).ticket().stage() == v1::WAITING);
    bench.follows = {name};

    bench.call();

    REQUIRE(bench.frames.size() == 1);
    auto const shown = read(bench.frames[0].bytes).ticket();
    CHECK(shown.stage() == v1::CALLED);
    CHECK(shown.window_no() == 1);
}

TEST_CASE("a full disk is told to everything that shows the hall, and its end too", "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.staff_a_window();
    bench.issue();
    bench.follows = {"state/district", "board/district"};
    disk.fill_disk(5);

    bench.call();
    auto const states = bench.frames_of("state/district");
    REQUIRE(states.size() == 1);
    CHECK_FALSE(read(states[0].bytes).hall_state().writable());
    CHECK_FALSE(read(states[0].bytes).hall_state().notice().zh().empty());
    CHECK(bench.frames_of("board/district").front().kind == frame_kind::news);
    CHECK_FALSE(bench.halls().writable(directory_bench::hall));

    disk.free_space();
    bench.wait(6s);
    auto const after = bench.frames_of("state/district");
    REQUIRE(after.size() == 2);
    CHECK(after[1].at > after[0].at);
    CHECK(read(after[1].bytes).hall_state().writable());
    CHECK(read(bench.current("state/district")).hall_state().writable());
    CHECK(bench.halls().writable(directory_bench::hall));
}

TEST_CASE("a call that was found in the journal too late is shown and not announced", "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    bench.lead();
    bench.staff_a_window();
    bench.issue();
    bench.follows = {"board/district"};
    bench.send(dispatch::call_next{directory_bench::window, directory_bench::li, {}, false, std::nullopt});
    bench.halls().run();
    REQUIRE(bench.requests() == 1);
    bench.lose_answer();

    SECTION("in time it is announced") {
        bench.settle();
        CHECK(bench.frames.back().kind == frame_kind::news);
    }
    SECTION("too late") {
        bench.clock.step(31s);
        bench.settle();
        for (auto const& frame : bench.frames) {
            CHECK(frame.kind == frame_kind::picture);
        }
    }
    CHECK(read(bench.current("board/district")).board().calls().size() == 1);
}

TEST_CASE("there is no picture of what does not exist", "[halls][publication]") {
    journal::faulty_journal disk;
    directory_bench bench(disk);
    CHECK(bench.current("board/district").empty());
    bench.lead();

    for (char const* name :
         {"", "board", "board/nowhere", "zone/district/none", "window/district/W99", "desk/district/W99",
          "queue/district/general/none", "state/nowhere", "ticket/guessed", "board/district/extra", "news/district"}) {
        INFO(name);
        CHECK(bench.current(name).empty());
    }
    CHECK_FALSE(bench.current("board/district").empty());
    CHECK_FALSE(bench.current("desk/district/W01").empty());
}
