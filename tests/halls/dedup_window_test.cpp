#include "halls/dedup_window.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono;

namespace {

dispatch::command_id command(std::uint8_t n) {
    dispatch::command_id id;
    id.bytes[0] = n;
    return id;
}

dispatch::record record(std::uint64_t seq, std::uint8_t n, milliseconds at) {
    dispatch::record made;
    made.seq = seq;
    made.command = command(n);
    made.at = dispatch::instant{at};
    return made;
}

}  // namespace

TEST_CASE("a recorded command is found with its record", "[halls][dedup]") {
    dedup_window window;
    window.add(record(1, 1, 0s));
    window.add(record(2, 2, 1s));

    CHECK(window.find(command(2)) == 2);
    REQUIRE(window.recent(2) != nullptr);
    CHECK(*window.recent(2) == record(2, 2, 1s));
    CHECK_FALSE(window.find(command(3)));
}

TEST_CASE("a command leaves the window 48 hours after its record", "[halls][dedup]") {
    dedup_window window;
    window.add(record(1, 1, 0s));

    window.add(record(2, 2, 48h));
    CHECK(window.find(command(1)) == 1);

    window.add(record(3, 3, 48h + 1ms));
    CHECK_FALSE(window.find(command(1)));
    CHECK(window.entries().size() == 2);
}

TEST_CASE("an id used again after its window belongs to the newer record", "[halls][dedup]") {
    dedup_window window;
    window.add(record(1, 1, 0s));
    window.add(record(2, 2, 47h));
    window.add(record(3, 1, 49h));

    window.add(record(4, 4, 60h));

    CHECK(window.find(command(1)) == 3);
}

TEST_CASE("of old commands only the place is kept", "[halls][dedup]") {
    dedup_window window;
    for (std::uint64_t seq = 1; seq <= dedup_window::recent_limit + 1; ++seq) {
        window.add(record(seq, static_cast<std::uint8_t>(seq), milliseconds{seq}));
    }

    CHECK(window.recent(1) == nullptr);
    CHECK(window.recent(2) != nullptr);
    CHECK(window.recent(dedup_window::recent_limit + 2) == nullptr);
}

TEST_CASE("what a snapshot kept is found, without its record", "[halls][dedup]") {
    dedup_window window;
    window.add(wire::known_command{command(1), 5, dispatch::instant{1s}});
    window.add(record(6, 2, 2s));

    CHECK(window.find(command(1)) == 5);
    CHECK(window.recent(5) == nullptr);
    CHECK(window.recent(6) != nullptr);
}
