#include "calendar/deadline.hpp"

#include "calendar/regime.hpp"

namespace buduan::calendar {

deadline add_workdays(day_table const& table, civil_day start, std::uint32_t count) {
    deadline ends{start, false};
    while (count > 0) {
        ends.last += std::chrono::days{1};
        if (!table.settled(ends.last)) ends.provisional = true;
        if (is_workday(table, ends.last)) --count;
    }
    return ends;
}

deadline deadline_after(day_table const& table, civil_day start, std::uint32_t count, deadline_unit unit) {
    switch (unit) {
        case deadline_unit::workday: return add_workdays(table, start, count);
        case deadline_unit::calendar_day: break;
    }
    return {start + std::chrono::days{count}, false};
}

}  // namespace buduan::calendar
