#pragma once

// When the demonstration's clock starts: at the chosen time of the chosen day, or of the next workday.

#include "app/config.hpp"
#include "app/hall_files.hpp"
#include "calendar/time.hpp"

namespace buduan::app {

// The first moment the clock shows. `today` is the machine's day.
[[nodiscard]] calendar::instant demonstration_start(config const& wanted, hall_files const& files,
                                                    calendar::civil_day today);

}  // namespace buduan::app
