// What the core does in a second: a window calls the next ticket, serves and finishes it, and somebody else draws a
// number, so that as many wait as before. Each part is decided and folded, as the halls do it.
//
// core_bench [--benchmark_filter=...]        items_per_second of `call_next` is what the house's bar is set for

#include "dispatch/decide.hpp"
#include "dispatch/small_hall.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>
#include <utility>
#include <vector>

using namespace buduan;
using namespace buduan::dispatch;

namespace {

using namespace std::chrono;

constexpr std::size_t windows = 42;
constexpr std::size_t most_tickets = 200'000;  // of one day, before the hall starts from its copy again

// Of this thread alone, so that whatever else the machine does is not counted.
duration<double> cpu_time() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return seconds{now.tv_sec} + nanoseconds{now.tv_nsec};
}

// A hall in which so many wait, in queues of all its zones, and every window is open and free.
class full_hall {
public:
    explicit full_hall(std::size_t waiting) {
        hall_config config = district_hall(windows);
        config.rules.tickets_a_day = 100'000'000;
        config.rules.waiting_limit = 100'000'000;
        config.rules.protected_after = minutes{24 * 60};
        matters_ = config.matters.size();
        run(claim_leadership{"bench", 1, false, 0});
        run(accept_configuration{std::move(config)});
        calendar::phase_span span;
        span.phase = calendar::service_phase::regular;
        span.day = civil_day{sys_days{2026y / 11 / 25}.time_since_epoch()};
        span.begins = now_;
        span.ends = now_ + hours{12};
        run(enter_phase{span});
        for (std::size_t i = 0; i < waiting; ++i) {
            issue();
        }
        for (window_config const& window : state_.plan()->config().windows) {
            desks_.push_back({window.id, window.a_staff});
            run(take_seat{window.id, window.a_staff, false});
            run(open_window{window.id, window.a_staff});
        }
    }

    void issue() {
        issue_ticket wanted;
        wanted.matters.push_back(state_.plan()->config().matters[drawn_++ % matters_].code);
        if (drawn_ % 10 == 0) wanted.klass = ticket_class::priority;
        run(std::move(wanted));
    }
    void call(std::size_t window) {
        now_ += milliseconds{1};
        run(call_next{desks_[window].first, desks_[window].second, {}, false, std::nullopt});
    }
    // Serves and finishes, and draws a number for the queue that the ticket left.
    void go_on(std::size_t window) {
        auto const& [at, clerk] = desks_[window];
        ticket_id const in_hand = state_.desk(at)->facts.in_hand;
        matter_id const matter = state_.find(in_hand)->matters.front();
        run(start_service{at, clerk, in_hand});
        run(finish_service{at, clerk, in_hand});
        issue_ticket wanted;
        wanted.matters.push_back(matter);
        run(std::move(wanted));
    }
    // Tickets of the day so far, which the state keeps until midnight.
    [[nodiscard]] bool worn() const { return state_.issued_today() > most_tickets; }

private:
    void run(command_body wanted) {
        auto decided = decide(state_, {{}, {actor_kind::staff, {}}, std::move(wanted)}, now_);
        if (!decided) {
            std::cerr << "refused: " << to_string(decided.error().code) << '\n';
            std::exit(1);
        }
        apply(state_, {1, ++seq_, {}, {actor_kind::staff, {}}, now_, std::move(*decided)});
    }

    hall state_;
    std::vector<std::pair<window_id, staff_id>> desks_;
    instant now_ = instant{sys_days{2026y / 11 / 25}} + 2h;
    std::uint64_t seq_ = 0;
    std::size_t drawn_ = 0;
    std::size_t matters_ = 1;
};

full_hall const& hall_with(std::int64_t waiting) {
    static std::map<std::int64_t, full_hall> halls;
    return halls.try_emplace(waiting, static_cast<std::size_t>(waiting)).first->second;
}

// Only the calls count, one of each window in turn; what makes room for the next ones is not timed.
void call_next_alone(benchmark::State& run) {
    full_hall hall = hall_with(run.range(0));
    for (auto _ : run) {
        auto const begins = cpu_time();
        for (std::size_t window = 0; window < windows; ++window) {
            hall.call(window);
        }
        run.SetIterationTime((cpu_time() - begins).count());
        for (std::size_t window = 0; window < windows; ++window) {
            hall.go_on(window);
        }
        if (hall.worn()) hall = hall_with(run.range(0));
    }
    run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(windows));
}

// The whole round: call, start, finish, and a new number.
void call_done_reissue(benchmark::State& run) {
    full_hall hall = hall_with(run.range(0));
    std::size_t window = 0;
    for (auto _ : run) {
        hall.call(window);
        hall.go_on(window);
        window = (window + 1) % windows;
        if (hall.worn()) {
            run.PauseTiming();
            hall = hall_with(run.range(0));
            run.ResumeTiming();
        }
    }
    run.SetItemsProcessed(run.iterations());
}

// A rollback after a failed append.
void copy_hall(benchmark::State& run) {
    full_hall const& hall = hall_with(run.range(0));
    for (auto _ : run) {
        full_hall copy = hall;
        benchmark::DoNotOptimize(copy);
    }
    run.SetItemsProcessed(run.iterations());
}

}  // namespace

BENCHMARK(call_next_alone)->Name("call_next")->Arg(1'000)->Arg(10'000)->Arg(100'000)->UseManualTime();
BENCHMARK(call_done_reissue)->Arg(1'000)->Arg(10'000)->Arg(100'000);
BENCHMARK(copy_hall)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
