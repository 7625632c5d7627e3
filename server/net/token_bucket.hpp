#pragma once

// So many a second, and a burst that was saved up. Time is an argument.

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace buduan::net {

class token_bucket {
public:
    using time = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

    // False when none is left.
    [[nodiscard]] bool take(time now, std::uint32_t a_second, std::uint32_t burst) {
        auto const at = static_cast<std::uint64_t>(now.time_since_epoch().count());
        std::uint64_t const full = std::uint64_t{burst} * 1'000;
        thousandths_ = at <= filled_at_ ? thousandths_ : std::min(full, thousandths_ + (at - filled_at_) * a_second);
        filled_at_ = std::max(filled_at_, at);
        if (thousandths_ < 1'000) return false;
        thousandths_ -= 1'000;
        return true;
    }

private:
    std::uint64_t filled_at_ = 0;  // the first call finds it full
    std::uint64_t thousandths_ = 0;
};

}  // namespace buduan::net
