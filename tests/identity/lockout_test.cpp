#include "identity/lockout.hpp"

#include <catch2/catch.hpp>

using namespace buduan::identity;
using namespace std::chrono_literals;

namespace {

instant const start{std::chrono::hours(480'000)};
hall_id const hall = *hall_id::parse("shanting");

void try_times(lockout& door, int times, std::string const& account, std::string const& peer, instant now) {
    for (int i = 0; i < times; ++i)
        door.tried(hall, account, peer, now);
}

}  // namespace

TEST_CASE("the fifth failed try locks the account for that address for fifteen minutes", "[identity][lockout]") {
    lockout door;
    try_times(door, 4, "s01", "10.0.0.7", start);
    CHECK(door.locked_until(hall, "s01", "10.0.0.7", start) == instant{});

    door.tried(hall, "s01", "10.0.0.7", start + 1min);

    CHECK(door.locked_until(hall, "s01", "10.0.0.7", start + 1min) == start + 16min);
    CHECK(door.locked_until(hall, "s01", "10.0.0.7", start + 16min) == instant{});
}

TEST_CASE("a stranger cannot lock a clerk out from another address", "[identity][lockout]") {
    lockout door;
    try_times(door, 50, "s01", "203.0.113.9", start);

    CHECK(door.locked_until(hall, "s01", "10.0.0.7", start) == instant{});
}

TEST_CASE("an address that tries many accounts is locked for all of them", "[identity][lockout]") {
    lockout door;
    for (int i = 0; i < 100; ++i)
        door.tried(hall, "s" + std::to_string(i), "203.0.113.9", start);

    CHECK(door.locked_until(hall, "never-tried", "203.0.113.9", start) == start + 15min);
}

TEST_CASE("a success forgets the account's failures and its own try", "[identity][lockout]") {
    lockout door;
    try_times(door, 5, "s01", "10.0.0.7", start);
    door.succeeded(hall, "s01", "10.0.0.7");
    try_times(door, 4, "s01", "10.0.0.7", start);

    CHECK(door.locked_until(hall, "s01", "10.0.0.7", start) == instant{});
}

TEST_CASE("successes alone never lock an address", "[identity][lockout]") {
    lockout door;
    for (int i = 0; i < 1'000; ++i) {
        door.tried(hall, "s" + std::to_string(i), "127.0.0.1", start);
        door.succeeded(hall, "s" + std::to_string(i), "127.0.0.1");
    }

    CHECK(door.locked_until(hall, "s1", "127.0.0.1", start) == instant{});
    CHECK(door.remembered() == 0);
}

TEST_CASE("failures further apart than the window do not add up", "[identity][lockout]") {
    lockout door;
    for (int i = 0; i < 20; ++i)
        door.tried(hall, "s01", "10.0.0.7", start + i * 4min);

    CHECK(door.locked_until(hall, "s01", "10.0.0.7", start + 80min) == instant{});
}

TEST_CASE("the memory of failures is bounded and forgets the oldest first", "[identity][lockout]") {
    lockout_limits limits;
    limits.remembered = 20;
    lockout door(limits);
    try_times(door, 5, "s01", "10.0.0.7", start);
    for (int i = 0; i < 100; ++i)
        door.tried(hall, "s01", "peer" + std::to_string(i), start + 1s);

    CHECK(door.remembered() == 20);
    CHECK(door.locked_until(hall, "s01", "10.0.0.7", start + 1s) == instant{});
}
