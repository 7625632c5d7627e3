#include "app/demonstration_day.hpp"

#include "calendar/business_day.hpp"
#include "calendar/regime.hpp"

namespace buduan::app {
namespace {

using calendar::civil_day;

// A holiday season is shorter than this.
constexpr std::chrono::days looked_ahead{30};

int number(std::string_view text) {
    int value = 0;
    for (char c : text)
        value = value * 10 + (c - '0');
    return value;
}

civil_day next_workday(hall_files const& files, civil_day today) {
    auto const& hours = files.halls.front().hours;
    for (auto day = today; day < today + looked_ahead; day += std::chrono::days{1}) {
        if (calendar::regime_of(hours, *files.days, day) == calendar::service_regime::workday) return day;
    }
    return today;
}

}  // namespace

calendar::instant demonstration_start(config const& wanted, hall_files const& files, civil_day today) {
    auto const day = parse_day(wanted.demonstration.day).value_or(next_workday(files, today));
    auto const& time = wanted.demonstration.start;  // validated: 11:30
    return calendar::instant_at(day, std::chrono::minutes{60 * number(time.substr(0, 2)) + number(time.substr(3, 2))});
}

}  // namespace buduan::app
