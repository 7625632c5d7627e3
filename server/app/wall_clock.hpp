#pragma once

// The two clocks of the program behind the halls' one interface: the machine's, and the demonstration's that starts at
// a chosen moment and runs at a chosen speed. The only place that reads the time.

#include "halls/clock.hpp"

namespace buduan::app {

class wall_clock final : public halls::clock {
public:
    [[nodiscard]] halls::instant now() const override;
    [[nodiscard]] halls::steady_time steady() const override;
    [[nodiscard]] std::chrono::milliseconds until(halls::instant when) const override;
};

class demonstration_clock final : public halls::clock {
public:
    demonstration_clock(halls::instant start, double speed);

    [[nodiscard]] halls::instant now() const override;
    [[nodiscard]] halls::steady_time steady() const override;
    [[nodiscard]] std::chrono::milliseconds until(halls::instant when) const override;

private:
    halls::instant start_;
    double speed_;
    std::chrono::steady_clock::time_point began_;
};

}  // namespace buduan::app
