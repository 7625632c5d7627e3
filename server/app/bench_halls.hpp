#pragma once

// Halls made to measure, for load and for tests: one zone, so many windows, and one matter that all of them can serve.
// The files are like any hall's; the first hall is the district's, the others are its towns.

#include <cstddef>
#include <filesystem>
#include <string>

namespace buduan::app {

struct bench_halls {
    std::size_t halls = 8;
    std::size_t windows = 16;  // each, at most 99

    // Writes hall-*.json and matters.json into the folder, which is made. Throws std::filesystem::filesystem_error or
    // std::runtime_error.
    void write(std::filesystem::path const& folder) const;
};

inline constexpr char bench_zone[] = "A";
inline constexpr char bench_skill[] = "bench";
inline constexpr char bench_matter[] = "BENCH-1";

// Counted from 0.
[[nodiscard]] std::string bench_hall(std::size_t hall);                       // "bench-1"
[[nodiscard]] std::string bench_window(std::size_t window);                   // "W01"
[[nodiscard]] std::string bench_staff(std::size_t hall, std::size_t window);  // "bench-1-S01", the window's A-role

}  // namespace buduan::app
