#include "wire/api_values.hpp"

#include "calendar/business_day.hpp"
#include "wire/command_id_text.hpp"
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

void write_places(v1::TicketPicture& to, ticket_places const& places) {
    to.set_zone_topic(places.zone_topic);
    to.set_queue_topic(places.queue_topic);
}

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
    write_places(to, places);
}

// --- replies

namespace {

// What each event tells the one who caused it. Later events of a record win, so that the reply to call_next names the
// ticket called and not the one finished before it.
struct reply_writer {
    v1::Reply& to;
    record const& happened;
    hall_plan const& names;
    ticket_places const& places;

    void operator()(ticket_issued const& event) const {
        concerns(event.ticket, event.number);
        auto& issued = *to.mutable_issued();
        issued.set_link(places.link);
        auto& slip = *issued.mutable_ticket();
        slip.set_hall(names.config().id.str());
        slip.set_ticket(event.ticket.value());
        slip.set_number(to_string(event.number));
        slip.set_zone(event.zone.str());
        slip.set_skill(event.queue.skill.str());
        write_matters(slip, event.matters, names);
        slip.set_stage(v1::WAITING);
        slip.set_stage_since_ms(ms_of(event.key.since));
        for (std::size_t const place : names.windows_of(event.queue)) {
            slip.add_windows(names.window(place).no);
        }
        slip.set_ahead(event.ahead);
        if (event.wait) write(*slip.mutable_wait(), *event.wait);
        slip.set_priority(event.klass == ticket_class::priority);
        slip.set_issued_ms(ms_of(happened.at));
        slip.set_english(event.language == language::en);
        write_places(slip, places);
    }
    void operator()(ticket_called const& event) const {
        calls(event.ticket, event.number, event.window, 1);
        to.mutable_called()->set_zone(event.queue.zone.str());
    }
    void operator()(ticket_recalled const& event) const {
        calls(event.ticket, event.number, event.window, event.attempt);
    }
    void operator()(leadership_claimed const&) const {}
    void operator()(configuration_accepted const&) const {}
    void operator()(service_day_opened const&) const {}
    void operator()(phase_entered const&) const {}
    void operator()(numbers_reserved const&) const {}
    void operator()(seat_taken const&) const {}
    void operator()(seat_released const&) const {}
    void operator()(window_opened const&) const {}
    void operator()(window_closed const&) const {}
    void operator()(window_left const&) const {}
    void operator()(window_returned const&) const {}
    void operator()(service_started const& event) const { concerns(event.ticket); }
    void operator()(matter_finished const& event) const { concerns(event.ticket); }
    void operator()(ticket_requeued const& event) const { concerns(event.ticket); }
    void operator()(next_matter_started const& event) const { concerns(event.ticket); }
    void operator()(ticket_done const& event) const { concerns(event.ticket); }
    void operator()(ticket_missed const& event) const { concerns(event.ticket); }
    void operator()(ticket_held const& event) const { concerns(event.ticket); }
    void operator()(ticket_abandoned const& event) const { concerns(event.ticket); }

    void concerns(ticket_id ticket, std::optional<ticket_number> number = {}) const {
        to.set_ticket(ticket.value());
        to.set_number(number ? to_string(*number) : std::string());
    }
    void calls(ticket_id ticket, ticket_number number, window_id window, std::uint32_t attempt) const {
        concerns(ticket, number);
        call_picture call;
        call.epoch = happened.epoch;
        call.seq = happened.seq;
        call.number = number;
        call.window = window;
        call.attempt = attempt;
        call.at = happened.at;
        if (window_config const* const known = names.window(window)) {
            call.window_no = known->no;
            call.zone = known->zone;
        }
        write(*to.mutable_called(), call);
    }
};

}  // namespace

void write(v1::Reply& to, record const& happened, hall_plan const& names, ticket_places const& places) {
    to.set_command(to_string(happened.command));
    write(*to.mutable_at(), happened.epoch, happened.seq);
    for (event const& event : happened.events) {
        std::visit(reply_writer{to, happened, names, places}, event);
    }
}

void write(v1::Problem& to, problem const& why) {
    problem_meaning const& meaning = meaning_of(why.code);
    to.set_type("urn:buduan:problem:" + std::string(meaning.name));
    to.set_title(std::string(meaning.title));
    to.set_status(meaning.status);
    to.set_code(std::string(meaning.name));
    write(*to.mutable_detail(), bilingual{std::string(meaning.detail_zh), std::string(meaning.detail_en)});
    write(*to.mutable_next(), bilingual{std::string(meaning.next_zh), std::string(meaning.next_en)});
    if (why.command) to.set_command(to_string(*why.command));
    if (why.next) to.set_next_ms(ms_of(*why.next));
    to.set_window(why.window.str());
    to.set_staff(why.staff.str());
    *to.mutable_details() = {why.details.begin(), why.details.end()};
}

}  // namespace buduan::wire
