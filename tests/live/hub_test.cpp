// Who follows what, what a newcomer is given, and what the hub keeps.

#include "live/hub_world.hpp"

#include <catch2/catch.hpp>

using namespace buduan::tests;

TEST_CASE("a new follower hears that it is subscribed, then the newest picture, then what comes", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    CHECK(w.follow(screen, "board") == follow_outcome::whole);
    w.live->flush();
    w.picture("board", 11, "board@11");
    w.news("board", 11, "call@11");
    w.live->flush();

    CHECK(screen.messages() == words{"subscribed", "board@10", "board@11", "call@11"});
}

TEST_CASE("who resumes from the newest position gets no picture again", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    CHECK(w.follow(screen, "board", position{1, 10}) == follow_outcome::resumed);
    w.live->flush();
    CHECK(screen.messages() == words{"resumed"});
    CHECK(w.made == 0);

    w.picture("board", 11, "board@11");
    w.live->flush();
    recorded_line other(*w.live);
    CHECK(w.follow(other, "board", position{1, 11}) == follow_outcome::resumed);
    CHECK(screen.messages() == words{"resumed", "board@11"});
}

TEST_CASE("an older position, another epoch or a position ahead of ours gets the whole picture", "[live][hub]") {
    for (auto const from : {position{1, 9}, position{2, 10}, position{0, 10}, position{1, 11}}) {
        hub_world w;
        recorded_line screen(*w.live);
        CHECK(w.follow(screen, "board", from) == follow_outcome::whole);
        w.live->flush();
        CHECK(screen.messages() == words{"subscribed", "board@10"});
    }
}

TEST_CASE("a topic that does not exist is refused and leaves nothing behind", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    CHECK(w.follow(screen, "nowhere") == follow_outcome::no_such_topic);
    CHECK(w.live->topics() == 0);
    CHECK_FALSE(w.live->followed("nowhere"));
}

TEST_CASE("a newcomer gets the newest picture but not news of before", "[live][hub]") {
    hub_world w;
    recorded_line first(*w.live);
    recorded_line second(*w.live);
    w.follow(first, "board");
    w.follow(second, "board");
    w.picture("board", 11, "board@11");
    w.news("board", 11, "call@11");
    w.live->flush();

    recorded_line late(*w.live);
    w.follow(late, "board");
    w.live->flush();
    CHECK(late.messages() == words{"subscribed", "board@11"});
}

TEST_CASE("a thousand newcomers to a quiet topic cost two encodings", "[live][hub]") {
    hub_world w;
    std::vector<std::unique_ptr<recorded_line>> screens;
    for (int i = 0; i < 1'000; ++i) {
        screens.push_back(std::make_unique<recorded_line>(*w.live));
        w.follow(*screens.back(), "board");
    }
    w.live->flush();
    CHECK(w.made == 2);
    for (auto const& screen : screens)
        REQUIRE(screen->messages() == words{"subscribed", "board@10"});
}

TEST_CASE("a frame is encoded once for all followers of an encoding, and not at all without", "[live][hub]") {
    hub_world w;
    recorded_line one(*w.live);
    recorded_line two(*w.live);
    recorded_line native(*w.live, encoding::binary);
    w.follow(one, "board", position{1, 10});
    w.follow(two, "board", position{1, 10});
    w.follow(native, "board", position{1, 10});

    w.picture("board", 11, "board@11");
    w.picture("zone", 11, "zone@11");
    CHECK(w.made == 2);
    CHECK(w.live->followed("board"));
    CHECK_FALSE(w.live->followed("zone"));
    w.live->flush();
    CHECK(native.messages() == words{"resumed", "board@11"});
    CHECK(native.bytes.back() == '1');
    CHECK(static_cast<unsigned char>(native.bytes.front()) == 0x82);
}

TEST_CASE("all frames of a turn leave in one flush", "[live][hub]") {
    hub_world w;
    recorded_line screen(*w.live);
    w.follow(screen, "board");
    w.follow(screen, "zone");
    w.live->flush();
    auto const flushes = screen.flushes;
    auto const woken = w.woken;
    for (std::uint64_t seq = 11; seq < 27; ++seq) {
        w.news("board", seq, "b" + std::to_string(seq));
        w.news("zone", seq, "z" + std::to_string(seq));
    }
    CHECK(w.woken == woken + 1);
    w.live->flush();
    CHECK(screen.flushes == flushes + 1);
    CHECK(screen.messages().size() == 4 + 32);
}

TEST_CASE("the log of a topic with one follower keeps nothing once it was written", "[live][hub]") {
    hub_world w;
    recorded_line phone(*w.live);
    w.follow(phone, "board");
    w.picture("board", 11, "board@11");
    w.live->flush();
    CHECK(w.live->bytes_kept() == 0);

    recorded_line second(*w.live);
    w.follow(second, "board");
    w.live->flush();
    CHECK(second.messages() == words{"subscribed", "board@11"});
    CHECK(phone.messages() == words{"subscribed", "board@10", "board@11"});
}

TEST_CASE("a topic of news alone keeps its log bounded while many follow", "[live][hub]") {
    hub_world w;
    recorded_line one(*w.live);
    recorded_line two(*w.live);
    w.follow(one, "board");
    w.follow(two, "board");
    std::size_t most_kept = 0;
    for (std::uint64_t seq = 11; seq < 2'011; ++seq) {
        w.news("board", seq, std::string(300, 'n'));
        w.live->flush();
        most_kept = std::max(most_kept, w.live->bytes_kept());
    }
    CHECK(one.messages().size() == 2 + 2'000);
    CHECK(most_kept <= 64 * 1024 + 400);
}

TEST_CASE("the topic goes with its last follower", "[live][hub]") {
    hub_world w;
    {
        recorded_line one(*w.live);
        recorded_line two(*w.live);
        w.follow(one, "board");
        w.follow(two, "board");
        w.picture("board", 11, "board@11");
        one.subscriber->unfollow("board");
        CHECK(w.live->followed("board"));
    }
    CHECK_FALSE(w.live->followed("board"));
    CHECK(w.live->topics() == 0);
    w.live->flush();
}

TEST_CASE("followers leave in any order without disturbing the others", "[live][hub]") {
    hub_world w;
    for (int i = 0; i < 5; ++i)
        w.pictures["t" + std::to_string(i)] = "t" + std::to_string(i);
    std::vector<std::unique_ptr<recorded_line>> screens;
    for (int i = 0; i < 6; ++i) {
        screens.push_back(std::make_unique<recorded_line>(*w.live));
        for (int t = 0; t < 5; ++t)
            w.follow(*screens.back(), "t" + std::to_string((i + t) % 5), position{1, 10});
    }
    w.live->flush();
    for (std::size_t i = 0; i < 6; ++i)
        screens[i]->subscriber->unfollow("t" + std::to_string(i % 5));
    screens.erase(screens.begin() + 2);
    for (auto& screen : screens)
        screen->bytes.clear();

    w.picture("t3", 11, "new");
    w.live->flush();
    std::size_t heard = 0;
    for (auto const& screen : screens) {
        CHECK(screen->messages().size() == (screen->subscriber->follows("t3") ? 1 : 0));
        heard += screen->messages().size();
    }
    CHECK(heard == 4);
}

TEST_CASE("a subscriber follows no more topics than the limit", "[live][hub]") {
    hub_world w;
    w.limits.topics = 1;
    w.live = w.make();
    recorded_line screen(*w.live);
    CHECK(w.follow(screen, "board") == follow_outcome::whole);
    CHECK(w.follow(screen, "zone") == follow_outcome::too_many);
    CHECK(w.follow(screen, "board") == follow_outcome::whole);
    CHECK(screen.subscriber->following() == 1);
}

TEST_CASE("a flush serves a bounded number and asks to go on", "[live][hub]") {
    hub_world w;
    w.limits.flushed_a_turn = 2;
    w.live = w.make();
    std::vector<std::unique_ptr<recorded_line>> screens;
    for (int i = 0; i < 5; ++i) {
        screens.push_back(std::make_unique<recorded_line>(*w.live));
        w.follow(*screens.back(), "board");
    }
    int turns = 0;
    for (int woken = 0; woken < w.woken && turns < 10; ++turns) {
        woken = w.woken;
        w.live->flush();
    }
    CHECK(turns == 3);
    for (auto const& screen : screens)
        CHECK(screen->messages() == words{"subscribed", "board@10"});
}

TEST_CASE("an idle subscriber of a shared topic is small", "[live][hub]") {
    CHECK(sizeof(subscriber) <= 128);
    CHECK(sizeof(frame_reader) <= 160);
}
