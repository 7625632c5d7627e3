#include "app/wall_clock.hpp"

#include <algorithm>
#include <cmath>

namespace buduan::app {
namespace {

using std::chrono::milliseconds;

halls::steady_time steady_now() {
    return std::chrono::floor<milliseconds>(std::chrono::steady_clock::now());
}

// Asked again at the latest after this, so that a step of the machine's clock is noticed.
constexpr milliseconds longest_wait{60'000};

}  // namespace

halls::instant wall_clock::now() const {
    return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

halls::steady_time wall_clock::steady() const {
    return steady_now();
}

milliseconds wall_clock::until(halls::instant when) const {
    return std::clamp(when - now(), milliseconds{0}, longest_wait);
}

demonstration_clock::demonstration_clock(halls::instant start, double speed)
    : start_(start), speed_(speed), began_(std::chrono::steady_clock::now()) {}

halls::instant demonstration_clock::now() const {
    std::chrono::duration<double, std::milli> const passed = std::chrono::steady_clock::now() - began_;
    return start_ + milliseconds(static_cast<milliseconds::rep>(passed.count() * speed_));
}

halls::steady_time demonstration_clock::steady() const {
    return steady_now();
}

milliseconds demonstration_clock::until(halls::instant when) const {
    auto const domain = std::chrono::duration<double, std::milli>(when - now());
    auto const real = milliseconds(static_cast<milliseconds::rep>(std::ceil(std::max(0.0, domain.count()) / speed_)));
    return std::min(real, longest_wait);
}

}  // namespace buduan::app
