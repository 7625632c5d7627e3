#include "app/bench_halls.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fstream>
#include <stdexcept>

namespace buduan::app {
namespace {

namespace json = boost::json;

std::string two_digits(std::size_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

json::object hours() {
    return {{"workday", json::array{json::object{{"from_md", "01-01"},
                                                 {"to_md", "12-31"},
                                                 {"am", json::array{"08:30", "12:00"}},
                                                 {"pm", json::array{"13:30", "17:30"}}}}},
            {"noon", {{"mode", "rotation"}, {"min_rest_min", 45}}},
            {"extension", {{"enabled", true}, {"applies_to", json::array{"workday", "rest_day"}}}},
            {"rest_day", {{"open", "09:00"}, {"close", "16:00"}, {"noon_break", false}}},
            {"lunar_new_year", {{"mode", "appointment_only"}, {"open", "09:00"}, {"close", "16:00"}}},
            {"self_service", "24h"}};
}

json::object matter() {
    return {{"code", bench_matter},
            {"name_zh", "测试事项"},
            {"name_en", "Matter to measure with"},
            {"dept", "综合"},
            {"skill", bench_skill},
            {"kind", "instant"},
            {"promise", {{"value", 0}, {"unit", "workday"}}},
            {"typical_min", 5},
            {"applicant", "person"},
            {"levels", json::array{"district", "town"}},
            {"onsite", true},
            {"remote", false},
            {"mail_one_way", false},
            {"mail_two_way", false},
            {"self_service", false},
            {"assist", false},
            {"appointment", false},
            {"noon", true},
            {"rest_day", true},
            {"lunar_new_year", true},
            {"materials", json::array{"身份证"}}};
}

// At every window its own person; one more stands in for all of them.
json::object hall(std::size_t number, std::size_t window_count) {
    auto const id = bench_hall(number);
    auto const stand_in = id + "-S99";
    json::array windows;
    json::array staff;
    json::array all;
    for (std::size_t i = 0; i < window_count; ++i) {
        auto const window = bench_window(i);
        auto const who = bench_staff(number, i);
        windows.push_back({{"id", window},
                           {"no", i + 1},
                           {"zone", bench_zone},
                           {"name_zh", "综合窗口"},
                           {"name_en", "Any matter"},
                           {"kind", "service"},
                           {"skills", json::array{bench_skill}},
                           {"a_staff", who},
                           {"b_staff", json::array{stand_in}},
                           {"low_counter", false}});
        staff.push_back({{"id", who},
                         {"position", "window"},
                         {"skills", json::array{bench_skill}},
                         {"a_window", window},
                         {"b_windows", json::array{}},
                         {"noon_group", 1 + i % 2},
                         {"rest_day_team", 1 + i % 2}});
        all.emplace_back(window);
    }
    staff.push_back({{"id", stand_in},
                     {"position", "float"},
                     {"zone", bench_zone},
                     {"skills", json::array{bench_skill}},
                     {"a_window", nullptr},
                     {"b_windows", std::move(all)},
                     {"noon_group", 2},
                     {"rest_day_team", 2}});
    json::object made{
        {"schema", "hall/1"},
        {"id", id},
        {"name_zh", "测试大厅" + std::to_string(number + 1)},
        {"name_en", "Hall to measure " + std::to_string(number + 1)},
        {"level", number == 0 ? "district" : "town"},
        {"parent", nullptr},
        {"timezone", "Asia/Shanghai"},
        {"phones", {{"supervision", "0000-0000001"}, {"appointment", "0000-0000002"}, {"remote", "0000-0000003"}}},
        {"hours", hours()},
        {"appointment",
         {{"slot_min", 30},
          {"days_ahead", 7},
          {"capacity_per_slot_per_window", 2},
          {"grace_min", 10},
          {"no_show_min", 30}}},
        {"zones", json::array{json::object{{"id", bench_zone},
                                           {"name_zh", "综合区"},
                                           {"name_en", "General"},
                                           {"ticket_prefix", "A"},
                                           {"noon_min_windows", 1},
                                           {"rest_day_min_windows", 1}}}},
        {"windows", std::move(windows)},
        {"staff", std::move(staff)},
        {"displays", json::array{}},
        {"kiosks", json::array{json::object{{"id", "K01"}, {"kind", "kiosk"}, {"low_height", false}}}},
        {"self_service", json::array{}},
        {"matters", json::array{bench_matter}},
        // A fast machine works off a real hall's whole day within one measure.
        {"rules", {{"tickets_a_day", 10'000'000}}}};
    if (number > 0) made["parent"] = bench_hall(0);
    return made;
}

void write_file(std::filesystem::path const& file, json::object const& content) {
    std::ofstream out(file);
    out << json::serialize(content) << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

void bench_halls::write(std::filesystem::path const& folder) const {
    std::filesystem::create_directories(folder);
    write_file(folder / "matters.json",
               {{"schema", "matters/1"}, {"note", "For measuring."}, {"matters", json::array{matter()}}});
    for (std::size_t i = 0; i < halls; ++i)
        write_file(folder / ("hall-" + bench_hall(i) + ".json"), hall(i, windows));
}

std::string bench_hall(std::size_t hall) {
    return "bench-" + std::to_string(hall + 1);
}

std::string bench_window(std::size_t window) {
    return 'W' + two_digits(window + 1);
}

std::string bench_staff(std::size_t hall, std::size_t window) {
    return bench_hall(hall) + "-S" + two_digits(window + 1);
}

}  // namespace buduan::app
