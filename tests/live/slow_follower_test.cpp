// Lines that take little or nothing: what is skipped, what is never cut, and when a follower is sent away.

#include "live/hub_world.hpp"

#include <catch2/catch.hpp>

using namespace buduan::tests;

TEST_CASE("nothing is skipped for a follower that keeps up", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    w.follow(screen, "board", position{1, 10});
    words expected{"resumed"};
    for (std::uint64_t seq = 11; seq < 1'011; ++seq) {
        auto const text = "p" + std::to_string(seq) + std::string(seq % 300, '.');
        w.picture("board", seq, text);
        expected.push_back(text);
        if (seq % 3 == 0) w.live->flush();
    }
    w.live->flush();
    CHECK(screen.messages() == expected);
    CHECK(w.live->counters().skipped == 0);
}

TEST_CASE("a follower that fell behind jumps to the newest picture and the news after it", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    w.follow(screen, "board", position{1, 10});
    w.live->flush();
    screen.takes(3);  // blocks in the middle of the next frame
    std::string const large(2'000, 'x');
    for (std::uint64_t seq = 11; seq < 31; ++seq) {
        w.picture("board", seq, std::to_string(seq) + large);
        w.news("board", seq, "call@" + std::to_string(seq));
        w.live->flush();
    }
    screen.takes(SIZE_MAX);

    CHECK(screen.messages() == words{"resumed", "11" + large, "30" + large, "call@30"});
    CHECK(w.live->counters().skipped == 1);
}

TEST_CASE("a short stall loses neither picture nor news", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    w.follow(screen, "board", position{1, 10});
    w.live->flush();
    screen.takes(3);
    for (std::uint64_t seq = 11; seq < 15; ++seq) {
        w.picture("board", seq, "p" + std::to_string(seq));
        w.news("board", seq, "n" + std::to_string(seq));
        w.live->flush();
    }
    screen.takes(SIZE_MAX);
    CHECK(screen.messages() == words{"resumed", "p11", "n11", "p12", "n12", "p13", "n13", "p14", "n14"});
}

TEST_CASE("a cut frame is finished before a reply that came later", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    w.follow(screen, "board", position{1, 10});
    w.follow(screen, "zone", position{1, 10});
    w.live->flush();
    screen.takes(5);
    w.picture("board", 11, "board@11");
    w.picture("zone", 11, "zone@11");
    w.live->flush();
    screen.subscriber->send("reply");
    w.live->flush();
    screen.takes(7);
    screen.takes(SIZE_MAX);
    CHECK(screen.messages() == words{"resumed", "resumed", "board@11", "reply", "zone@11"});
}

TEST_CASE("a line of one byte at a time delivers everything", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    screen.takes(0);
    w.follow(screen, "board");
    w.live->flush();
    words expected{"subscribed", "board@10"};
    for (std::uint64_t seq = 11; seq < 21; ++seq) {
        w.picture("board", seq, "p" + std::to_string(seq));
        screen.subscriber->send("r" + std::to_string(seq));
        expected.push_back("p" + std::to_string(seq));
        expected.push_back("r" + std::to_string(seq));
        w.live->flush();
        for (int i = 0; i < 5; ++i)
            screen.takes(1);
    }
    while (screen.subscriber->behind() > 0)
        screen.takes(1);
    auto messages = screen.messages();
    std::sort(messages.begin(), messages.end());
    std::sort(expected.begin(), expected.end());
    CHECK(messages == expected);
}

TEST_CASE("a stalled follower beyond its budget is told to come back, the others go on", "[live][hub]") {
    hub_world w;
    recorded_line stalled(*w.live);
    recorded_line lively(*w.live);
    w.follow(stalled, "board");
    w.follow(lively, "board");
    w.live->flush();
    stalled.takes(10);
    std::string const large(4'000, 'x');
    std::size_t most_kept = 0;
    for (std::uint64_t seq = 11; seq < 211; ++seq) {
        w.picture("board", seq, large + std::to_string(seq));
        w.live->flush();
        most_kept = std::max(most_kept, w.live->bytes_kept());
    }

    CHECK(stalled.overruns == 1);
    CHECK(w.live->counters().overrun == 1);
    CHECK(lively.messages().size() == 2 + 200);
    CHECK(most_kept < 256 * 1024 + 8 * 1024);
    CHECK(w.live->bytes_kept() == 0);
    stalled.takes(SIZE_MAX);
    CHECK(stalled.messages() == words{"subscribed", "board@10", large + "11", "close 4000"});
}

TEST_CASE("replies count towards the budget too", "[live][hub]") {
    hub_world w;
    recorded_line stalled(*w.live);
    stalled.takes(0);
    std::string const reply(10'000, 'x');
    for (int i = 0; i < 40 && stalled.overruns == 0; ++i) {
        stalled.subscriber->send(reply);
        w.live->flush();
    }
    CHECK(stalled.overruns == 1);
    CHECK(stalled.subscriber->behind() < 100);
}

TEST_CASE("ending keeps the rest of a frame that has begun and drops everything else", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    screen.takes(4);
    screen.subscriber->send("first");
    screen.subscriber->send("second");
    w.live->flush();
    screen.subscriber->end_with(1012, "retry after 3 s");
    screen.takes(SIZE_MAX);
    CHECK(screen.messages() == words{"first", "close 1012"});
}
