#include "wire/stored_config.hpp"

namespace buduan::wire::stored {

using namespace dispatch;

constexpr words<hall_level, Configuration::Level, 2> levels{
    {{hall_level::district, Configuration::DISTRICT}, {hall_level::town, Configuration::TOWN}}};
constexpr words<window_kind, Window::Kind, 5> window_kinds{{{window_kind::service, Window::SERVICE},
                                                            {window_kind::assist, Window::ASSIST},
                                                            {window_kind::unresolved, Window::UNRESOLVED},
                                                            {window_kind::complaint, Window::COMPLAINT},
                                                            {window_kind::remote, Window::REMOTE}}};
constexpr words<matter_kind, Matter::Kind, 2> matter_kinds{
    {{matter_kind::instant, Matter::INSTANT}, {matter_kind::committed, Matter::COMMITTED}}};
constexpr words<dispatch::position, Staff::Position, 6> positions{{{position::window, Staff::WINDOW},
                                                                   {position::floating, Staff::FLOATING},
                                                                   {position::lobby_lead, Staff::LOBBY_LEAD},
                                                                   {position::guide, Staff::GUIDE},
                                                                   {position::reviewer, Staff::REVIEWER},
                                                                   {position::supervisor, Staff::SUPERVISOR}}};

static void put(Text& to, bilingual const& from) {
    to.set_zh(from.zh);
    to.set_en(from.en);
}
static bool get(bilingual& to, Text const& from) {
    to = {from.zh(), from.en()};
    return true;
}

// --- hours

static void put(TimeSpan& to, calendar::time_span const& from) {
    to.set_begin_min(static_cast<std::int32_t>(from.begin.count()));
    to.set_end_min(static_cast<std::int32_t>(from.end.count()));
}
static bool get(calendar::time_span& to, TimeSpan const& from) {
    to = {calendar::time_of_day{from.begin_min()}, calendar::time_of_day{from.end_min()}};
    return true;
}

static std::chrono::month_day month_day(std::uint32_t month, std::uint32_t day) {
    return {std::chrono::month{month}, std::chrono::day{day}};
}

static void put(WorkdayHours& to, calendar::workday_hours const& from) {
    to.set_from_month(unsigned{from.from.month()});
    to.set_from_day(unsigned{from.from.day()});
    to.set_to_month(unsigned{from.to.month()});
    to.set_to_day(unsigned{from.to.day()});
    put(*to.mutable_morning(), from.morning);
    put(*to.mutable_afternoon(), from.afternoon);
}
static bool get(calendar::workday_hours& to, WorkdayHours const& from) {
    // Both fit an octet, which is what chrono keeps.
    if (from.from_month() > 12 || from.to_month() > 12 || from.from_day() > 31 || from.to_day() > 31) return false;
    to.from = month_day(from.from_month(), from.from_day());
    to.to = month_day(from.to_month(), from.to_day());
    return get(to.morning, from.morning()) && get(to.afternoon, from.afternoon());
}

static void put(Closure& to, calendar::exceptional_closure const& from) {
    to.set_day(day(from.day));
    to.set_reason(from.reason);
    to.set_announced_ms(ms(from.announced));
}
static bool get(calendar::exceptional_closure& to, Closure const& from) {
    to = {civil(from.day()), from.reason(), moment(from.announced_ms())};
    return true;
}

static void put(OpeningHours& to, calendar::opening_hours const& from) {
    to.set_timezone(from.timezone);
    put_all(*to.mutable_workday(), from.workday);
    put(*to.mutable_rest_day(), from.rest_day);
    put(*to.mutable_lunar_new_year(), from.lunar_new_year);
    to.set_noon_rest_min(from.noon_rest.count());
    put_all(*to.mutable_closures(), from.closures);
}
static bool get(calendar::opening_hours& to, OpeningHours const& from) {
    to.timezone = from.timezone();
    to.noon_rest = std::chrono::minutes{from.noon_rest_min()};
    return get_all(to.workday, from.workday()) && get(to.rest_day, from.rest_day()) &&
           get(to.lunar_new_year, from.lunar_new_year()) && get_all(to.closures, from.closures());
}

// --- zones, windows, staff

static void put(Zone& to, zone_config const& from) {
    to.set_id(from.id.str());
    put(*to.mutable_name(), from.name);
    to.set_ticket_prefix(std::string(1, from.ticket_prefix));
    to.set_noon_min_windows(from.noon_min_windows);
    to.set_rest_day_min_windows(from.rest_day_min_windows);
}
static bool get(zone_config& to, Zone const& from) {
    to.noon_min_windows = from.noon_min_windows();
    to.rest_day_min_windows = from.rest_day_min_windows();
    return get(to.id, from.id()) && get(to.name, from.name()) && get_letter(to.ticket_prefix, from.ticket_prefix());
}

static void put(Window& to, window_config const& from) {
    to.set_id(from.id.str());
    to.set_no(from.no);
    to.set_zone(from.zone.str());
    put(*to.mutable_name(), from.name);
    to.set_kind(stored_of(window_kinds, from.kind));
    put(*to.mutable_skills(), from.skills);
    to.set_a_staff(from.a_staff.str());
    put(*to.mutable_b_staff(), from.b_staff);
    to.set_low_counter(from.low_counter);
}
static bool get(window_config& to, Window const& from) {
    to.no = from.no();
    to.low_counter = from.low_counter();
    return get(to.id, from.id()) && get(to.zone, from.zone()) && get(to.name, from.name()) &&
           domain_of(window_kinds, from.kind(), to.kind) && get(to.skills, from.skills()) &&
           get(to.a_staff, from.a_staff()) && get(to.b_staff, from.b_staff());
}

static void put(Staff& to, staff_config const& from) {
    to.set_id(from.id.str());
    to.set_position(stored_of(positions, from.position));
    put(*to.mutable_skills(), from.skills);
    if (from.a_window) to.set_a_window(from.a_window->str());
    put(*to.mutable_b_windows(), from.b_windows);
    to.set_noon_group(from.noon_group);
    to.set_rest_day_team(from.rest_day_team);
}
static bool get(staff_config& to, Staff const& from) {
    to.noon_group = from.noon_group();
    to.rest_day_team = from.rest_day_team();
    return get(to.id, from.id()) && domain_of(positions, from.position(), to.position) &&
           get(to.skills, from.skills()) && get(to.a_window, from.has_a_window(), from.a_window()) &&
           get(to.b_windows, from.b_windows());
}

// --- rules

static void put(Rules& to, calling_rules const& from) {
    to.set_call_budget(from.call_budget);
    to.set_quiet_time_s(from.quiet_time.count());
    to.set_restore_within_min(from.restore_within.count());
    to.set_restore_places(from.restore_places);
    to.set_protected_after_min(from.protected_after.count());
    to.set_ordinary_in(from.ordinary_in);
    to.set_tickets_a_day(from.tickets_a_day);
    to.set_waiting_limit(from.waiting_limit);
    to.set_number_reserve(from.number_reserve);
    to.set_matters_a_ticket(from.matters_a_ticket);
}
static bool get(calling_rules& to, Rules const& from) {
    to.call_budget = from.call_budget();
    to.quiet_time = std::chrono::seconds{from.quiet_time_s()};
    to.restore_within = std::chrono::minutes{from.restore_within_min()};
    to.restore_places = from.restore_places();
    to.protected_after = std::chrono::minutes{from.protected_after_min()};
    to.ordinary_in = from.ordinary_in();
    to.tickets_a_day = from.tickets_a_day();
    to.waiting_limit = from.waiting_limit();
    to.number_reserve = from.number_reserve();
    to.matters_a_ticket = from.matters_a_ticket();
    return true;
}

void put(Matter& to, matter_config const& from) {
    to.set_code(from.code.str());
    put(*to.mutable_name(), from.name);
    to.set_dept(from.dept);
    to.set_skill(from.skill.str());
    to.set_kind(stored_of(matter_kinds, from.kind));
    to.set_typical_min(from.typical.count());
    to.set_noon(from.noon);
    to.set_rest_day(from.rest_day);
    to.set_lunar_new_year(from.lunar_new_year);
    to.set_sensitive(from.sensitive);
    *to.mutable_materials() = {from.materials.begin(), from.materials.end()};
}
bool get(matter_config& to, Matter const& from) {
    to.dept = from.dept();
    to.typical = std::chrono::minutes{from.typical_min()};
    to.noon = from.noon();
    to.rest_day = from.rest_day();
    to.lunar_new_year = from.lunar_new_year();
    to.sensitive = from.sensitive();
    to.materials = {from.materials().begin(), from.materials().end()};
    return get(to.code, from.code()) && get(to.name, from.name()) && get(to.skill, from.skill()) &&
           domain_of(matter_kinds, from.kind(), to.kind);
}

void put(Configuration& to, hall_config const& from) {
    to.set_id(from.id.str());
    put(*to.mutable_name(), from.name);
    to.set_level(stored_of(levels, from.level));
    if (from.parent) to.set_parent(from.parent->str());
    to.set_supervision_phone(from.phones.supervision);
    to.set_appointment_phone(from.phones.appointment);
    to.set_remote_phone(from.phones.remote);
    put(*to.mutable_hours(), from.hours);
    put_all(*to.mutable_zones(), from.zones);
    put_all(*to.mutable_windows(), from.windows);
    put_all(*to.mutable_staff(), from.staff);
    put_all(*to.mutable_matters(), from.matters);
    put(*to.mutable_kiosks(), from.kiosks);
    put(*to.mutable_rules(), from.rules);
}
bool get(hall_config& to, Configuration const& from) {
    to.phones = {from.supervision_phone(), from.appointment_phone(), from.remote_phone()};
    return get(to.id, from.id()) && get(to.name, from.name()) && domain_of(levels, from.level(), to.level) &&
           get(to.parent, from.has_parent(), from.parent()) && get(to.hours, from.hours()) &&
           get_all(to.zones, from.zones()) && get_all(to.windows, from.windows()) && get_all(to.staff, from.staff()) &&
           get_all(to.matters, from.matters()) && get(to.kiosks, from.kiosks()) && get(to.rules, from.rules());
}

}  // namespace buduan::wire::stored
