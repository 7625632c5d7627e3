#include "calendar/sample_calendar.hpp"

#include "calendar/business_day.hpp"

#include <boost/json/parse.hpp>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace buduan::tests {

using namespace std::chrono;

boost::json::value json_of(std::string const& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    return boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

calendar::civil_day day(int of_year, unsigned of_year_month, unsigned of_month) {
    return local_days{year{of_year} / month{of_year_month} / std::chrono::day{of_month}};
}

calendar::civil_day day(std::string const& iso) {
    auto const number = [&](std::size_t at, std::size_t length) { return std::stoi(iso.substr(at, length)); };
    return day(number(0, 4), static_cast<unsigned>(number(5, 2)), static_cast<unsigned>(number(8, 2)));
}

calendar::instant moment(std::string const& iso) {
    if (iso.size() != 25 || iso.substr(19) != "+08:00") throw std::runtime_error("no moment in Shanghai: " + iso);
    auto const number = [&](std::size_t at) { return std::stoi(iso.substr(at, 2)); };
    return calendar::begin_of(day(iso)) + hours{number(11)} + minutes{number(14)} + seconds{number(17)};
}

std::vector<calendar::notice> sample_notices() {
    std::vector<calendar::notice> notices;
    for (int of_year = 2022; of_year <= 2026; ++of_year) {
        calendar::notice one;
        one.year = year{of_year};
        auto const file = json_of("tools/sample/holidays/" + std::to_string(of_year) + ".json");
        for (boost::json::value const& off : file.at("off").as_array()) {
            boost::json::object const& range = off.as_object();
            auto const first = day(range.at("from").as_string().c_str());
            auto const last = range.contains("to") ? day(range.at("to").as_string().c_str()) : first;
            for (auto one_day = first; one_day <= last; one_day += days{1}) {
                one.days.push_back({one_day, true, range.at("name").as_string().c_str()});
            }
        }
        for (boost::json::value const& work : file.at("work").as_array()) {
            one.days.push_back({day(work.at("day").as_string().c_str()), false, work.at("name").as_string().c_str()});
        }
        notices.push_back(std::move(one));
    }
    return notices;
}

std::vector<calendar::lunar_new_year> sample_new_years() {
    std::vector<calendar::lunar_new_year> years;
    auto const file = json_of("tools/sample/holidays/spring-festivals.json");
    for (boost::json::value const& eve : file.at("eves").as_array()) {
        years.push_back({day(eve.as_string().c_str())});
    }
    return years;
}

calendar::day_table sample_table() {
    return {sample_notices(), sample_new_years()};
}

calendar::opening_hours sample_hours() {
    calendar::opening_hours sample;
    sample.workday = {{June / 1, September / 30, {8h + 30min, 12h}, {14h, 18h}},
                      {October / 1, May / 31, {8h + 30min, 12h}, {13h + 30min, 17h + 30min}}};
    sample.rest_day = {9h, 16h};
    sample.lunar_new_year = {9h, 16h};
    return sample;
}

}  // namespace buduan::tests
