#pragma once

// Between the UTC time line and the wall clock of the halls: UTC+8 without summer time, so a server in UTC changes its
// business day at 16:00.

#include "calendar/time.hpp"

namespace buduan::calendar {

inline constexpr std::chrono::hours shanghai_offset{8};

[[nodiscard]] constexpr instant instant_at(civil_day day, time_of_day of_day) {
    return instant{day.time_since_epoch() + of_day - shanghai_offset};
}
[[nodiscard]] constexpr instant begin_of(civil_day day) {
    return instant_at(day, time_of_day{0});
}
[[nodiscard]] constexpr instant end_of(civil_day day) {
    return begin_of(day + std::chrono::days{1});
}
[[nodiscard]] constexpr civil_day business_day_of(instant moment) {
    return civil_day{std::chrono::floor<std::chrono::days>(moment.time_since_epoch() + shanghai_offset)};
}

}  // namespace buduan::calendar
