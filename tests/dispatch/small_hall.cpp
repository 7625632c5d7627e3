#include "dispatch/small_hall.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buduan::dispatch {
namespace {

using namespace std::chrono;

calendar::opening_hours hours() {
    calendar::opening_hours hours;
    hours.workday = {{January / 1, December / 31, {9h, 12h}, {13h + 30min, 17h}}};
    hours.rest_day = {9h, 16h};
    hours.lunar_new_year = {9h, 16h};
    return hours;
}

zone_config zone(char const* id, char prefix) {
    zone_config made;
    made.id = zone_id::parse(id).value();
    made.name = {std::string(id) + "区", id};
    made.ticket_prefix = prefix;
    made.noon_min_windows = 1;
    made.rest_day_min_windows = 1;
    return made;
}

window_config window(std::uint32_t no, zone_id zone, std::vector<skill_id> skills) {
    std::string const digits = (no < 10 ? "0" : "") + std::to_string(no);
    window_config made;
    made.id = window_id::parse("W" + digits).value();
    made.no = no;
    made.zone = zone;
    made.name = {digits + "号窗口", "Window " + digits};
    made.skills = std::move(skills);
    made.a_staff = staff_id::parse("S" + digits).value();
    made.b_staff = {"S90"_staff, "S91"_staff};
    return made;
}

matter_config matter(char const* code, skill_id skill, bool always) {
    matter_config made;
    made.code = matter_id::parse(code).value();
    made.name = {code, code};
    made.skill = skill;
    made.typical = 4min;
    made.noon = always;
    made.rest_day = always;
    return made;
}

hall_config bare_hall() {
    hall_config hall;
    hall.id = hall_id::parse("district").value();
    hall.name = {"区政务服务中心", "District hall"};
    hall.level = hall_level::district;
    hall.phones.supervision = "0632-0000000";
    hall.hours = hours();
    return hall;
}

// The people that the windows name, all of whom can do everything.
void add_staff(hall_config& hall, std::vector<skill_id> const& skills) {
    std::vector<window_id> everywhere;
    for (std::size_t i = 0; i < hall.windows.size(); ++i) {
        everywhere.push_back(hall.windows[i].id);
        staff_config person;
        person.id = hall.windows[i].a_staff;
        person.skills = skills;
        person.a_window = hall.windows[i].id;
        person.noon_group = static_cast<std::uint32_t>(1 + i % 2);
        person.rest_day_team = person.noon_group;
        hall.staff.push_back(std::move(person));
    }
    for (std::uint32_t group : {1U, 2U}) {
        staff_config stand_in;
        stand_in.id = group == 1 ? "S90"_staff : "S91"_staff;
        stand_in.position = position::floating;
        stand_in.skills = skills;
        stand_in.b_windows = everywhere;
        stand_in.noon_group = group;
        stand_in.rest_day_team = group;
        hall.staff.push_back(std::move(stand_in));
    }
}

}  // namespace

hall_config small_hall() {
    hall_config hall = bare_hall();
    hall.zones = {zone("general", 'A'), zone("social", 'B')};
    hall.windows = {window(1, "general"_zone, {"civil"_skill}),
                    window(2, "general"_zone, {"civil"_skill, "trade"_skill}),
                    window(3, "general"_zone, {"trade"_skill}), window(4, "social"_zone, {"social"_skill}),
                    window(5, "social"_zone, {"social"_skill, "civil"_skill})};
    hall.windows[0].b_staff.push_back("S02"_staff);
    hall.matters = {matter("M-civil", "civil"_skill, true), matter("M-trade", "trade"_skill, true),
                    matter("M-social", "social"_skill, true), matter("M-office", "civil"_skill, false)};
    add_staff(hall, {"civil"_skill, "trade"_skill, "social"_skill});
    hall.staff[1].b_windows = {"W01"_window};
    return hall;
}

hall_config wide_hall(std::size_t windows) {
    hall_config hall = bare_hall();
    hall.zones = {zone("general", 'A')};
    for (std::size_t i = 1; i <= windows; ++i) {
        hall.windows.push_back(window(static_cast<std::uint32_t>(i), "general"_zone, {"civil"_skill}));
    }
    hall.matters = {matter("M-civil", "civil"_skill, true)};
    add_staff(hall, {"civil"_skill});
    return hall;
}

hall_config district_hall(std::size_t windows) {
    constexpr std::string_view letters = "ABCDEFGHJK";
    constexpr std::size_t skills_a_zone = 4;
    hall_config hall = bare_hall();
    std::vector<skill_id> all;
    auto const skill = [&](std::size_t zone, std::size_t n) { return all[zone * skills_a_zone + n % skills_a_zone]; };
    for (char const letter : letters) {
        hall.zones.push_back(zone(std::string("zone-").append(1, letter).c_str(), letter));
        hall.zones.back().noon_min_windows = 0;  // two windows of one zone may rest together
        hall.zones.back().rest_day_min_windows = 0;
        for (std::size_t n = 1; n <= skills_a_zone; ++n) {
            std::string const name = std::string(1, letter) + '-' + std::to_string(n);
            all.push_back(skill_id::parse("skill-" + name).value());
            hall.matters.push_back(matter(("M-" + name).c_str(), all.back(), true));
        }
    }
    for (std::size_t i = 0; i < windows; ++i) {
        std::size_t const zone = i % letters.size();
        std::size_t const first = i / letters.size();
        hall.windows.push_back(window(static_cast<std::uint32_t>(i + 1), hall.zones[zone].id,
                                      {skill(zone, first), skill(zone, first + 1), skill(zone, first + 2)}));
    }
    add_staff(hall, all);
    return hall;
}

}  // namespace buduan::dispatch
