#pragma once

// The one thread of a simulated world: what happens next, and when. Things of one moment happen in the order in which
// they were arranged.

#include "halls/clock.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace buduan::simulation {

using halls::steady_time;
using std::chrono::milliseconds;

class schedule {
public:
    [[nodiscard]] steady_time now() const { return now_; }

    void at(steady_time when, std::function<void()> what) {
        waiting_.emplace(std::pair{when < now_ ? now_ : when, ++arranged_}, std::move(what));
    }
    void in(milliseconds delay, std::function<void()> what) { at(now_ + delay, std::move(what)); }

    // False when nothing is left to happen.
    bool step() {
        if (waiting_.empty()) return false;
        auto next = waiting_.extract(waiting_.begin());
        now_ = next.key().first;
        next.mapped()();
        return true;
    }

private:
    steady_time now_{};
    std::uint64_t arranged_ = 0;
    std::map<std::pair<steady_time, std::uint64_t>, std::function<void()>> waiting_;
};

// The clock of the process: it can be set, and the halls must live with it.
class settable_clock final : public halls::clock {
public:
    settable_clock(schedule const& time, halls::instant start) : time_(time), origin_(start) {}

    [[nodiscard]] halls::instant now() const override { return origin_ + offset_ + time_.now().time_since_epoch(); }
    [[nodiscard]] steady_time steady() const override { return time_.now(); }
    [[nodiscard]] milliseconds until(halls::instant when) const override {
        return when > now() ? when - now() : milliseconds{0};
    }

    void step(milliseconds by) { offset_ += by; }
    void correct() { offset_ = milliseconds{0}; }
    [[nodiscard]] milliseconds error() const { return offset_; }

private:
    schedule const& time_;
    halls::instant origin_;
    milliseconds offset_{0};
};

}  // namespace buduan::simulation
