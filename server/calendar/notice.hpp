#pragma once

// What the State Council and the almanac say about days, as plain values; whoever reads the files makes them.

#include "calendar/time.hpp"

#include <string>
#include <vector>

namespace buduan::calendar {

// One day that a notice names: off, or a make-up workday (调休上班).
struct notice_day {
    civil_day day{};
    bool off = true;
    std::string name;  // of the holiday it belongs to
    friend bool operator==(notice_day const&, notice_day const&) = default;
};

// The yearly notice. `year` is that of the notice: it may name days of the year before (2022-12-31 stands in 2023).
// Without days it is not published yet, whatever papers it lists; it does not say that there are no holidays.
struct notice {
    std::chrono::year year{};
    std::vector<notice_day> days;
    [[nodiscard]] bool published() const { return !days.empty(); }
    friend bool operator==(notice const&, notice const&) = default;
};

// One Spring Festival. Data, never computed: the new moons of 2027 and 2030 fall within minutes of midnight and
// common libraries miss them by a day.
struct lunar_new_year {
    civil_day eve{};  // 除夕, the day before 正月初一, whether that is the 29th or the 30th
    [[nodiscard]] civil_day first() const { return eve + std::chrono::days{1}; }
    [[nodiscard]] civil_day second() const { return eve + std::chrono::days{2}; }
    [[nodiscard]] civil_day third() const { return eve + std::chrono::days{3}; }
    friend bool operator==(lunar_new_year const&, lunar_new_year const&) = default;
};

}  // namespace buduan::calendar
