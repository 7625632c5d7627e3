#include "wire/cards.hpp"

#include "wire/api_values.hpp"

#include <algorithm>

namespace buduan::wire {
namespace {

using namespace dispatch;

std::string word(hall_level level) {
    switch (level) {
        case hall_level::district: return "district";
        case hall_level::town: return "town";
    }
    return {};
}

std::string word(window_kind kind) {
    switch (kind) {
        case window_kind::service: return "service";
        case window_kind::assist: return "assist";
        case window_kind::unresolved: return "unresolved";
        case window_kind::complaint: return "complaint";
        case window_kind::remote: return "remote";
    }
    return {};
}

std::string word(matter_kind kind) {
    switch (kind) {
        case matter_kind::instant: return "instant";
        case matter_kind::committed: return "committed";
    }
    return {};
}

bool has(std::vector<skill_id> const& skills, skill_id skill) {
    return std::find(skills.begin(), skills.end(), skill) != skills.end();
}

void write_zone(v1::ZoneCard& to, zone_config const& from) {
    to.set_id(from.id.str());
    write(*to.mutable_name(), from.name);
    to.set_prefix(std::string(1, from.ticket_prefix));
}

void write_window(v1::WindowCard& to, window_config const& from) {
    to.set_id(from.id.str());
    to.set_no(from.no);
    to.set_zone(from.zone.str());
    write(*to.mutable_name(), from.name);
    to.set_kind(word(from.kind));
    for (skill_id const& skill : from.skills) {
        to.add_skills(skill.str());
    }
    to.set_low_counter(from.low_counter);
}

void write_where(v1::MatterCard& to, hall_config const& hall, skill_id skill) {
    std::vector<std::uint32_t> numbers;
    for (window_config const& window : hall.windows) {
        if (has(window.skills, skill)) numbers.push_back(window.no);
    }
    std::sort(numbers.begin(), numbers.end());
    *to.mutable_windows() = {numbers.begin(), numbers.end()};
    for (zone_config const& zone : hall.zones) {
        bool const served = std::any_of(hall.windows.begin(), hall.windows.end(), [&](window_config const& window) {
            return window.zone == zone.id && has(window.skills, skill);
        });
        if (served) to.add_zones(zone.id.str());
    }
}

void write_matter(v1::MatterCard& to, hall_config const& hall, matter_config const& from, matter_offer const& offer) {
    to.set_code(from.code.str());
    write(*to.mutable_name(), from.name);
    to.set_skill(from.skill.str());
    to.set_kind(word(from.kind));
    to.set_typical_min(static_cast<std::uint32_t>(from.typical.count()));
    write_where(to, hall, from.skill);
    *to.mutable_materials() = {from.materials.begin(), from.materials.end()};
    to.set_noon(from.noon);
    to.set_rest_day(from.rest_day);
    to.set_offered_now(offer.now);
    if (!offer.now && offer.next) to.set_offered_next_ms(ms_of(*offer.next));
    to.set_dept(from.dept);
}

}  // namespace

std::string hall_list_body(std::span<hall_config const* const> halls) {
    draft<v1::HallList> list;
    for (hall_config const* const hall : halls) {
        auto& row = *list->add_halls();
        row.set_id(hall->id.str());
        write(*row.mutable_name(), hall->name);
        row.set_level(word(hall->level));
        if (hall->parent) row.set_parent(hall->parent->str());
    }
    return list.encode(form::json);
}

std::string hall_card_body(hall_card const& card) {
    hall_config const& hall = card.hall;
    draft<v1::HallCard> out;
    out->set_id(hall.id.str());
    write(*out->mutable_name(), hall.name);
    out->set_level(word(hall.level));
    out->mutable_phones()->set_supervision(hall.phones.supervision);
    out->mutable_phones()->set_appointment(hall.phones.appointment);
    out->mutable_phones()->set_remote(hall.phones.remote);
    for (zone_config const& zone : hall.zones) {
        write_zone(*out->add_zones(), zone);
    }
    for (window_config const& window : hall.windows) {
        write_window(*out->add_windows(), window);
    }
    for (matter_config const& matter : hall.matters) {
        write_matter(*out->add_matters(), hall, matter, card.offer ? card.offer(matter) : matter_offer{});
    }
    if (card.phase) write(*out->mutable_phase(), *card.phase);
    for (calendar::day_segment const& segment : card.today) {
        auto& row = *out->add_today();
        row.set_phase(phase_word(segment.phase));
        row.set_begins_ms(ms_of(segment.begins));
        row.set_ends_ms(ms_of(segment.ends));
    }
    write(*out->mutable_revision(), card.revision.epoch, card.revision.seq);
    out->set_server_ms(ms_of(card.server));
    out->set_clock_speed(card.clock_speed);
    return out.encode(form::json);
}

std::string session_info_body(session_info const& session) {
    draft<v1::SessionInfo> out;
    out->set_hall(std::string(session.hall));
    out->set_staff(std::string(session.staff));
    out->set_device(std::string(session.device));
    out->set_role(std::string(session.role));
    for (window_id const& window : session.windows) {
        out->add_windows(window.str());
    }
    out->set_expires_ms(ms_of(session.expires));
    return out.encode(form::json);
}

std::vector<window_id> windows_of(hall_config const& hall, staff_id staff) {
    std::vector<window_id> windows;
    for (window_config const& window : hall.windows) {
        if (hall_plan::assigned(window, staff)) windows.push_back(window.id);
    }
    return windows;
}

}  // namespace buduan::wire
