#include "app/record_words.hpp"

#include "calendar/business_day.hpp"

#include <boost/json/array.hpp>

#include <cstdio>

namespace buduan::app {
namespace {

using namespace dispatch;
namespace json = boost::json;

struct name_of {
    char const* operator()(leadership_claimed const&) const { return "leadership_claimed"; }
    char const* operator()(configuration_accepted const&) const { return "configuration_accepted"; }
    char const* operator()(service_day_opened const&) const { return "service_day_opened"; }
    char const* operator()(phase_entered const&) const { return "phase_entered"; }
    char const* operator()(numbers_reserved const&) const { return "numbers_reserved"; }
    char const* operator()(ticket_issued const&) const { return "ticket_issued"; }
    char const* operator()(ticket_called const&) const { return "ticket_called"; }
    char const* operator()(ticket_recalled const&) const { return "ticket_recalled"; }
    char const* operator()(service_started const&) const { return "service_started"; }
    char const* operator()(matter_finished const&) const { return "matter_finished"; }
    char const* operator()(ticket_requeued const&) const { return "ticket_requeued"; }
    char const* operator()(next_matter_started const&) const { return "next_matter_started"; }
    char const* operator()(ticket_done const&) const { return "ticket_done"; }
    char const* operator()(ticket_missed const&) const { return "ticket_missed"; }
    char const* operator()(ticket_held const&) const { return "ticket_held"; }
    char const* operator()(ticket_abandoned const&) const { return "ticket_abandoned"; }
    char const* operator()(seat_taken const&) const { return "seat_taken"; }
    char const* operator()(seat_released const&) const { return "seat_released"; }
    char const* operator()(window_opened const&) const { return "window_opened"; }
    char const* operator()(window_closed const&) const { return "window_closed"; }
    char const* operator()(window_left const&) const { return "window_left"; }
    char const* operator()(window_returned const&) const { return "window_returned"; }
};

// "2026-11-24 11:30:05" as the hall's clock shows it.
std::string hall_time_text(instant moment) {
    auto const day = calendar::business_day_of(moment);
    std::chrono::year_month_day const date{day};
    auto const since = std::chrono::floor<std::chrono::seconds>(moment - calendar::begin_of(day));
    std::chrono::hh_mm_ss const time{since};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

std::string who(actor const& by) {
    switch (by.kind) {
        case actor_kind::system: return by.id.empty() ? "system" : by.id;
        case actor_kind::kiosk: return "kiosk " + by.id;
        case actor_kind::staff: return by.id;
        case actor_kind::citizen: return "citizen";
        case actor_kind::screen: return "screen " + by.id;
    }
    return {};
}

}  // namespace

// The members that most events share carry the same names, so that one look at each suffices.
json::object facts_of(event const& event) {
    return std::visit(
        [](auto const& it) {
            json::object facts{{"event", name_of()(it)}};
            if constexpr (requires { it.number; }) facts["number"] = to_string(it.number);
            if constexpr (requires { it.ticket.value(); }) facts["ticket"] = it.ticket.value();
            if constexpr (requires { it.window.view(); }) {
                if (!it.window.empty()) facts["window"] = it.window.view();
            }
            if constexpr (requires { it.staff.view(); }) {
                if (!it.staff.empty()) facts["staff"] = it.staff.view();
            }
            if constexpr (requires { it.zone.view(); }) facts["zone"] = it.zone.view();
            if constexpr (requires { it.node; }) facts["node"] = it.node;
            if constexpr (requires { it.reason.size(); }) {
                if (!it.reason.empty()) facts["reason"] = it.reason;
            }
            return facts;
        },
        event);
}

std::string sentence_of(event const& event) {
    auto const facts = facts_of(event);
    std::string text(facts.at("event").as_string());
    for (auto const* member : {"number", "window", "staff", "zone", "node"}) {
        if (auto const* value = facts.if_contains(member)) text += ' ' + std::string(value->as_string());
    }
    bool const numbered = facts.contains("number");
    if (auto const* ticket = facts.if_contains("ticket"); ticket != nullptr && !numbered) {
        text += " ticket " + std::to_string(ticket->to_number<std::uint64_t>());
    }
    return text;
}

std::string sentence_of(record const& record) {
    std::string text = std::to_string(record.epoch) + '-' + std::to_string(record.seq) + "  " +
                       hall_time_text(record.at) + "  " + who(record.by) + ':';
    for (auto const& event : record.events)
        text += ' ' + sentence_of(event) + ';';
    if (text.ends_with(';')) text.pop_back();
    return text;
}

json::object facts_of(record const& record) {
    json::array events;
    for (auto const& event : record.events)
        events.push_back(facts_of(event));
    return {{"epoch", record.epoch},
            {"seq", record.seq},
            {"at_ms", record.at.time_since_epoch().count()},
            {"by", who(record.by)},
            {"events", std::move(events)}};
}

}  // namespace buduan::app
