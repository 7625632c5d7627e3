// What the core does in a second: a window calls the next ticket, serves and finishes it, and somebody else draws a
// number, so that as many wait as before. Each part is decided and folded, as the halls do it.
//
// core_bench [--benchmark_filter=...]        items_per_second of `call_next` is what the house's bar is set for

#include "dispatch/decide.hpp"
#include "dispatch/small_hall.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <utility>

using namespace buduan;
using namespace buduan::dispatch;

namespace {

using namespace std::chrono;

constexpr std::size_t windows = 42;
constexpr std::int64_t fresh_after = 50'000;  // tickets of one day, before the hall starts from its copy again

window_id const at = window_id::parse("W01").value();
staff_id const clerk = staff_id::parse("S01").value();

// A hall in which so many wait, in queues of all its zones, and one window is free.
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
        run(take_seat{at, clerk, false});
        run(open_window{at, clerk});
    }

    void issue() {
        issue_ticket wanted;
        wanted.matters.push_back(state_.plan()->config().matters[drawn_++ % matters_].code);
        if (drawn_ % 10 == 0) wanted.klass = ticket_class::priority;
        run(std::move(wanted));
    }
    void call() {
        now_ += milliseconds{1};
        run(call_next{at, clerk, {}, false, std::nullopt});
    }
    // Serves and finishes, and draws a number for the queue that the ticket left.
    void go_on() {
        ticket_id const in_hand = state_.desk(at)->facts.in_hand;
        matter_id const matter = state_.find(in_hand)->matters.front();
        run(start_service{at, clerk, in_hand});
        run(finish_service{at, clerk, in_hand});
        issue_ticket wanted;
        wanted.matters.push_back(matter);
        run(std::move(wanted));
    }

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
    instant now_ = instant{sys_days{2026y / 11 / 25}} + 2h;
    std::uint64_t seq_ = 0;
    std::size_t drawn_ = 0;
    std::size_t matters_ = 1;
};

full_hall const& hall_with(std::int64_t waiting) {
    static std::map<std::int64_t, full_hall> halls;
    return halls.try_emplace(waiting, static_cast<std::size_t>(waiting)).first->second;
}

// Only the call counts; what makes room for the next one is not timed.
void call_next_alone(benchmark::State& run) {
    full_hall hall = hall_with(run.range(0));
    std::int64_t calls = 0;
    for (auto _ : run) {
        auto const begins = steady_clock::now();
        hall.call();
        run.SetIterationTime(duration_cast<duration<double>>(steady_clock::now() - begins).count());
        hall.go_on();
        if (++calls % fresh_after == 0) hall = hall_with(run.range(0));
    }
    run.SetItemsProcessed(run.iterations());
}

// The whole round: call, start, finish, and a new number.
void call_done_reissue(benchmark::State& run) {
    full_hall hall = hall_with(run.range(0));
    std::int64_t calls = 0;
    for (auto _ : run) {
        hall.call();
        hall.go_on();
        if (++calls % fresh_after == 0) {
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
