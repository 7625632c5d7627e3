#pragma once

// The house's words for time. An `instant` is a fact on the UTC time line in milliseconds; a `civil_day` and a
// `time_of_day` are what the wall clock of the hall shows (Asia/Shanghai). Spans of time are half-open [begin, end).

#include <chrono>

namespace buduan::calendar {

using instant = std::chrono::sys_time<std::chrono::milliseconds>;
using civil_day = std::chrono::local_days;
using time_of_day = std::chrono::minutes;  // since the hall's midnight, 0 to 1440

}  // namespace buduan::calendar
