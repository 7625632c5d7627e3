#pragma once

// The time of one hall's records: the process's clock, made non-decreasing. A clock that was set back does not freeze
// the hall until it has caught up: as long as the hall is ahead, its time runs at half the clock's pace. It does not
// follow a leap of the clock meanwhile, or a clock that was set back by days and then right again would take the hall
// days into the future.

#include "calendar/time.hpp"

#include <algorithm>
#include <optional>

namespace buduan::halls {

class hall_clock {
public:
    // Between two readings of a hall that is ahead; more is a leap and no passing of time.
    static constexpr std::chrono::minutes longest_pause{10};

    // Recovery: no record may be older than the last one in the journal.
    void not_before(calendar::instant last_record) {
        if (last_record <= shown_) return;
        shown_ = last_record;
        ahead_.reset();
    }

    calendar::instant read(calendar::instant clock) {
        if (clock >= shown_) {
            ahead_.reset();
            shown_ = clock;
        } else {
            bool const steady = ahead_ && clock >= ahead_->seen && clock - ahead_->seen <= longest_pause;
            if (!steady) ahead_ = step{clock, shown_, clock};
            ahead_->seen = clock;
            shown_ = std::max(shown_, ahead_->hall + (clock - ahead_->clock) / 2);
        }
        return shown_;
    }

    // The reading of the process's clock at which this hall's time reaches `due`, when it is read often enough; else
    // the hall is not there yet and `when` tells anew. Never later than the clock's own `due`.
    [[nodiscard]] calendar::instant when(calendar::instant due) const {
        return ahead_ ? std::min(due, ahead_->clock + (due - ahead_->hall) * 2) : due;
    }

private:
    struct step {
        calendar::instant clock;  // where the hall found itself ahead
        calendar::instant hall;
        calendar::instant seen;  // latest reading
    };
    calendar::instant shown_{};
    std::optional<step> ahead_;
};

}  // namespace buduan::halls
