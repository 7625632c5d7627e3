#pragma once

// Rounds of work on one journal over a dropping disk, each ended by a power cut, a kill or a failed sync, and a model of
// what was acknowledged. After every restart the journal is compared with the model.

#include "journal/dropping_vfs.hpp"
#include "journal/sqlite_journal.hpp"

#include <map>
#include <set>

namespace buduan::tests {

struct power_loss_tally {
    std::uint64_t crash_points = 0;   // power cuts, kills and failed syncs
    std::uint64_t in_the_middle = 0;  // of an operation of the disk, not between two turns of work
    std::uint64_t acknowledged = 0;   // records
    std::uint64_t lost = 0;           // acknowledged records that were not there afterwards, or not the same
    std::uint64_t in_doubt = 0;       // records whose append was answered `poisoned`
    std::uint64_t in_doubt_found = 0;
    std::uint64_t refused_to_open = 0;  // called damaged after the crash
    std::uint64_t wrong = 0;            // anything else that may not be; `complaints` tells
    std::vector<std::string> complaints;
    dropping_disk::tally disk;
};

class power_loss_world {
public:
    power_loss_world(std::uint64_t seed, bool never_sync, power_loss_tally& tally);

    // One round: start, compare, work, crash.
    void round();
    // At the end: adds what the disk did to the tally.
    void add_disk_counts() { tally_.disk += vfs_.disk().counts(); }

private:
    struct hall_model {
        std::vector<journal::append_entry> acknowledged;
        std::vector<journal::append_entry> in_doubt;                // of the one group that the crash interrupted
        std::set<std::pair<std::uint64_t, std::string>> snapshots;  // all that were put, durable or not
        std::uint64_t epoch = 0;
    };

    bool start();
    void compare();
    void compare_hall(dispatch::hall_id hall, hall_model& model, bool& some_found, bool& some_missing);
    bool claim_all();
    bool turn();
    bool append_group();
    bool put_snapshot();
    bool reopen();
    void crash();
    void complain(std::string what);
    [[nodiscard]] std::uint64_t drawn(std::uint64_t below) { return chance_() % below; }

    std::uint64_t seed_;
    bool never_sync_;
    power_loss_tally& tally_;
    std::mt19937_64 chance_;
    dropping_vfs vfs_;
    std::map<dispatch::hall_id, hall_model> halls_;
    std::map<dispatch::hall_id, journal::tail_position> tails_;
    std::unique_ptr<journal::sqlite_journal> journal_;
    std::uint64_t next_command_ = 1;
    dropping_disk::tally counted_;
};

}  // namespace buduan::tests
