#pragma once

// The one clock of the process, handed in: real, demonstration or fake. It shows two faces. The domain's time is what
// the halls live in and may step or run faster than life in a demonstration. The steady time only moves forward at
// the pace of the machine; leases and the pacing of frames count in it, so no speed-up ever shortens them.

#include "calendar/time.hpp"

#include <chrono>

namespace buduan::halls {

using calendar::instant;
using steady_time = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

class clock {
public:
    virtual ~clock() = default;

    [[nodiscard]] virtual instant now() const = 0;
    [[nodiscard]] virtual steady_time steady() const = 0;

    // How long the machine has to wait until the domain's clock shows `when`, as far as can be known; not negative.
    [[nodiscard]] virtual std::chrono::milliseconds until(instant when) const = 0;
};

}  // namespace buduan::halls
