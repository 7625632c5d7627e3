#include "wire/api_values.hpp"

#include "calendar/business_day.hpp"
#include "wire/frames.hpp"

#include <cstdio>

namespace buduan::wire {
namespace {

using namespace dispatch;

v1::Regime regime_word(calendar::service_regime regime) {
    switch (regime) {
        case calendar::service_regime::workday: return v1::WORKDAY;
        case calendar::service_regime::rest_day: return v1::REST_DAY;
        case calendar::service_regime::appointment_only: return v1::APPOINTMENTS;
        case calendar::service_regime::closure: return v1::CLOSURE;
    }
    return v1::REGIME_UNSPECIFIED;
}

v1::WindowState state_word(window_state state) {
    switch (state) {
        case window_state::closed: return v1::WINDOW_CLOSED;
        case window_state::free: return v1::WINDOW_FREE;
        case window_state::called: return v1::WINDOW_CALLED;
        case window_state::serving: return v1::WINDOW_SERVING;
        case window_state::away: return v1::WINDOW_AWAY;
    }
    return v1::WINDOW_STATE_UNSPECIFIED;
}

std::string day_text(civil_day day) {
    std::chrono::year_month_day const date{day};
    std::array<char, 32> text{};
    int const length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {text.data(), static_cast<std::size_t>(length)};
}

void write_row(v1::DeskRow& to, desk_row const& from) {
    to.set_ticket(from.ticket.value());
    to.set_number(to_string(from.number));
    to.set_matter(from.matter.str());
    to.set_since_ms(ms_of(from.since));
    to.set_priority(from.priority);
    to.set_bound(from.bound);
}

void write_rows(google::protobuf::RepeatedPtrField<v1::DeskRow>& to, std::vector<desk_row> const& from) {
    for (desk_row const& row : from) {
        write_row(*to.Add(), row);
    }
}

// The stage by name, and what belongs to it.
struct stage_writer {
    v1::TicketPicture& to;

    void operator()(waiting const& stage) const { set(v1::WAITING, stage.key.since); }
    void operator()(called const& stage) const {
        set(v1::CALLED, stage.at);
        to.set_attempt(stage.attempt);
    }
    void operator()(serving const& stage) const { set(v1::SERVING, stage.since); }
    void operator()(held const& stage) const { set(v1::HELD, stage.since); }
    void operator()(missed const& stage) const { set(v1::MISSED, stage.since); }
    void operator()(done const& stage) const { set(v1::DONE, stage.at); }
    void operator()(abandoned const& stage) const { set(v1::ABANDONED, stage.at); }

    void set(v1::TicketStage name, instant since) const {
        to.set_stage(name);
        to.set_stage_since_ms(ms_of(since));
    }
};

}  // namespace

void write(v1::Text& to, bilingual const& from) {
    to.set_zh(from.zh);
    to.set_en(from.en);
}

void write(v1::Position& to, std::uint64_t epoch, std::uint64_t seq) {
    to.set_epoch(epoch);
    to.set_seq(seq);
}

v1::Phase phase_word(calendar::service_phase phase) {
    switch (phase) {
        case calendar::service_phase::before_open: return v1::BEFORE_OPEN;
        case calendar::service_phase::regular: return v1::REGULAR;
        case calendar::service_phase::noon_duty: return v1::NOON_DUTY;
        case calendar::service_phase::open: return v1::OPEN;
        case calendar::service_phase::appointment_only: return v1::APPOINTMENT_ONLY;
        case calendar::service_phase::extension: return v1::EXTENSION;
        case calendar::service_phase::closed: return v1::CLOSED;
    }
    return v1::PHASE_UNSPECIFIED;
}

void write(v1::PhaseSpan& to, calendar::phase_span const& from) {
    to.set_phase(phase_word(from.phase));
    to.set_regime(regime_word(from.regime));
    to.set_day(day_text(from.day));
    to.set_begins_ms(ms_of(from.begins));
    to.set_ends_ms(ms_of(from.ends));
    if (from.opens_next) to.set_opens_next_ms(ms_of(*from.opens_next));
    to.set_walk_in(calendar::issues_walk_in(from.phase));
}

void write(v1::WaitRange& to, wait_range const& from) {
    to.set_low_s(static_cast<std::uint32_t>(from.low.count()));
    to.set_high_s(static_cast<std::uint32_t>(from.high.count()));
}

void write(v1::CallPicture& to, call_picture const& from) {
    to.set_call_id(std::to_string(from.epoch) + '-' + std::to_string(from.seq));
    to.set_number(to_string(from.number));
    to.set_window(from.window.str());
    to.set_window_no(from.window_no);
    to.set_zone(from.zone.str());
    to.set_attempt(from.attempt);
    to.set_at_ms(ms_of(from.at));
    to.set_english(from.language == language::en);
    write(*to.mutable_text(), call_text(from.number, from.window_no));
}

void write(v1::BoardPicture& to, board_picture const& from) {
    write(*to.mutable_phase(), from.phase);
    for (call_picture const& call : from.calls) {
        write(*to.add_calls(), call);
    }
    for (zone_summary const& zone : from.zones) {
        auto& row = *to.add_zones();
        row.set_zone(zone.zone.str());
        row.set_waiting(zone.waiting);
        row.set_windows_open(zone.windows_open);
    }
    to.set_open_tickets(from.open_tickets);
}

void write(v1::WindowPicture& to, window_picture const& from) {
    to.set_window(from.window.str());
    to.set_no(from.no);
    to.set_state(state_word(from.state));
    if (from.number) to.set_number(to_string(*from.number));
    if (from.since) to.set_since_ms(ms_of(*from.since));
    to.set_attempt(from.attempt);
    if (from.away_until) to.set_away_until_ms(ms_of(*from.away_until));
    *to.mutable_instead() = {from.instead.begin(), from.instead.end()};
    write(*to.mutable_phase(), from.phase);
}

void write(v1::ZonePicture& to, zone_picture const& from) {
    to.set_zone(from.zone.str());
    to.set_waiting(from.waiting);
    for (window_picture const& window : from.windows) {
        write(*to.add_windows(), window);
    }
    for (call_picture const& call : from.calls) {
        write(*to.add_calls(), call);
    }
}

void write(v1::DeskPicture& to, desk_picture const& from) {
    write(*to.mutable_window(), from.window);
    to.set_seated(from.seated.str());
    if (from.current) write_row(*to.mutable_current(), *from.current);
    for (matter_id const& matter : from.current_matters) {
        to.add_current_matters(matter.str());
    }
    to.set_current_matter(from.current_matter);
    if (from.recall_from) to.set_recall_from_ms(ms_of(*from.recall_from));
    to.set_calls_left(from.calls_left);
    to.set_waiting(from.waiting);
    write_rows(*to.mutable_next(), from.next);
    write_rows(*to.mutable_held(), from.held);
    write_rows(*to.mutable_missed(), from.missed);
    to.set_done_today(from.done_today);
}

void write(v1::QueuePicture& to, queue_picture const& from) {
    to.set_zone(from.queue.zone.str());
    to.set_skill(from.queue.skill.str());
    to.mutable_waiting()->Reserve(static_cast<int>(from.waiting.size()));
    for (ticket_id const ticket : from.waiting) {
        to.add_waiting(ticket.value());
    }
    to.set_waiting_total(from.waiting_total);
    *to.mutable_windows() = {from.windows.begin(), from.windows.end()};
    if (from.last_called) to.set_last_called(to_string(*from.last_called));

    // One entry holds for all after it, so equal ones at the end are left out.
    std::vector<wait_range> waits;
    for (std::uint32_t ahead = 0; ahead <= from.waiting.size(); ++ahead) {
        auto const wait = wait_for(ahead, from.service_time, from.servers);
        if (!wait) return;
        waits.push_back(*wait);
    }
    while (waits.size() > 1 && waits[waits.size() - 2] == waits.back()) {
        waits.pop_back();
    }
    for (wait_range const& wait : waits) {
        write(*to.add_wait_by_position(), wait);
    }
}

void write_matters(v1::TicketPicture& to, std::vector<matter_id> const& matters, hall_plan const& names) {
    for (matter_id const& code : matters) {
        to.add_matters(code.str());
        matter_config const* const known = names.known_matter(code);
        if (known != nullptr) {
            write(*to.add_matter_names(), known->name);
        } else {
            write(*to.add_matter_names(), bilingual{code.str(), code.str()});
        }
    }
}

void write(v1::TicketPicture& to, ticket_picture const& from, hall_plan const& names, ticket_places const& places) {
    to.set_hall(names.config().id.str());
    to.set_ticket(from.ticket.value());
    to.set_number(to_string(from.number));
    to.set_zone(from.zone.str());
    to.set_skill(from.queue.skill.str());
    write_matters(to, from.matters, names);
    to.set_current_matter(from.current_matter);
    std::visit(stage_writer{to}, from.stage);
    if (from.window_no) to.set_window_no(*from.window_no);
    *to.mutable_windows() = {from.windows.begin(), from.windows.end()};
    to.set_ahead(from.ahead);
    if (from.wait) write(*to.mutable_wait(), *from.wait);
    to.set_priority(from.priority);
    to.set_issued_ms(ms_of(from.issued_at));
    if (from.restore_until) to.set_restore_until_ms(ms_of(*from.restore_until));
    to.set_english(from.language == language::en);
    to.set_zone_topic(places.zone_topic);
    to.set_queue_topic(places.queue_topic);
}

}  // namespace buduan::wire
