#pragma once

// Entries, halls and streams in few words, for the tests of this folder.

#include "journal/journal.hpp"

#include <stdexcept>
#include <string_view>

namespace buduan::tests {

inline dispatch::hall_id hall(std::string_view name) {
    return dispatch::hall_id::parse(name).value();
}

// Spread like random ids, and made from the number.
inline journal::command_id command(std::uint64_t number) {
    journal::command_id id;
    std::uint64_t mixed = number * 0x9e3779b97f4a7c15ULL;
    for (std::size_t i = 0; i < 8; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(mixed >> (8 * i));
        id.bytes[8 + i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    return id;
}

inline journal::append_entry entry(std::uint64_t number, std::string payload) {
    using namespace std::chrono;
    return {command(number), journal::instant(sys_days(year(2026) / 3 / 2)) + hours(1) + milliseconds(number),
            std::move(payload)};
}

inline journal::append_entry entry(std::uint64_t number) {
    return entry(number, "event " + std::to_string(number));
}

inline journal::append_result append(journal::journal& to, std::string_view name, journal::tail_position const& after,
                                     std::vector<journal::append_entry> entries) {
    journal::append_request const request{hall(name), after.epoch, after.seq, std::move(entries)};
    return to.append({&request, 1}).at(0);
}

// `count` more records, one a commit; returns the tail.
inline journal::tail_position grow(journal::journal& to, std::string_view name, journal::tail_position tail,
                                   std::uint64_t first_number, std::uint64_t count) {
    for (std::uint64_t number = first_number; number < first_number + count; ++number) {
        auto const result = append(to, name, tail, {entry(number)});
        if (result.status != journal::append_status::ok) throw std::runtime_error("the test's append failed");
        tail = result.tail;
    }
    return tail;
}

}  // namespace buduan::tests
