// Do the checkers bite? Each bug is planted in turn and must be found by a checker within so many seeds. Prints how many
// seeds it took, over several starting points, and which checkers found it.

#include "halls/seeded_bugs.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace buduan::simulation;
using buduan::halls::seeded_bug;

constexpr std::uint64_t seeds_at_most = 500;
constexpr std::uint64_t hunts = 5;

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

}  // namespace

int main() {
    int survivors = 0;
    std::cout << std::left << std::setw(40) << "planted" << std::right << std::setw(8) << "median" << std::setw(6)
              << "most"
              << "  found by\n";
    for (planted_mistake const& mistake : mistakes) {
        std::vector<std::uint64_t> seeds_needed;
        std::set<std::string> found_by;
        for (std::uint64_t hunt = 0; hunt < hunts; ++hunt) {
            std::uint64_t const first = 1 + hunt * 100'000;
            std::uint64_t tried = 0;
            bool found = false;
            while (!found && tried < seeds_at_most) {
                seed_options options;
                options.seed = first + tried++;
                options.never_sync = mistake.never_sync;
                options.no_fence = mistake.no_fence;
                buduan::halls::planted_bug = mistake.bug;
                seed_report const report = run_seed(options);
                buduan::halls::planted_bug = seeded_bug::none;
                if (!report.broken) continue;
                found = true;
                found_by.insert(report.broken->checker);
            }
            if (!found) {
                std::cout << "NOT FOUND within " << seeds_at_most << " seeds: " << mistake.name << '\n';
                ++survivors;
                break;
            }
            seeds_needed.push_back(tried);
        }
        if (seeds_needed.empty()) continue;
        std::sort(seeds_needed.begin(), seeds_needed.end());
        std::cout << std::left << std::setw(40) << mistake.name << std::right << std::setw(8)
                  << seeds_needed[seeds_needed.size() / 2] << std::setw(6) << seeds_needed.back() << " ";
        for (std::string const& checker : found_by) {
            std::cout << ' ' << checker;
        }
        std::cout << std::endl;
    }
    std::cout << mistakes.size() - static_cast<std::size_t>(survivors) << " of " << mistakes.size() << " found\n";
    return survivors == 0 ? 0 : 1;
}
