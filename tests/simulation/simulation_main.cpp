// The simulation ring. `simulation --seeds 1-1000` runs a range and fails on the first broken property, or when a fault
// or a way of recovery was never met; `simulation --seed 42` replays one seed and prints what happens in it.

#include "simulation/seed_range.hpp"
#include "simulation/world.hpp"

#include <chrono>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace {

using namespace buduan::simulation;

struct arguments {
    seed_range seeds;
    bool one = false;
    bool all_faults = true;  // fail when one was never met; a short range need not meet all
};

std::optional<arguments> parse(int count, char** values) {
    arguments wanted;
    wanted.seeds.last = 200;
    wanted.seeds.jobs = std::max(1U, std::thread::hardware_concurrency());
    for (int i = 1; i + 1 < count; i += 2) {
        std::string_view const name = values[i];
        std::string const value = values[i + 1];
        if (name == "--seed") {
            wanted.seeds.first = wanted.seeds.last = std::stoull(value);
            wanted.one = true;
        } else if (name == "--seeds") {
            std::size_t const dash = value.find('-');
            if (dash == std::string::npos) return std::nullopt;
            wanted.seeds.first = std::stoull(value.substr(0, dash));
            wanted.seeds.last = std::stoull(value.substr(dash + 1));
        } else if (name == "--commands") {
            wanted.seeds.commands = std::stoull(value);
        } else if (name == "--jobs") {
            wanted.seeds.jobs = std::max(1U, static_cast<unsigned>(std::stoul(value)));
        } else if (name == "--all-faults") {
            wanted.all_faults = value != "no";
        } else {
            return std::nullopt;
        }
    }
    if (count % 2 == 0 || wanted.seeds.last < wanted.seeds.first) return std::nullopt;
    return wanted;
}

void print_replay(char const* program, std::uint64_t seed, std::uint64_t commands) {
    std::cout << "replay it with: " << program << " --seed " << seed << " --commands " << commands << '\n';
}

int run_one(char const* program, seed_range const& wanted) {
    seed_options options;
    options.seed = wanted.first;
    options.commands = wanted.commands;
    options.talkative = true;
    seed_report const report = run_seed(options);
    for (auto const& [what, times] : report.counters) {
        std::cout << std::setw(8) << times << "  " << what << '\n';
    }
    std::cout << "seed " << options.seed << ": " << report.commands << " commands, " << report.records
              << " records, trace " << std::hex << report.trace << std::dec << '\n';
    if (!report.broken) return 0;
    std::cout << "seed " << options.seed << " broke " << report.broken->what << '\n';
    print_replay(program, options.seed, options.commands);
    return 1;
}

int run_range(char const* program, arguments const& wanted) {
    auto const begin = std::chrono::steady_clock::now();
    range_report const report = run_seeds(wanted.seeds);
    if (report.failed) {
        std::cout << "seed " << report.failed->seed << " broke " << report.failed->what << '\n';
        print_replay(program, report.failed->seed, wanted.seeds.commands);
        return 1;
    }

    for (auto const& [what, times] : report.counters) {
        std::cout << std::setw(10) << times << "  " << what << '\n';
    }
    int missed = 0;
    for (std::string const& what : expected_counters()) {
        if (report.counters.contains(what) && report.counters.at(what) > 0) continue;
        std::cout << "never met: " << what << '\n';
        ++missed;
    }
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    std::cout << "seeds " << wanted.seeds.first << " to " << wanted.seeds.last << ": " << report.commands
              << " commands, " << report.records << " records, " << report.repeated
              << " seeds repeated with equal traces, " << std::fixed << std::setprecision(1) << took.count()
              << " s, trace of all " << std::hex << report.trace << std::dec << '\n';
    return missed == 0 || !wanted.all_faults ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
    auto const wanted = parse(count, values);
    if (!wanted) {
        std::cerr << "usage: " << values[0]
                  << " [--seed N | --seeds FIRST-LAST] [--commands N] [--jobs N] [--all-faults yes|no]\n";
        return 2;
    }
    return wanted->one ? run_one(values[0], wanted->seeds) : run_range(values[0], *wanted);
}
