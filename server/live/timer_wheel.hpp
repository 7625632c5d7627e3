#pragma once

// One timer for thousands of connections: deadlines hang in the slots of a wheel and the owner turns it now and then.
// Setting, moving and cancelling are constant time and allocate nothing. A deadline is kept to the length of a tick:
// never early, late by up to one tick plus the time until the wheel is turned.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace buduan::live {

using steady_time = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

class timer_wheel;

// To be inherited by what has deadlines; one deadline at a time, the nearest. Leaves the wheel when it is destroyed.
class timed {
public:
    timed() = default;
    timed(timed const&) = delete;
    timed& operator=(timed const&) = delete;

    // The deadline set last has passed and is no longer set. May set it again or destroy this.
    virtual void due(steady_time now) = 0;

protected:
    virtual ~timed() { unlink(); }

private:
    friend class timer_wheel;
    void unlink();

    timed* previous_ = nullptr;
    timed* next_ = nullptr;
    std::uint64_t tick_ = 0;
    timer_wheel* wheel_ = nullptr;
};

class timer_wheel {
public:
    explicit timer_wheel(steady_time now, std::chrono::milliseconds tick = std::chrono::milliseconds{100});
    // Whatever is still set is forgotten.
    ~timer_wheel();
    timer_wheel(timer_wheel const&) = delete;
    timer_wheel& operator=(timer_wheel const&) = delete;

    // Sets or moves the deadline.
    void set(timed& who, steady_time deadline);
    static void cancel(timed& who) { who.unlink(); }

    // Calls `due` of all whose deadline lies at or before `now`, in order of ticks. A deadline set meanwhile is not
    // reached before the next turn.
    void turn(steady_time now);

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::chrono::milliseconds tick() const { return tick_; }

private:
    friend class timed;
    static constexpr std::size_t slots = 1'024;

    struct end final : timed {
        void due(steady_time) override {}
    };
    static void link_before(timed& at, timed& who);
    [[nodiscard]] std::uint64_t tick_of(steady_time when) const;

    std::chrono::milliseconds tick_;
    steady_time began_;
    std::uint64_t now_ = 0;
    std::size_t size_ = 0;
    std::array<end, slots> ring_;
};

}  // namespace buduan::live
