// Do the checkers bite? Each bug is planted in turn and must be found by a checker within so many seeds, from several
// starting points (`seeded_bugs 5`). Prints how many seeds it took, and which checkers found it.

#include "halls/seeded_bugs.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace buduan::simulation;
using buduan::halls::seeded_bug;

constexpr std::uint64_t seeds_at_most = 500;

struct planted_mistake {
    char const* name;
    seeded_bug bug = seeded_bug::none;
    bool never_sync = false;
    bool no_fence = false;
};

std::vector<planted_mistake> const mistakes = {
    {"told before durable", seeded_bug::told_before_durable},
    {"uncommitted state is readable", seeded_bug::uncommitted_is_readable},
    {"dedup window lost with the snapshot", seeded_bug::dedup_lost_with_snapshot},
    {"repeat decided again within a batch", seeded_bug::repeat_decided_in_batch},
    {"ticket number from the clock", seeded_bug::number_from_clock},
    {"time not clamped", seeded_bug::time_not_clamped},
    {"deadlines run after the commands", seeded_bug::deadlines_after_commands},
    {"restored ticket loses its place", seeded_bug::restored_loses_place},
    {"issues while the disk is full", seeded_bug::issues_while_read_only},
    {"tickets dropped on rebuild", seeded_bug::tickets_dropped_on_rebuild},
    {"damaged record skipped", seeded_bug::damage_skipped},
    {"last queue frame dropped", seeded_bug::queue_frame_dropped},
    {"newest ticket called first", seeded_bug::newest_called_first},
    {"synchronous=OFF", seeded_bug::none, true, false},
    {"no fence in the journal", seeded_bug::none, false, true},
};

// One search for one mistake, from a starting point of its own.
struct hunt {
    std::uint64_t first = 1;
    std::uint64_t tried = 0;
    std::optional<std::string> found_by;
};

hunt search(planted_mistake const& mistake, std::uint64_t first) {
    hunt result;
    result.first = first;
    buduan::halls::planted_bug = mistake.bug;
    while (!result.found_by && result.tried < seeds_at_most) {
        seed_options options;
        options.seed = first + result.tried++;
        options.never_sync = mistake.never_sync;
        options.no_fence = mistake.no_fence;
        seed_report const report = run_seed(options);
        if (report.broken) result.found_by = report.broken->checker;
    }
    buduan::halls::planted_bug = seeded_bug::none;
    return result;
}

// All hunts of all mistakes, several at a time.
std::vector<std::vector<hunt>> search_all(std::uint64_t hunts, unsigned jobs) {
    std::vector<std::vector<hunt>> results(mistakes.size(), std::vector<hunt>(hunts));
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < jobs; ++i) {
        threads.emplace_back([&] {
            for (std::size_t n = next++; n < mistakes.size() * hunts; n = next++) {
                std::size_t const which = n / hunts;
                std::uint64_t const start = n % hunts;
                results[which][start] = search(mistakes[which], 1 + start * 100'000);
            }
        });
    }
    threads.clear();  // joins
    return results;
}

// False when a hunt ended without a find.
bool print(planted_mistake const& mistake, std::vector<hunt> const& hunts) {
    std::vector<std::uint64_t> seeds_needed;
    std::set<std::string> found_by;
    for (hunt const& one : hunts) {
        if (!one.found_by) {
            std::cout << "NOT FOUND in seeds " << one.first << " to " << one.first + seeds_at_most - 1 << ": "
                      << mistake.name << '\n';
            return false;
        }
        seeds_needed.push_back(one.tried);
        found_by.insert(*one.found_by);
    }
    std::sort(seeds_needed.begin(), seeds_needed.end());
    std::cout << std::left << std::setw(40) << mistake.name << std::right << std::setw(8)
              << seeds_needed[seeds_needed.size() / 2] << std::setw(6) << seeds_needed.back() << " ";
    for (std::string const& checker : found_by) {
        std::cout << ' ' << checker;
    }
    std::cout << '\n';
    return true;
}

}  // namespace

int main(int count, char** values) {
    std::uint64_t const hunts = count > 1 ? std::max(1UL, std::stoul(values[1])) : 3;
    auto const results = search_all(hunts, std::max(1U, std::thread::hardware_concurrency()));
    std::cout << std::left << std::setw(40) << "planted" << std::right << std::setw(8) << "median" << std::setw(6)
              << "most"
              << "  found by\n";
    std::size_t found = 0;
    for (std::size_t i = 0; i < mistakes.size(); ++i) {
        if (print(mistakes[i], results[i])) ++found;
    }
    std::cout << found << " of " << mistakes.size() << " found, each from " << hunts << " starting points\n";
    return found == mistakes.size() ? 0 : 1;
}
