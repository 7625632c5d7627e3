#include "simulation/seed_range.hpp"

#include "simulation/world.hpp"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace buduan::simulation {
namespace {

// One seed in so many is run twice.
constexpr std::uint64_t repeat_every = 50;

std::uint64_t faults_in(seed_report const& report) {
    std::uint64_t faults = 0;
    for (auto const& [what, times] : report.counters) {
        // The damage is done to every seed, at its very end.
        if (what.starts_with("fault: ") && what != "fault: damaged record") faults += times;
    }
    return faults;
}

// What is wrong with a seed's run; empty when nothing is.
std::string fault_of(seed_options const& options, seed_report const& report) {
    if (report.broken) return report.broken->what;
    std::uint64_t const faults = faults_in(report);
    if (report.commands < options.commands || faults == 0) {
        return "its purpose: it had " + std::to_string(report.commands) + " commands and " + std::to_string(faults) +
               " faults";
    }
    if (options.seed % repeat_every == 0 && run_seed(options).trace != report.trace) {
        return "its own replay: it took another course the second time";
    }
    return {};
}

class range_run {
public:
    explicit range_run(seed_range const& wanted)
        : wanted_(wanted), next_(wanted.first), stop_at_(wanted.last + 1), traces_(wanted.last - wanted.first + 1) {}

    range_report run() {
        {
            std::vector<std::jthread> threads;
            for (unsigned i = 0; i < wanted_.jobs; ++i) {
                threads.emplace_back([this] { work(); });
            }
        }
        for (std::uint64_t const trace : traces_) {
            report_.trace = (report_.trace ^ trace) * 0x100000001b3;
        }
        return std::move(report_);
    }

private:
    void work() {
        for (;;) {
            std::uint64_t const seed = next_++;
            if (seed >= stop_at_) return;
            seed_options options;
            options.seed = seed;
            options.commands = wanted_.commands;
            seed_report const one = run_seed(options);
            take(options, one, fault_of(options, one));
        }
    }

    void take(seed_options const& options, seed_report const& one, std::string fault) {
        std::lock_guard const held(mutex_);
        if (!fault.empty()) {
            // Seeds before this one may still be under way, and one of them may fail too.
            if (options.seed < stop_at_) {
                stop_at_ = options.seed;
                report_.failed = {options.seed, std::move(fault)};
            }
            return;
        }
        traces_[options.seed - wanted_.first] = one.trace;
        report_.commands += one.commands;
        report_.records += one.records;
        if (options.seed % repeat_every == 0) ++report_.repeated;
        for (auto const& [what, times] : one.counters) {
            report_.counters[what] += times;
        }
    }

    seed_range wanted_;
    std::atomic<std::uint64_t> next_;
    std::atomic<std::uint64_t> stop_at_;
    std::mutex mutex_;  // guards what follows
    std::vector<std::uint64_t> traces_;
    range_report report_;
};

}  // namespace

range_report run_seeds(seed_range const& wanted) {
    return range_run(wanted).run();
}

}  // namespace buduan::simulation
