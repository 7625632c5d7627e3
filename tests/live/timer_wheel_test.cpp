#include "live/timer_wheel.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace buduan::live;
using namespace std::chrono_literals;

struct bell final : timed {
    explicit bell(std::function<void(steady_time)> what) : heard(std::move(what)) {}
    void due(steady_time now) override { heard(now); }
    std::function<void(steady_time)> heard;
};

steady_time const start{1'000'000ms};

}  // namespace

TEST_CASE("a deadline is never early and late by at most a tick", "[live][timer_wheel]") {
    timer_wheel wheel(start);
    for (auto const after : {0ms, 1ms, 99ms, 100ms, 101ms, 5'000ms, 102'400ms, 250'003ms}) {
        auto const deadline = start + after;
        steady_time rang{};
        bell one([&rang](steady_time now) { rang = now; });
        timer_wheel fresh(start);
        fresh.set(one, deadline);
        for (auto now = start; now <= deadline + 200ms; now += 10ms)
            fresh.turn(now);
        CHECK(rang >= deadline);
        CHECK(rang <= std::max(deadline, start + 1ms) + 110ms);
        CHECK(fresh.size() == 0);
    }
}

TEST_CASE("a wheel that was not turned for long rings everything once", "[live][timer_wheel]") {
    timer_wheel wheel(start);
    int rung = 0;
    std::vector<std::unique_ptr<bell>> bells;
    for (int i = 0; i < 5'000; ++i) {
        bells.push_back(std::make_unique<bell>([&rung](steady_time) { ++rung; }));
        wheel.set(*bells.back(), start + i * 77ms);
    }
    wheel.turn(start + 1h);
    CHECK(rung == 5'000);
    wheel.turn(start + 2h);
    CHECK(rung == 5'000);
}

TEST_CASE("moving a deadline forgets the old one", "[live][timer_wheel]") {
    timer_wheel wheel(start);
    int rung = 0;
    bell one([&rung](steady_time) { ++rung; });
    wheel.set(one, start + 1s);
    wheel.set(one, start + 3s);
    wheel.turn(start + 2s);
    CHECK(rung == 0);
    wheel.turn(start + 3s);
    CHECK(rung == 1);
}

TEST_CASE("a cancelled or destroyed deadline does not ring", "[live][timer_wheel]") {
    timer_wheel wheel(start);
    int rung = 0;
    bell one([&rung](steady_time) { ++rung; });
    wheel.set(one, start + 1s);
    timer_wheel::cancel(one);
    {
        bell gone([&rung](steady_time) { ++rung; });
        wheel.set(gone, start + 1s);
    }
    CHECK(wheel.size() == 0);
    wheel.turn(start + 2s);
    CHECK(rung == 0);
}

TEST_CASE("a bell may set itself again, and cancel or destroy others due in the same turn", "[live][timer_wheel]") {
    timer_wheel wheel(start);
    std::string said;
    auto doomed = std::make_unique<bell>([&said](steady_time) { said += "doomed "; });
    bell spared([&said](steady_time) { said += "spared "; });
    bell first([&](steady_time now) {
        said += "first ";
        doomed.reset();
        timer_wheel::cancel(spared);
        if (said.size() < 12) wheel.set(first, now);
    });
    wheel.set(first, start + 1s);
    wheel.set(*doomed, start + 1s);
    wheel.set(spared, start + 1s);
    wheel.turn(start + 1s);
    CHECK(said == "first ");
    wheel.turn(start + 2s);
    CHECK(said == "first first ");
    CHECK(wheel.size() == 0);
}

TEST_CASE("deadlines outlive their wheel unharmed", "[live][timer_wheel]") {
    bell one([](steady_time) {});
    {
        timer_wheel wheel(start);
        wheel.set(one, start + 1s);
    }
    timer_wheel other(start);
    other.set(one, start + 1s);
    CHECK(other.size() == 1);
}
