#pragma once

// The calendar that the project ships with the sample halls, read from its files, and the sample hours.

#include "calendar/day_table.hpp"
#include "calendar/opening_hours.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace buduan::tests {

[[nodiscard]] boost::json::value json_of(std::string const& path);

[[nodiscard]] calendar::civil_day day(int year, unsigned month, unsigned of_month);
[[nodiscard]] calendar::civil_day day(std::string const& iso);
// "2022-03-14T08:29:59+08:00"
[[nodiscard]] calendar::instant moment(std::string const& iso);

[[nodiscard]] std::vector<calendar::notice> sample_notices();
[[nodiscard]] std::vector<calendar::lunar_new_year> sample_new_years();
[[nodiscard]] calendar::day_table sample_table();
[[nodiscard]] calendar::opening_hours sample_hours();

}  // namespace buduan::tests
