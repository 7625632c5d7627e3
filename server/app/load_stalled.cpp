// What clients that stop reading do to those that go on.

#include "app/load_caller.hpp"
#include "app/process_figures.hpp"

#include <deque>

namespace buduan::app {
namespace {

using steady = std::chrono::steady_clock;

// A board whose news are timed, or one that stops reading.
class follower {
public:
    follower(load_site& site, std::string const& topic, int receive_buffer)
        : line_(site.reactor(), site.server().port, {}, receive_buffer) {
        line_.received = [this](std::string_view frame) {
            if (is_news(frame)) seen_.emplace_back(call_in(frame).number, steady::now());
        };
        line_.follow(topic);
    }

    [[nodiscard]] bool following() { return line_.line().messages() >= 2; }
    [[nodiscard]] load_connection& line() { return line_.line(); }
    void forget() { seen_.clear(); }
    std::uint64_t report(load_caller const& calls, latency_sample& into) const {
        std::size_t known = 0;
        for (auto const& [number, at] : seen_) {
            auto const sent = calls.sent(number);
            if (!sent) continue;
            into.add(std::chrono::duration<double, std::milli>(at - *sent).count());
            ++known;
        }
        return calls.calls() - known;
    }
    [[nodiscard]] std::size_t seen() const { return seen_.size(); }

private:
    load_client line_;
    std::vector<std::pair<std::string, steady::time_point>> seen_;
};

// What a stalled client's kernel takes at the most before the server feels it.
constexpr int small_buffer = 4 * 1024;
// Rounds go on at least this long: the budget of a connection must fill, and its closing run out.
constexpr double least_round_s = 8;
constexpr double closing_s = 15;

struct round_result {
    double p99_ms = 0;
    std::size_t closed = 0;
    std::uint64_t missing = 0;
    std::uint64_t memory_growth = 0;
};

round_result run_round(load_site& site, load_sizes const& sizes, std::deque<follower>& readers, bool stall) {
    std::deque<follower> others;
    for (std::size_t i = 0; i < sizes.stalled; ++i)
        others.emplace_back(site, "board/" + bench_hall(0), stall ? small_buffer : 0);
    site.wait_for([&] { return std::all_of(others.begin(), others.end(), [](auto& one) { return one.following(); }); },
                  "the other followers");
    auto const memory = private_bytes(site.server().process);
    auto most = memory;
    for (auto& one : readers)
        one.forget();
    if (stall) {
        for (auto& one : others)
            one.line().stall();
    }
    load_caller calls(site);
    auto sampled = steady::now();
    calls.run(sizes.events_a_second, std::max(sizes.seconds, least_round_s), [&] {
        if (!stall || steady::now() - sampled < std::chrono::milliseconds(250)) return;
        sampled = steady::now();
        most = std::max(most, private_bytes(site.server().process));
    });
    site.reactor().poll_until(
        [&] {
            return std::all_of(readers.begin(), readers.end(),
                               [&](auto const& one) { return one.seen() >= calls.calls(); });
        },
        2);

    round_result result;
    latency_sample times;
    for (auto const& one : readers)
        result.missing += one.report(calls, times);
    result.p99_ms = times.at(0.99);
    result.memory_growth = most - memory;
    if (!stall) return result;
    // What they left in the kernel ends with the server's close, or with the connection cut.
    for (auto& one : others)
        one.line().resume();
    site.reactor().poll_until(
        [&] { return std::all_of(others.begin(), others.end(), [](auto& one) { return one.line().closed(); }); },
        closing_s);
    result.closed = static_cast<std::size_t>(
        std::count_if(others.begin(), others.end(), [](auto& one) { return one.line().closed(); }));
    return result;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

stalled_figures measure_stalled(load_site& site, load_sizes const& sizes) {
    stalled_figures figures;
    figures.followers = sizes.followers;
    figures.stalled = sizes.stalled;
    auto const calls = sizes.events_a_second * std::max(sizes.seconds, least_round_s) * 2;
    std::deque<follower> readers;
    for (std::size_t i = sizes.stalled; i < sizes.followers; ++i) {
        readers.emplace_back(site, "board/" + bench_hall(0), 0);
        site.reactor().poll(0);
    }
    site.wait_for(
        [&] { return std::all_of(readers.begin(), readers.end(), [](auto& one) { return one.following(); }); },
        "the followers");
    std::vector<double> without;
    std::vector<double> with;
    for (std::size_t round = 0; round < sizes.rounds; ++round) {
        static_cast<void>(site.issue(static_cast<std::size_t>(calls)));
        auto const calm = run_round(site, sizes, readers, false);
        auto const stalled = run_round(site, sizes, readers, true);
        without.push_back(calm.p99_ms);
        with.push_back(stalled.p99_ms);
        figures.missing += calm.missing + stalled.missing;
        figures.closed += stalled.closed;
        figures.expected_closed += sizes.stalled;
        figures.memory_growth = std::max(figures.memory_growth, stalled.memory_growth);
    }
    figures.p99_without_ms = median(without);
    figures.p99_with_ms = median(with);
    return figures;
}

}  // namespace buduan::app
