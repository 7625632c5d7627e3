#include "calendar/phase.hpp"

#include "calendar/business_day.hpp"
#include "calendar/regime.hpp"

#include <algorithm>

namespace buduan::calendar {
namespace {

using std::chrono::month_day;

workday_hours const* workday_row(opening_hours const& hours, civil_day day) {
    std::chrono::year_month_day const date{day};
    auto const row = std::find_if(hours.workday.begin(), hours.workday.end(), [&](workday_hours const& one) {
        return one.covers(month_day{date.month(), date.day()});
    });
    return row == hours.workday.end() ? nullptr : &*row;
}

// Empty stretches are left out, and neighbours of one phase are one stretch.
class day_line {
public:
    explicit day_line(civil_day day) : day_(day) {}

    void add(service_phase phase, time_of_day begin, time_of_day end) {
        if (end <= begin) return;
        if (!line_.empty() && line_.back().phase == phase && line_.back().ends == instant_at(day_, begin)) {
            line_.back().ends = instant_at(day_, end);
        } else {
            line_.push_back({phase, instant_at(day_, begin), instant_at(day_, end)});
        }
    }
    std::vector<day_segment> take() { return std::move(line_); }

private:
    civil_day day_;
    std::vector<day_segment> line_;
};

std::vector<day_segment> open_stretches(opening_hours const& hours, service_regime regime, civil_day day) {
    day_line line(day);
    switch (regime) {
        case service_regime::workday:
            if (workday_hours const* row = workday_row(hours, day)) {
                line.add(service_phase::regular, row->morning.begin, row->morning.end);
                line.add(service_phase::noon_duty, row->morning.end, row->afternoon.begin);
                line.add(service_phase::regular, row->afternoon.begin, row->afternoon.end);
            }
            break;
        case service_regime::rest_day: line.add(service_phase::open, hours.rest_day.begin, hours.rest_day.end); break;
        case service_regime::appointment_only:
            line.add(service_phase::appointment_only, hours.lunar_new_year.begin, hours.lunar_new_year.end);
            break;
        case service_regime::closure: break;
    }
    return line.take();
}

// From midnight to midnight without a gap.
std::vector<day_segment> whole_day(opening_hours const& hours, service_regime regime, civil_day day) {
    std::vector<day_segment> line = open_stretches(hours, regime, day);
    if (line.empty()) return {{service_phase::closed, begin_of(day), end_of(day)}};
    if (line.front().begins > begin_of(day)) {
        line.insert(line.begin(), {service_phase::before_open, begin_of(day), line.front().begins});
    }
    if (line.back().ends < end_of(day)) {
        bool const extends = regime != service_regime::appointment_only;
        line.push_back({extends ? service_phase::extension : service_phase::closed, line.back().ends, end_of(day)});
    }
    return line;
}

}  // namespace

phase_span phase_at(opening_hours const& hours, day_table const& table, instant moment) {
    civil_day const day = business_day_of(moment);
    service_regime const regime = regime_of(hours, table, day);
    for (day_segment const& one : whole_day(hours, regime, day)) {
        if (moment < one.ends) {
            return {one.phase, regime, day, one.begins, one.ends, next_walk_in(hours, table, one.ends)};
        }
    }
    // Unreachable for valid hours: the line ends at the end of the day.
    return {service_phase::closed, regime, day, begin_of(day), end_of(day), next_walk_in(hours, table, end_of(day))};
}

std::vector<day_segment> day_segments(opening_hours const& hours, day_table const& table, civil_day day) {
    return open_stretches(hours, regime_of(hours, table, day), day);
}

std::optional<instant> next_walk_in(opening_hours const& hours, day_table const& table, instant from) {
    civil_day const first = business_day_of(from);
    for (civil_day day = first; day < first + look_ahead; day += std::chrono::days{1}) {
        for (day_segment const& one : day_segments(hours, table, day)) {
            if (issues_walk_in(one.phase) && from < one.ends) return std::max(from, one.begins);
        }
    }
    return std::nullopt;
}

}  // namespace buduan::calendar
