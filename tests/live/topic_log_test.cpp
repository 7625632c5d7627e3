#include "live/topic_log.hpp"

#include <catch2/catch.hpp>

using namespace buduan::live;

TEST_CASE("frames lie end to end, and a cursor sees what came after it", "[live][topic_log]") {
    topic_log log(encoding::json);
    log.append({1, 1}, frame_kind::picture, "a");
    auto const before = log.head();
    log.append({1, 2}, frame_kind::news, "bc");

    CHECK(log.since(0) ==
          "\x81\x01"
          "a\x81\x02"
          "bc");
    CHECK(log.since(before) ==
          "\x81\x02"
          "bc");
    CHECK(log.since(log.head()).empty());
    CHECK(log.newest() == position{1, 2});
}

TEST_CASE("binary messages become binary frames", "[live][topic_log]") {
    topic_log log(encoding::binary);
    log.append({1, 1}, frame_kind::picture, "a");
    CHECK(log.since(0) ==
          "\x82\x01"
          "a");
}

TEST_CASE("the newest picture is found behind later news, without them", "[live][topic_log]") {
    topic_log log(encoding::json);
    log.append({1, 1}, frame_kind::picture, "old");
    log.append({1, 2}, frame_kind::picture, "new");
    log.append({1, 2}, frame_kind::news, "call");

    REQUIRE(log.has_picture());
    CHECK(log.picture_frame() == "\x81\x03new");
    CHECK(log.since(log.picture()) ==
          "\x81\x03new\x81\x04"
          "call");
}

TEST_CASE("a log of news alone has no picture", "[live][topic_log]") {
    topic_log log(encoding::json);
    log.append({1, 1}, frame_kind::news, "call");
    CHECK_FALSE(log.has_picture());
}

TEST_CASE("trimming keeps cursors and forgets a picture that lies before", "[live][topic_log]") {
    topic_log log(encoding::json);
    log.append({1, 1}, frame_kind::picture, "p");
    auto const second = log.head();
    log.append({1, 2}, frame_kind::news, "n");
    log.trim(second);

    CHECK(log.tail() == second);
    CHECK(log.since(second) == "\x81\x01n");
    CHECK_FALSE(log.has_picture());
    log.append({1, 3}, frame_kind::picture, "q");
    CHECK(log.picture_frame() == "\x81\x01q");
}

TEST_CASE("a trimmed log holds no room of a busy moment", "[live][topic_log]") {
    topic_log log(encoding::json);
    for (std::uint64_t i = 0; i < 1'000; ++i)
        log.append({1, i}, frame_kind::news, std::string(300, 'x'));
    log.trim(log.head());
    CHECK(log.head() - log.tail() == 0);
    CHECK(log.newest() == position{1, 999});
}

TEST_CASE("the rest of a cut frame is counted to its own end", "[live][topic_log]") {
    topic_log log(encoding::json);
    log.append({1, 1}, frame_kind::picture, "abc");    // 5 bytes
    log.append({1, 2}, frame_kind::picture, "defgh");  // 7 bytes

    CHECK(log.rest_of_frame(0, 1) == 4);
    CHECK(log.rest_of_frame(0, 5) == 0);
    CHECK(log.rest_of_frame(0, 6) == 6);
    CHECK(log.rest_of_frame(5, 7) == 0);
}
