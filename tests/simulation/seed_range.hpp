#pragma once

// Many seeds, several at a time: each is a world of its own, and what they give together does not depend on how many
// ran at once.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace buduan::simulation {

struct seed_range {
    std::uint64_t first = 1;
    std::uint64_t last = 1;
    std::uint64_t commands = 520;  // of each seed, at least
    unsigned jobs = 1;
};

struct failed_seed {
    std::uint64_t seed = 0;
    std::string what;
};

struct range_report {
    std::optional<failed_seed> failed;  // the first of the range that failed
    std::map<std::string, std::uint64_t> counters;
    std::uint64_t commands = 0;
    std::uint64_t records = 0;
    std::uint64_t repeated = 0;  // seeds that were run twice and took the same course
    std::uint64_t trace = 0;     // of all seeds, in their order
};

// A seed fails when a property breaks, when it had too few commands or no fault, or when it cannot be replayed.
[[nodiscard]] range_report run_seeds(seed_range const& wanted);

}  // namespace buduan::simulation
