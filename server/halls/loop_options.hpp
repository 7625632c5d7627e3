#pragma once

// What a hall loop is told when it is made.

#include "calendar/opening_hours.hpp"
#include "calendar/service_phase.hpp"
#include "dispatch/ids.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace buduan::halls {

struct loop_limits {
    std::size_t mailbox = 4'096;           // commands waiting; full = busy
    std::size_t turn = 512;                // commands taken in one turn
    std::size_t reads = 256;               // retries from long ago being read back; full = busy
    std::uint64_t snapshot_every = 2'000;  // records at least; a large dedup window stretches it
    std::chrono::seconds probe_every{5};   // of a full disk
};

struct loop_options {
    dispatch::hall_id hall;
    std::string node = "local";
    loop_limits limits;
    bool after_reserve = false;     // continue numbers behind all that were ever reserved: after a restore
    std::uint32_t number_jump = 0;  // and so many more
    bool day_confirmed = false;     // a person has looked at the clock
};

// The phase that holds at a moment, by the hall's hours and the calendar of the process.
using phase_lookup =
    std::function<calendar::phase_span(calendar::opening_hours const& hours, calendar::instant moment)>;

}  // namespace buduan::halls
