#include "wire/hall_file.hpp"

#include "buduan/v1/hall.pb.h"
#include "calendar/business_day.hpp"
#include "wire/file_reading.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buduan::wire {
namespace {

using namespace dispatch;
namespace files = v1::files;

template <class Id>
std::vector<Id> ids(file_reader& in, std::string const& where,
                    google::protobuf::RepeatedPtrField<std::string> const& texts) {
    std::vector<Id> read;
    for (std::string const& text : texts) {
        read.push_back(in.id<Id>(where, text));
    }
    return read;
}

// --- hours

calendar::time_span read_span(file_reader& in, std::string const& where, std::string const& begin,
                              std::string const& end) {
    return {in.time(where, begin), in.time(where, end)};
}

calendar::time_span read_span(file_reader& in, std::string const& where,
                              google::protobuf::RepeatedPtrField<std::string> const& ends) {
    if (ends.size() == 2) return read_span(in, where, ends[0], ends[1]);
    in.fault(where, "begin and end are expected");
    return {};
}

calendar::workday_hours read_workday(file_reader& in, std::string const& where, files::Hours::Workday const& from) {
    return {in.date(where + ".from_md", from.from_md()), in.date(where + ".to_md", from.to_md()),
            read_span(in, where + ".am", from.am()), read_span(in, where + ".pm", from.pm())};
}

calendar::exceptional_closure read_closure(file_reader& in, std::string const& where,
                                           files::Hours::Closure const& from) {
    calendar::exceptional_closure closure;
    closure.day = in.day(where + ".day", from.day());
    closure.reason = from.reason();
    if (from.reason().empty()) in.fault(where + ".reason", "missing");
    std::string const& told = from.announced();
    constexpr std::size_t day_length = 10;
    if (told.size() > day_length && told[day_length] == ' ') {
        closure.announced = calendar::instant_at(in.day(where + ".announced", told.substr(0, day_length)),
                                                 in.time(where + ".announced", told.substr(day_length + 1)));
    } else {
        in.fault(where + ".announced", "YYYY-MM-DD HH:MM is expected");
    }
    return closure;
}

// Modes are written down so that a reader of the file knows the rule; the house knows no other.
void expect_the_rules(file_reader& in, files::Hours const& from) {
    if (from.noon().mode() != "rotation") in.fault("hours.noon.mode", "must be rotation (clause 4)");
    if (from.lunar_new_year().mode() != "appointment_only") {
        in.fault("hours.lunar_new_year.mode", "must be appointment_only (clause 11)");
    }
    if (from.rest_day().noon_break()) in.fault("hours.rest_day.noon_break", "there is none on rest days (clause 10)");
    if (!from.extension().enabled()) in.fault("hours.extension.enabled", "every ticket issued is served (clause 7)");
}

calendar::opening_hours read_hours(file_reader& in, files::Hall const& hall) {
    files::Hours const& from = hall.hours();
    calendar::opening_hours hours;
    hours.timezone = hall.timezone();
    for (int i = 0; i < from.workday_size(); ++i) {
        hours.workday.push_back(read_workday(in, element("hours.workday", {}, i), from.workday(i)));
    }
    hours.rest_day = read_span(in, "hours.rest_day", from.rest_day().open(), from.rest_day().close());
    hours.lunar_new_year =
        read_span(in, "hours.lunar_new_year", from.lunar_new_year().open(), from.lunar_new_year().close());
    hours.noon_rest = std::chrono::minutes{from.noon().min_rest_min()};
    for (int i = 0; i < from.closures_size(); ++i) {
        hours.closures.push_back(read_closure(in, element("hours.closures", {}, i), from.closures(i)));
    }
    expect_the_rules(in, from);
    return hours;
}

// --- zones, windows, staff

zone_config read_zone(file_reader& in, std::string const& where, files::Zone const& from) {
    zone_config zone;
    zone.id = in.id<zone_id>(where + ".id", from.id());
    zone.name = {from.name_zh(), from.name_en()};
    if (from.ticket_prefix().size() == 1) {
        zone.ticket_prefix = from.ticket_prefix().front();
    } else {
        in.fault(where + ".ticket_prefix", "one letter is expected");
    }
    zone.noon_min_windows = from.noon_min_windows();
    zone.rest_day_min_windows = from.rest_day_min_windows();
    return zone;
}

window_config read_window(file_reader& in, std::string const& where, files::Window const& from) {
    window_config window;
    window.id = in.id<window_id>(where + ".id", from.id());
    window.no = from.no();
    window.zone = in.id<zone_id>(where + ".zone", from.zone());
    window.name = {from.name_zh(), from.name_en()};
    window.kind = in.choose<window_kind>(where + ".kind", from.kind(),
                                         {{files::Window::service, window_kind::service},
                                          {files::Window::assist, window_kind::assist},
                                          {files::Window::unresolved, window_kind::unresolved},
                                          {files::Window::complaint, window_kind::complaint},
                                          {files::Window::remote, window_kind::remote}});
    window.skills = ids<skill_id>(in, where + ".skills", from.skills());
    window.a_staff = in.id<staff_id>(where + ".a_staff", from.a_staff());
    window.b_staff = ids<staff_id>(in, where + ".b_staff", from.b_staff());
    window.low_counter = from.low_counter();
    return window;
}

staff_config read_staff(file_reader& in, std::string const& where, files::Staff const& from) {
    constexpr std::array<std::pair<std::string_view, position>, 6> positions{{{"window", position::window},
                                                                              {"float", position::floating},
                                                                              {"lobby_lead", position::lobby_lead},
                                                                              {"guide", position::guide},
                                                                              {"reviewer", position::reviewer},
                                                                              {"supervisor", position::supervisor}}};
    staff_config person;
    person.id = in.id<staff_id>(where + ".id", from.id());
    auto const known = std::find_if(positions.begin(), positions.end(),
                                    [&](auto const& word) { return word.first == from.position(); });
    if (known != positions.end()) {
        person.position = known->second;
    } else {
        in.fault(where + ".position", "must be window, float, lobby_lead, guide, reviewer or supervisor");
    }
    person.skills = ids<skill_id>(in, where + ".skills", from.skills());
    if (!from.a_window().empty()) person.a_window = in.id<window_id>(where + ".a_window", from.a_window());
    person.b_windows = ids<window_id>(in, where + ".b_windows", from.b_windows());
    person.noon_group = from.noon_group();
    person.rest_day_team = from.rest_day_team();
    return person;
}

calling_rules read_rules(files::Rules const& from) {
    calling_rules rules;
    if (from.has_call_budget()) rules.call_budget = from.call_budget();
    if (from.has_quiet_time_s()) rules.quiet_time = std::chrono::seconds{from.quiet_time_s()};
    if (from.has_restore_within_min()) rules.restore_within = std::chrono::minutes{from.restore_within_min()};
    if (from.has_restore_places()) rules.restore_places = from.restore_places();
    if (from.has_protected_after_min()) rules.protected_after = std::chrono::minutes{from.protected_after_min()};
    if (from.has_ordinary_in()) rules.ordinary_in = from.ordinary_in();
    if (from.has_tickets_a_day()) rules.tickets_a_day = from.tickets_a_day();
    if (from.has_waiting_limit()) rules.waiting_limit = from.waiting_limit();
    if (from.has_number_reserve()) rules.number_reserve = from.number_reserve();
    if (from.has_matters_a_ticket()) rules.matters_a_ticket = from.matters_a_ticket();
    return rules;
}

void read_lists(file_reader& in, files::Hall const& from, matter_catalogue const& known, hall_config& hall) {
    for (int i = 0; i < from.zones_size(); ++i) {
        hall.zones.push_back(read_zone(in, element("zones", from.zones(i).id(), i), from.zones(i)));
    }
    for (int i = 0; i < from.windows_size(); ++i) {
        hall.windows.push_back(read_window(in, element("windows", from.windows(i).id(), i), from.windows(i)));
    }
    for (int i = 0; i < from.staff_size(); ++i) {
        hall.staff.push_back(read_staff(in, element("staff", from.staff(i).id(), i), from.staff(i)));
    }
    for (int i = 0; i < from.kiosks_size(); ++i) {
        hall.kiosks.push_back(in.id<device_id>(element("kiosks", {}, i) + ".id", from.kiosks(i).id()));
    }
    for (int i = 0; i < from.matters_size(); ++i) {
        std::string const where = element("matters", from.matters(i), i);
        auto const matter = known.matters.find(in.id<matter_id>(where, from.matters(i)));
        if (matter != known.matters.end()) {
            hall.matters.push_back(matter->second);
        } else {
            in.fault(where, "not in the catalogue of matters");
        }
    }
}

}  // namespace

std::variant<hall_config, config_faults> parse_hall(std::string_view text, matter_catalogue const& matters) {
    files::Hall file;
    file_reader in;
    if (!in.add(from_json(text, file))) return std::move(in).take();

    hall_config hall;
    in.expect_schema(file.schema(), "hall/1");
    hall.id = in.id<hall_id>("id", file.id());
    hall.name = {file.name_zh(), file.name_en()};
    hall.level = in.choose<hall_level>(
        "level", file.level(), {{files::Hall::district, hall_level::district}, {files::Hall::town, hall_level::town}});
    if (!file.parent().empty()) hall.parent = in.id<hall_id>("parent", file.parent());
    hall.phones = {file.phones().supervision(), file.phones().appointment(), file.phones().remote()};
    hall.hours = read_hours(in, file);
    hall.rules = read_rules(file.rules());
    read_lists(in, file, matters, hall);
    if (!in.clean()) return std::move(in).take();
    return hall;
}

}  // namespace buduan::wire
