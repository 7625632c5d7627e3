#pragma once

// Goes through all who wait in a queue in seniority order, those who designated a window among the others.

#include "dispatch/hall.hpp"

#include <array>
#include <optional>

namespace buduan::dispatch {

class queue_walk {
public:
    // From the first on, or from the first that is not before `entry`. Invalidated by every change of the queue.
    explicit queue_walk(queue_state const& queue)
        : lines_{queue.free[0].walk(), queue.free[1].walk(), queue.bound.walk()} {}
    queue_walk(queue_state const& queue, waiting_entry const& entry)
        : lines_{queue.free[0].from(entry), queue.free[1].from(entry), queue.bound.from(entry)} {}

    // The next in order, or nothing at the end.
    [[nodiscard]] std::optional<waiting_entry> next() {
        waiting_line::cursor* first = nullptr;
        for (waiting_line::cursor& line : lines_) {
            if (!line.at_end() && (first == nullptr || *line < **first)) first = &line;
        }
        if (first == nullptr) return std::nullopt;
        waiting_entry const found = **first;
        ++*first;
        return found;
    }

private:
    std::array<waiting_line::cursor, 3> lines_;
};

}  // namespace buduan::dispatch
