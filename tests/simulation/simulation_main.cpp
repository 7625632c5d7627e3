// The simulation ring. `simulation --seeds 1-1000` runs a range and fails on the first broken property, or when a fault
// or a way of recovery was never met; `simulation --seed 42` replays one seed and prints what happens in it.

#include "simulation/world.hpp"

#include <chrono>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace buduan::simulation;

struct arguments {
    std::uint64_t first = 1;
    std::uint64_t last = 200;
    bool one = false;
    std::uint64_t commands = 520;
};

std::optional<arguments> parse(int count, char** values) {
    arguments wanted;
    for (int i = 1; i + 1 < count; i += 2) {
        std::string_view const name = values[i];
        std::string const value = values[i + 1];
        if (name == "--seed") {
            wanted.first = wanted.last = std::stoull(value);
            wanted.one = true;
        } else if (name == "--seeds") {
            std::size_t const dash = value.find('-');
            if (dash == std::string::npos) return std::nullopt;
            wanted.first = std::stoull(value.substr(0, dash));
            wanted.last = std::stoull(value.substr(dash + 1));
        } else if (name == "--commands") {
            wanted.commands = std::stoull(value);
        } else {
            return std::nullopt;
        }
    }
    if (count % 2 == 0 || wanted.last < wanted.first) return std::nullopt;
    return wanted;
}

int report_broken(char const* program, seed_options const& options, broken_seed const& broken) {
    std::cout << "seed " << options.seed << " broke " << broken.what << "\nreplay it with: " << program << " --seed "
              << options.seed << " --commands " << options.commands << '\n';
    return 1;
}

std::uint64_t faults_in(seed_report const& report) {
    std::uint64_t faults = 0;
    for (auto const& [what, times] : report.counters) {
        if (what.starts_with("fault: ") && what != "fault: damaged record") faults += times;
    }
    return faults;
}

int run_one(char const* program, arguments const& wanted) {
    seed_options const options{wanted.first, wanted.commands, true};
    seed_report const report = run_seed(options);
    for (auto const& [what, times] : report.counters) {
        std::cout << std::setw(8) << times << "  " << what << '\n';
    }
    std::cout << "seed " << options.seed << ": " << report.commands << " commands, " << report.records
              << " records, trace " << std::hex << report.trace << std::dec << '\n';
    return report.broken ? report_broken(program, options, *report.broken) : 0;
}

int run_range(char const* program, arguments const& wanted) {
    auto const begin = std::chrono::steady_clock::now();
    std::map<std::string, std::uint64_t> sum;
    std::uint64_t commands = 0;
    std::uint64_t records = 0;
    std::uint64_t traces = 0;
    std::uint64_t repeated = 0;
    for (std::uint64_t seed = wanted.first; seed <= wanted.last; ++seed) {
        seed_options const options{seed, wanted.commands, false};
        seed_report const report = run_seed(options);
        if (report.broken) return report_broken(program, options, *report.broken);
        if (report.commands < wanted.commands || faults_in(report) == 0) {
            std::cout << "seed " << seed << " had " << report.commands << " commands and " << faults_in(report)
                      << " faults: too few\n";
            return 1;
        }
        // A seed is worth something only if it can be replayed.
        if (seed % 50 == 0) {
            ++repeated;
            if (run_seed(options).trace != report.trace) {
                std::cout << "seed " << seed << " took another course the second time\n";
                return 1;
            }
        }
        commands += report.commands;
        records += report.records;
        traces = (traces ^ report.trace) * 0x100000001b3;
        for (auto const& [what, times] : report.counters) {
            sum[what] += times;
        }
    }

    int missed = 0;
    for (std::string const& what : expected_counters()) {
        if (sum[what] == 0) {
            std::cout << "never met: " << what << '\n';
            ++missed;
        }
    }
    for (auto const& [what, times] : sum) {
        std::cout << std::setw(10) << times << "  " << what << '\n';
    }
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    std::cout << "seeds " << wanted.first << " to " << wanted.last << ": " << commands << " commands, " << records
              << " records, " << repeated << " seeds repeated with equal traces, " << std::fixed << std::setprecision(1)
              << took.count() << " s, trace of all " << std::hex << traces << std::dec << '\n';
    return missed == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
    auto const wanted = parse(count, values);
    if (!wanted) {
        std::cerr << "usage: " << values[0] << " [--seed N | --seeds FIRST-LAST] [--commands N]\n";
        return 2;
    }
    return wanted->one ? run_one(values[0], *wanted) : run_range(values[0], *wanted);
}
