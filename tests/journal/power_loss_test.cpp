// The power goes at chosen instants under the real SQLite back end. What was acknowledged must still be there.

#include "journal/power_loss_world.hpp"
#include "support/sanitized.hpp"

#include <catch2/catch.hpp>

#include <iostream>

using namespace buduan::tests;

namespace {

constexpr std::uint64_t worlds = sanitized ? 40 : 400;
constexpr std::uint64_t worlds_without_sync = sanitized ? 10 : 60;
constexpr int rounds_a_world = 5;
constexpr std::uint64_t power_cuts_at_least = sanitized ? 100 : 1000;

power_loss_tally crash_all(bool never_sync, std::uint64_t how_many) {
    power_loss_tally tally;
    for (std::uint64_t seed = 1; seed <= how_many; ++seed) {
        power_loss_world world(seed, never_sync, tally);
        for (int i = 0; i < rounds_a_world; ++i) {
            world.round();
        }
        world.add_disk_counts();
    }
    return tally;
}

void print(char const* mode, power_loss_tally const& tally) {
    std::cout << mode << ": crash points " << tally.crash_points << " (" << tally.in_the_middle
              << " inside a disk operation), power cuts " << tally.disk.power_cuts << ", failed syncs "
              << tally.disk.syncs_failed << "; records acknowledged " << tally.acknowledged << ", lost " << tally.lost
              << "; in doubt " << tally.in_doubt << ", of these found " << tally.in_doubt_found << "; refused to open "
              << tally.refused_to_open << ", wrong " << tally.wrong << "\n  disk: changes kept "
              << tally.disk.changes_kept << ", dropped " << tally.disk.changes_dropped << ", torn "
              << tally.disk.changes_torn << ", kept after a dropped one " << tally.disk.kept_after_dropped
              << ", sectors garbled " << tally.disk.sectors_garbled << ", file entries lost " << tally.disk.entries_lost
              << ", deletions undone " << tally.disk.deletions_undone << '\n';
}

}  // namespace

TEST_CASE("no acknowledged record is lost in a thousand power cuts", "[power_loss]") {
    power_loss_tally const tally = crash_all(/*never_sync=*/false, worlds);
    print("synchronous=FULL", tally);

    CHECK(tally.disk.power_cuts >= power_cuts_at_least);
    for (auto const& complaint : tally.complaints) {
        UNSCOPED_INFO(complaint);
    }
    CHECK(tally.wrong == 0);
    CHECK(tally.lost == 0);
    CHECK(tally.refused_to_open == 0);
    // The disk really was as bad as it should be, and both outcomes of an interrupted append were met.
    CHECK(tally.acknowledged > 10 * power_cuts_at_least);
    CHECK(tally.in_the_middle > power_cuts_at_least / 2);
    CHECK(tally.in_doubt_found > 0);
    CHECK(tally.in_doubt_found < tally.in_doubt);
    CHECK(tally.disk.changes_dropped > 0);
    CHECK(tally.disk.changes_torn > 0);
    CHECK(tally.disk.kept_after_dropped > 0);
    CHECK(tally.disk.sectors_garbled > 0);
    CHECK(tally.disk.entries_lost > 0);
    CHECK(tally.disk.syncs_failed > 0);
}

TEST_CASE("a journal that never syncs is caught losing acknowledged records", "[power_loss]") {
    power_loss_tally const tally = crash_all(/*never_sync=*/true, worlds_without_sync);
    print("synchronous=OFF", tally);

    CHECK(tally.lost > 0);
}
