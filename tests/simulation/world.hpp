#pragma once

// One seed: a server with a few halls, its journal, people, screens, and everything that can go wrong with them, on one
// thread and one schedule. First chaos, then everything heals and must come to a good end; then the journal is read
// and every property is asked for.

#include "simulation/sightings.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace buduan::simulation {

struct seed_options {
    std::uint64_t seed = 1;
    std::uint64_t commands = 520;  // at least, by people
    bool talkative = false;        // print what happens
    bool never_sync = false;       // seeded bug: the disk says yes and forgets, as with synchronous=OFF
    bool no_fence = false;         // seeded bug: the journal takes an append of a former leader
};

struct broken_seed {
    std::string checker;
    std::string what;
};

struct seed_report {
    std::uint64_t trace = 0;  // hash of everything that was seen
    std::uint64_t commands = 0;
    std::uint64_t records = 0;
    std::map<std::string, std::uint64_t> counters;
    std::optional<broken_seed> broken;
};

[[nodiscard]] seed_report run_seed(seed_options const& options);

// The counters that a run over many seeds must have moved: every fault and every way of recovery.
[[nodiscard]] std::vector<std::string> const& expected_counters();

}  // namespace buduan::simulation
