#include "simulation/sample_halls.hpp"

#include "calendar/phase.hpp"

#include <algorithm>
#include <utility>

namespace buduan::simulation {
namespace {

using namespace dispatch;

template <class Id>
Id id(std::string const& text) {
    return Id::parse(text).value();
}

std::vector<skill_id> skills(std::vector<std::string> const& names) {
    std::vector<skill_id> ids;
    for (std::string const& name : names) {
        ids.push_back(id<skill_id>(name));
    }
    return ids;
}

calendar::opening_hours hours() {
    using namespace std::chrono;
    calendar::opening_hours hours;
    hours.workday = {{June / 1, September / 30, {8h + 30min, 12h}, {14h, 18h}},
                     {October / 1, May / 31, {8h + 30min, 12h}, {13h + 30min, 17h + 30min}}};
    hours.rest_day = {9h, 16h};
    hours.lunar_new_year = {9h, 16h};
    return hours;
}

zone_config zone(std::string const& name, char prefix) {
    zone_config made;
    made.id = id<zone_id>(name);
    made.name = {name + "区", "Zone " + name};
    made.ticket_prefix = prefix;
    made.noon_min_windows = 1;
    made.rest_day_min_windows = 1;
    return made;
}

matter_config matter(std::string const& code, std::string const& skill) {
    matter_config made;
    made.code = id<matter_id>(code);
    made.name = {code, code};
    made.dept = "office";
    made.skill = id<skill_id>(skill);
    made.typical = std::chrono::minutes{4};
    made.noon = true;
    made.rest_day = true;
    made.lunar_new_year = true;
    return made;
}

}  // namespace

std::vector<hall_config> sample_halls(std::size_t count) {
    struct place {
        std::string window, zone;
        std::vector<std::string> skills;
    };
    std::vector<place> const places = {{"W01", "general", {"civil"}},
                                       {"W02", "general", {"civil", "trade"}},
                                       {"W03", "general", {"trade"}},
                                       {"W04", "social", {"social"}},
                                       {"W05", "social", {"social", "civil"}}};
    std::vector<std::string> const all_skills = {"civil", "trade", "social"};

    std::vector<hall_config> halls;
    for (std::size_t n = 0; n < count; ++n) {
        hall_config hall;
        hall.id = id<hall_id>(n == 0 ? "district" : "town-" + std::to_string(n));
        hall.name = {hall.id.str(), hall.id.str()};
        hall.level = n == 0 ? hall_level::district : hall_level::town;
        if (n > 0) hall.parent = id<hall_id>("district");
        hall.phones.supervision = "0635-0000000";
        hall.phones.appointment = "0635-0000001";
        hall.hours = hours();
        hall.zones = {zone("general", 'A'), zone("social", 'B')};
        hall.matters = {matter("M-1", "civil"), matter("M-2", "civil"), matter("M-3", "trade"), matter("M-4", "trade"),
                        matter("M-5", "social")};
        hall.kiosks = {id<device_id>("kiosk-1")};
        hall.rules.number_reserve = 20;

        staff_config stand_in;
        stand_in.id = id<staff_id>("S90");
        stand_in.position = position::floating;
        stand_in.skills = skills(all_skills);
        for (std::size_t i = 0; i < places.size(); ++i) {
            window_config window;
            window.id = id<window_id>(places[i].window);
            window.no = static_cast<std::uint32_t>(i + 1);
            window.zone = id<zone_id>(places[i].zone);
            window.name = {places[i].window, places[i].window};
            window.skills = skills(places[i].skills);
            window.a_staff = id<staff_id>("S0" + std::to_string(i + 1));
            window.b_staff = {stand_in.id};

            staff_config person;
            person.id = window.a_staff;
            person.skills = skills(all_skills);
            person.a_window = window.id;
            person.noon_group = static_cast<std::uint32_t>(1 + i % 2);
            person.rest_day_team = static_cast<std::uint32_t>(1 + i % 2);
            stand_in.b_windows.push_back(window.id);
            hall.windows.push_back(std::move(window));
            hall.staff.push_back(std::move(person));
        }
        hall.staff.push_back(std::move(stand_in));
        halls.push_back(std::move(hall));
    }
    return halls;
}

hall_config rearranged(hall_config hall) {
    window_id const gone = hall.windows[2].id;
    std::erase_if(hall.windows, [&](window_config const& window) { return window.id == gone; });
    std::erase_if(hall.matters, [](matter_config const& matter) { return matter.code == id<matter_id>("M-2"); });
    for (staff_config& person : hall.staff) {
        if (person.a_window == gone) person.a_window.reset();
        std::erase(person.b_windows, gone);
    }
    hall.rules.quiet_time = std::chrono::seconds{20};
    return hall;
}

hall_config invalid(hall_config hall) {
    hall.phones.supervision.clear();
    return hall;
}

halls::phase_lookup hall_phase_lookup() {
    using namespace std::chrono;
    auto const on = [](year_month_day date) { return calendar::civil_day{sys_days{date}.time_since_epoch()}; };
    calendar::notice of_2026{2026y, {}};
    of_2026.days = {{on(2026y / 2 / 14), false, "春节"}, {on(2026y / 2 / 28), false, "春节"}};
    for (calendar::civil_day day = on(2026y / 2 / 15); day <= on(2026y / 2 / 23); day += days{1}) {
        of_2026.days.push_back({day, true, "春节"});
    }
    calendar::notice const of_2027{2027y, {{on(2027y / 1 / 1), true, "元旦"}}};
    calendar::day_table const table({of_2026, of_2027}, {{on(2026y / 2 / 16)}});
    return [table](calendar::opening_hours const& hours, calendar::instant moment) {
        return calendar::phase_at(hours, table, moment);
    };
}

}  // namespace buduan::simulation
