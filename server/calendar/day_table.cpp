#include "calendar/day_table.hpp"

#include <algorithm>
#include <utility>

namespace buduan::calendar {

using std::chrono::year;
using std::chrono::year_month_day;

day_table::day_table(std::vector<notice> notices, std::vector<lunar_new_year> const& new_years) {
    std::stable_sort(notices.begin(), notices.end(), [](auto const& a, auto const& b) { return a.year < b.year; });
    for (notice& one : notices) {
        if (one.published()) published_.insert(one.year);
        for (notice_day& named : one.days) {
            civil_day const day = named.day;
            days_.insert_or_assign(day, std::move(named));
        }
    }
    for (lunar_new_year const& one : new_years) {
        festivals_.insert_or_assign(one.eve, festival::eve);
        festivals_.insert_or_assign(one.first(), festival::first);
        festivals_.insert_or_assign(one.second(), festival::second);
        festivals_.insert_or_assign(one.third(), festival::third);
    }
}

notice_day const* day_table::named(civil_day day) const {
    auto const found = days_.find(day);
    return found == days_.end() ? nullptr : &found->second;
}

day_table::festival day_table::festival_of(civil_day day) const {
    auto const found = festivals_.find(day);
    return found == festivals_.end() ? festival::none : found->second;
}

bool day_table::settled(civil_day day) const {
    return published(year_month_day{day}.year());
}

year day_table::first_open_year() const {
    return published_.empty() ? year{0} : *published_.rbegin() + std::chrono::years{1};
}

}  // namespace buduan::calendar
