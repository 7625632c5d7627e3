#include "wire/file_reading.hpp"

namespace buduan::wire {
namespace {

// The digits of `text` in the places where `pattern` has a 0; every other character must be the pattern's.
std::optional<std::string> digits_of(std::string_view text, std::string_view pattern) {
    if (text.size() != pattern.size()) return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == '0' ? !digit : text[i] != pattern[i]) return std::nullopt;
        if (pattern[i] == '0') digits.push_back(text[i]);
    }
    return digits;
}

unsigned number(std::string const& digits, std::size_t from, std::size_t count) {
    return static_cast<unsigned>(std::stoul(digits.substr(from, count)));
}

}  // namespace

std::string element(std::string_view list, std::string const& id, int place) {
    return std::string(list) + '[' + (id.empty() ? std::to_string(place) : id) + ']';
}

bool file_reader::add(json_outcome const& outcome) {
    for (json_fault const& one : outcome.faults) {
        std::string const line = "line " + std::to_string(one.line);
        fault(one.where.empty() ? line : one.where + " (" + line + ')', one.what);
    }
    return outcome.well_formed;
}

void file_reader::expect_schema(std::string_view given, std::string_view wanted) {
    if (given != wanted) fault("schema", "this file must say \"" + std::string(wanted) + '"');
}

calendar::civil_day file_reader::day(std::string const& where, std::string_view text) {
    if (auto const digits = digits_of(text, "0000-00-00")) {
        std::chrono::year_month_day const date{std::chrono::year{static_cast<int>(number(*digits, 0, 4))},
                                               std::chrono::month{number(*digits, 4, 2)},
                                               std::chrono::day{number(*digits, 6, 2)}};
        if (date.ok()) return calendar::civil_day{date};
    }
    fault(where, '"' + std::string(text) + "\" is no day: YYYY-MM-DD");
    return {};
}

std::chrono::month_day file_reader::date(std::string const& where, std::string_view text) {
    if (auto const digits = digits_of(text, "00-00")) {
        std::chrono::month_day const date{std::chrono::month{number(*digits, 0, 2)},
                                          std::chrono::day{number(*digits, 2, 2)}};
        if (date.ok()) return date;
    }
    fault(where, '"' + std::string(text) + "\" is no date: MM-DD");
    return {std::chrono::January, std::chrono::day{1}};
}

calendar::time_of_day file_reader::time(std::string const& where, std::string_view text) {
    if (auto const digits = digits_of(text, "00:00")) {
        unsigned const hours = number(*digits, 0, 2);
        unsigned const minutes = number(*digits, 2, 2);
        if (minutes < 60 && hours * 60 + minutes <= 24 * 60) return calendar::time_of_day{hours * 60 + minutes};
    }
    fault(where, '"' + std::string(text) + "\" is no time: HH:MM");
    return {};
}

}  // namespace buduan::wire
