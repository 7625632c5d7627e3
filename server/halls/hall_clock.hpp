#pragma once

// The time of one hall's records: the process's clock, made non-decreasing. A clock that was set back does not freeze
// the hall until it has caught up: as long as the hall is ahead, its time runs at half the clock's pace.

#include "calendar/time.hpp"

#include <algorithm>
#include <optional>

namespace buduan::halls {

class hall_clock {
public:
    // Recovery: no record may be older than the last one in the journal.
    void not_before(calendar::instant last_record) { shown_ = std::max(shown_, last_record); }

    calendar::instant read(calendar::instant clock) {
        auto const passed = last_ && clock > *last_ ? clock - *last_ : std::chrono::milliseconds{0};
        last_ = clock;
        shown_ = clock >= shown_ ? clock : shown_ + passed / 2;
        return shown_;
    }

    // When the process's clock should be read again, so that `due` of this hall is met soon after it.
    [[nodiscard]] calendar::instant when(calendar::instant due) const {
        if (!last_ || *last_ >= shown_) return due;
        return std::max(*last_, *last_ + (due - shown_));
    }

private:
    calendar::instant shown_{};
    std::optional<calendar::instant> last_;
};

}  // namespace buduan::halls
