#include "halls/topics.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;

namespace {

template <class Id>
Id id(char const* text) {
    return Id::parse(text).value();
}

}  // namespace

TEST_CASE("every topic is read back as it was written", "[halls][topics]") {
    auto const hall = id<dispatch::hall_id>("yangping");
    std::vector<topic> const all = {
        board_topic{hall},
        zone_topic{hall, id<dispatch::zone_id>("social")},
        window_topic{hall, id<dispatch::window_id>("W05")},
        desk_topic{hall, id<dispatch::window_id>("W05")},
        queue_topic{hall, {id<dispatch::zone_id>("social"), id<dispatch::skill_id>("card")}},
        ticket_topic{"AAAAAAAAAAAAAAAAAAAAAA"},
        state_topic{hall}};

    for (topic const& one : all) {
        CHECK(parse_topic(to_string(one)) == one);
    }
}

TEST_CASE("topics are written as the interface documents them", "[halls][topics]") {
    auto const hall = id<dispatch::hall_id>("yangping");

    CHECK(to_string(board_topic{hall}) == "board/yangping");
    CHECK(to_string(queue_topic{hall, {id<dispatch::zone_id>("social"), id<dispatch::skill_id>("card")}}) ==
          "queue/yangping/social/card");
}

TEST_CASE("what is not exactly a topic is none", "[halls][topics]") {
    for (char const* text : {"",
                             "/",
                             "board",
                             "board/",
                             "board/a/b",
                             "boards/a",
                             "zone/a",
                             "zone/a/",
                             "zone//b",
                             "zone/a/b/c",
                             "queue/a/b",
                             "queue/a/b/c/d",
                             "queue/a/b/",
                             "ticket",
                             "ticket/",
                             "ticket/a/b",
                             "window/a b/c",
                             "desk/a/b/",
                             "state/a/b",
                             "board/012345678901234567890123"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_topic(text));
    }
}

TEST_CASE("a citizen's topic names no hall", "[halls][topics]") {
    CHECK_FALSE(hall_of(ticket_topic{"AAAAAAAAAAAAAAAAAAAAAA"}));
    CHECK(hall_of(board_topic{id<dispatch::hall_id>("yangping")}) == id<dispatch::hall_id>("yangping"));
}
