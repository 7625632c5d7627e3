#pragma once

// What may go wrong with the journal in one seed, and how often it did. Every seed draws its own mix, so that some
// seeds know one fault only and others all at once.

#include "simulation/chance.hpp"

#include <cstdint>

namespace buduan::simulation {

// Chances in a thousand, asked at each append.
struct disk_faults {
    std::uint64_t slow = 0;          // answered after seconds
    std::uint64_t lost_after = 0;    // appended, but the answer never comes
    std::uint64_t lost_before = 0;   // never appended, and no answer either
    std::uint64_t late = 0;          // no answer; appended only after the hall was claimed again
    std::uint64_t crash_before = 0;  // the process dies with the request in its hand
    std::uint64_t crash_after = 0;   // the process dies before it hears the answer
    std::uint64_t torn = 0;          // the power goes during the append
    std::uint64_t poisoned = 0;      // an I/O error
    std::uint64_t poisoned_but_written = 0;
    std::uint64_t usurped = 0;  // somebody else claims the hall first

    [[nodiscard]] static disk_faults drawn(chance& from) {
        disk_faults mix;
        auto const some = [&](std::uint64_t most) { return from.percent(45) ? 1 + from.below(most) : 0; };
        mix.slow = some(20);
        mix.lost_after = some(12);
        mix.lost_before = some(12);
        mix.late = some(12);
        mix.crash_before = some(10);
        mix.crash_after = some(10);
        mix.torn = some(8);
        mix.poisoned = some(6);
        mix.poisoned_but_written = some(6);
        mix.usurped = some(5);
        return mix;
    }
};

}  // namespace buduan::simulation
