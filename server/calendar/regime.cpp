#include "calendar/regime.hpp"

#include <algorithm>

namespace buduan::calendar {
namespace {

using namespace std::chrono;
using festival = day_table::festival;

bool weekend(civil_day day) {
    weekday const of_week{day};
    return of_week == Saturday || of_week == Sunday;
}

// The days of the national holiday regulation whose dates need no notice. The revision of November 2024 added New
// Year's Eve and the 2nd of May.
bool national_day(day_table const& table, civil_day day) {
    year_month_day const date{day};
    bool const revised = date.year() >= year{2025};
    month_day const of_year{date.month(), date.day()};
    if (of_year == January / 1 || of_year == May / 1) return true;
    if (of_year >= October / 1 && of_year <= October / 3) return true;
    if (revised && of_year == May / 2) return true;
    switch (table.festival_of(day)) {
        case festival::first:
        case festival::second:
        case festival::third: return true;
        case festival::eve: return revised;
        case festival::none: break;
    }
    return false;
}

// Rules 3 to 6.
day_kind by_notice_and_week(day_table const& table, civil_day day) {
    bool const provisional = !table.settled(day);
    if (notice_day const* named = table.named(day)) {
        return named->off ? day_kind{service_regime::rest_day, day_rule::notice_off, named->name, false}
                          : day_kind{service_regime::workday, day_rule::notice_workday, named->name, false};
    }
    if (provisional && national_day(table, day)) {
        return {service_regime::rest_day, day_rule::national_day, {}, true};
    }
    if (weekend(day)) return {service_regime::rest_day, day_rule::weekend, {}, provisional};
    return {service_regime::workday, day_rule::ordinary, {}, provisional};
}

char const* festival_name(festival of) {
    switch (of) {
        case festival::eve: return "除夕";
        case festival::first: return "正月初一";
        case festival::second: return "正月初二";
        case festival::third:
        case festival::none: break;
    }
    return nullptr;
}

}  // namespace

day_kind kind_of(opening_hours const& hours, day_table const& table, civil_day day) {
    auto const closed = std::find_if(hours.closures.begin(), hours.closures.end(),
                                     [&](exceptional_closure const& one) { return one.day == day; });
    if (closed != hours.closures.end()) return {service_regime::closure, day_rule::closure, closed->reason, false};
    if (char const* name = festival_name(table.festival_of(day))) {
        return {service_regime::appointment_only, day_rule::lunar_new_year, name, false};
    }
    return by_notice_and_week(table, day);
}

service_regime regime_of(opening_hours const& hours, day_table const& table, civil_day day) {
    return kind_of(hours, table, day).regime;
}

bool is_workday(day_table const& table, civil_day day) {
    return by_notice_and_week(table, day).regime == service_regime::workday;
}

}  // namespace buduan::calendar
