#include "wire/stored_event.hpp"

namespace buduan::wire::stored {

using namespace dispatch;

constexpr words<call_rule, CallCandidate::Rule, 6> call_rules{{{call_rule::max_age, CallCandidate::MAX_AGE},
                                                               {call_rule::ordinary_owed, CallCandidate::ORDINARY_OWED},
                                                               {call_rule::priority, CallCandidate::PRIORITY},
                                                               {call_rule::index, CallCandidate::INDEX},
                                                               {call_rule::bound, CallCandidate::BOUND},
                                                               {call_rule::by_hand, CallCandidate::BY_HAND}}};
constexpr words<requeue_cause, TicketRequeued::Cause, 8> requeue_causes{
    {{requeue_cause::restored, TicketRequeued::RESTORED},
     {requeue_cause::resumed, TicketRequeued::RESUMED},
     {requeue_cause::transferred, TicketRequeued::TRANSFERRED},
     {requeue_cause::next_matter, TicketRequeued::NEXT_MATTER},
     {requeue_cause::delayed, TicketRequeued::DELAYED},
     {requeue_cause::seat_lost, TicketRequeued::SEAT_LOST},
     {requeue_cause::unbound, TicketRequeued::UNBOUND},
     {requeue_cause::respaced, TicketRequeued::RESPACED}}};
constexpr words<seat_release_cause, SeatReleased::Cause, 5> seat_release_causes{
    {{seat_release_cause::signed_off, SeatReleased::SIGNED_OFF},
     {seat_release_cause::taken_over, SeatReleased::TAKEN_OVER},
     {seat_release_cause::moved, SeatReleased::MOVED},
     {seat_release_cause::lease_expired, SeatReleased::LEASE_EXPIRED},
     {seat_release_cause::configuration, SeatReleased::CONFIGURATION}}};

// --- the shell

static void put(Event& to, leadership_claimed const& from) {
    auto& out = *to.mutable_leadership_claimed();
    out.set_node(from.node);
    out.set_epoch(from.epoch);
    out.set_after_reserve(from.after_reserve);
    out.set_jump(from.jump);
}
static bool get(leadership_claimed& to, LeadershipClaimed const& from) {
    to = {from.node(), from.epoch(), from.after_reserve(), from.jump()};
    return true;
}

static void put(Event& to, configuration_accepted const& from) {
    put(*to.mutable_configuration_accepted()->mutable_config(), from.config);
}
static bool get(configuration_accepted& to, ConfigurationAccepted const& from) {
    return get(to.config, from.config());
}

static void put(Event& to, service_day_opened const& from) {
    to.mutable_service_day_opened()->set_day(day(from.day));
}
static bool get(service_day_opened& to, ServiceDayOpened const& from) {
    to.day = civil(from.day());
    return true;
}

static void put(Event& to, phase_entered const& from) {
    put(*to.mutable_phase_entered()->mutable_span(), from.span);
}
static bool get(phase_entered& to, PhaseEntered const& from) {
    return get(to.span, from.span());
}

static void put(Event& to, numbers_reserved const& from) {
    auto& out = *to.mutable_numbers_reserved();
    out.set_day(day(from.day));
    out.set_prefix(std::string(1, from.prefix));
    out.set_up_to(from.up_to);
}
static bool get(numbers_reserved& to, NumbersReserved const& from) {
    to.day = civil(from.day());
    to.up_to = from.up_to();
    return get_letter(to.prefix, from.prefix());
}

// --- tickets

static void put(Event& to, ticket_issued const& from) {
    auto& out = *to.mutable_ticket_issued();
    out.set_ticket(from.ticket.value());
    put(*out.mutable_number(), from.number);
    out.set_day(day(from.day));
    out.set_zone(from.zone.str());
    put(*out.mutable_matters(), from.matters);
    out.set_klass(stored_of(ticket_classes, from.klass));
    if (from.bound_window) out.set_bound_window(from.bound_window->str());
    out.set_language(stored_of(languages, from.language));
    out.set_contact_ref(from.contact_ref);
    out.set_person(from.person);
    put(*out.mutable_queue(), from.queue);
    put(*out.mutable_key(), from.key);
    out.set_ahead(from.ahead);
    if (from.wait) {
        out.mutable_wait()->set_low_s(from.wait->low.count());
        out.mutable_wait()->set_high_s(from.wait->high.count());
    }
}
static bool get(ticket_issued& to, TicketIssued const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.day = civil(from.day());
    to.contact_ref = from.contact_ref();
    to.person = from.person();
    to.ahead = from.ahead();
    to.wait.reset();
    if (from.has_wait()) {
        to.wait = {std::chrono::seconds{from.wait().low_s()}, std::chrono::seconds{from.wait().high_s()}};
    }
    return get(to.number, from.number()) && get(to.zone, from.zone()) && get(to.matters, from.matters()) &&
           domain_of(ticket_classes, from.klass(), to.klass) &&
           get(to.bound_window, from.has_bound_window(), from.bound_window()) &&
           domain_of(languages, from.language(), to.language) && get(to.queue, from.queue()) && get(to.key, from.key());
}

static void put(CallCandidate& to, call_candidate const& from) {
    to.set_ticket(from.ticket.value());
    put(*to.mutable_queue(), from.queue);
    to.set_rule(stored_of(call_rules, from.rule));
    to.set_score(from.score);
}
static bool get(call_candidate& to, CallCandidate const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.score = from.score();
    return get(to.queue, from.queue()) && domain_of(call_rules, from.rule(), to.rule);
}

static void put(Event& to, ticket_called const& from) {
    auto& out = *to.mutable_ticket_called();
    out.set_ticket(from.ticket.value());
    put(*out.mutable_number(), from.number);
    out.set_window(from.window.str());
    out.set_staff(from.staff.str());
    put(*out.mutable_queue(), from.queue);
    out.set_ordinary(from.ordinary);
    out.mutable_reason()->set_rule_version(from.reason.rule_version);
    put_all(*out.mutable_reason()->mutable_candidates(), from.reason.candidates);
    out.mutable_reason()->set_by_hand(from.reason.by_hand);
}
static bool get(ticket_called& to, TicketCalled const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.ordinary = from.ordinary();
    to.reason.rule_version = from.reason().rule_version();
    to.reason.by_hand = from.reason().by_hand();
    return get(to.number, from.number()) && get(to.window, from.window()) && get(to.staff, from.staff()) &&
           get(to.queue, from.queue()) && get_all(to.reason.candidates, from.reason().candidates());
}

static void put(Event& to, ticket_recalled const& from) {
    auto& out = *to.mutable_ticket_recalled();
    out.set_ticket(from.ticket.value());
    put(*out.mutable_number(), from.number);
    out.set_window(from.window.str());
    out.set_attempt(from.attempt);
}
static bool get(ticket_recalled& to, TicketRecalled const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.attempt = from.attempt();
    return get(to.number, from.number()) && get(to.window, from.window());
}

static void put(Event& to, service_started const& from) {
    auto& out = *to.mutable_service_started();
    out.set_ticket(from.ticket.value());
    out.set_window(from.window.str());
    out.set_staff(from.staff.str());
}
static bool get(service_started& to, ServiceStarted const& from) {
    to.ticket = ticket_id{from.ticket()};
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

static void put(Event& to, matter_finished const& from) {
    auto& out = *to.mutable_matter_finished();
    out.set_ticket(from.ticket.value());
    out.set_window(from.window.str());
    out.set_matter(from.matter.str());
    out.set_served_s(from.served.count());
}
static bool get(matter_finished& to, MatterFinished const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.served = std::chrono::seconds{from.served_s()};
    return get(to.window, from.window()) && get(to.matter, from.matter());
}

static void put(Event& to, ticket_requeued const& from) {
    auto& out = *to.mutable_ticket_requeued();
    out.set_ticket(from.ticket.value());
    put(*out.mutable_queue(), from.queue);
    put(*out.mutable_key(), from.key);
    out.set_cause(stored_of(requeue_causes, from.cause));
    out.set_current_matter(from.current_matter);
    put(*out.mutable_matters(), from.matters);
    if (from.bound_window) out.set_bound_window(from.bound_window->str());
    out.set_ahead(from.ahead);
    out.set_from_window(from.from_window.str());
}
static bool get(ticket_requeued& to, TicketRequeued const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.current_matter = from.current_matter();
    to.ahead = from.ahead();
    return get(to.queue, from.queue()) && get(to.key, from.key()) &&
           domain_of(requeue_causes, from.cause(), to.cause) && get(to.matters, from.matters()) &&
           get(to.bound_window, from.has_bound_window(), from.bound_window()) &&
           get(to.from_window, from.from_window());
}

static void put(Event& to, next_matter_started const& from) {
    auto& out = *to.mutable_next_matter_started();
    out.set_ticket(from.ticket.value());
    out.set_window(from.window.str());
    out.set_staff(from.staff.str());
    out.set_current_matter(from.current_matter);
}
static bool get(next_matter_started& to, NextMatterStarted const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.current_matter = from.current_matter();
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

static void put(Event& to, ticket_done const& from) {
    to.mutable_ticket_done()->set_ticket(from.ticket.value());
    to.mutable_ticket_done()->set_window(from.window.str());
}
static bool get(ticket_done& to, TicketDone const& from) {
    to.ticket = ticket_id{from.ticket()};
    return get(to.window, from.window());
}

static void put(Event& to, ticket_missed const& from) {
    to.mutable_ticket_missed()->set_ticket(from.ticket.value());
    to.mutable_ticket_missed()->set_window(from.window.str());
}
static bool get(ticket_missed& to, TicketMissed const& from) {
    to.ticket = ticket_id{from.ticket()};
    return get(to.window, from.window());
}

static void put(Event& to, ticket_held const& from) {
    auto& out = *to.mutable_ticket_held();
    out.set_ticket(from.ticket.value());
    out.set_window(from.window.str());
    out.set_reason(from.reason);
}
static bool get(ticket_held& to, TicketHeld const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.reason = from.reason();
    return get(to.window, from.window());
}

static void put(Event& to, ticket_abandoned const& from) {
    auto& out = *to.mutable_ticket_abandoned();
    out.set_ticket(from.ticket.value());
    out.set_cause(stored_of(abandon_causes, from.cause));
    out.set_reason(from.reason);
    out.set_from_window(from.from_window.str());
}
static bool get(ticket_abandoned& to, TicketAbandoned const& from) {
    to.ticket = ticket_id{from.ticket()};
    to.reason = from.reason();
    return domain_of(abandon_causes, from.cause(), to.cause) && get(to.from_window, from.from_window());
}

// --- seats and windows

static void put(Event& to, dispatch::seat_taken const& from) {
    to.mutable_seat_taken()->set_window(from.window.str());
    to.mutable_seat_taken()->set_staff(from.staff.str());
}
static bool get(dispatch::seat_taken& to, SeatTaken const& from) {
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

static void put(Event& to, seat_released const& from) {
    auto& out = *to.mutable_seat_released();
    out.set_window(from.window.str());
    out.set_staff(from.staff.str());
    out.set_cause(stored_of(seat_release_causes, from.cause));
}
static bool get(seat_released& to, SeatReleased const& from) {
    return get(to.window, from.window()) && get(to.staff, from.staff()) &&
           domain_of(seat_release_causes, from.cause(), to.cause);
}

static void put(Event& to, window_opened const& from) {
    to.mutable_window_opened()->set_window(from.window.str());
    to.mutable_window_opened()->set_staff(from.staff.str());
}
static bool get(window_opened& to, WindowOpened const& from) {
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

static void put(Event& to, window_closed const& from) {
    to.mutable_window_closed()->set_window(from.window.str());
}
static bool get(window_closed& to, WindowClosed const& from) {
    return get(to.window, from.window());
}

static void put(Event& to, window_left const& from) {
    auto& out = *to.mutable_window_left();
    out.set_window(from.window.str());
    out.set_staff(from.staff.str());
    out.set_reason(from.reason);
    out.set_until_ms(ms(from.until));
    put(*out.mutable_instead(), from.instead);
}
static bool get(window_left& to, WindowLeft const& from) {
    to.reason = from.reason();
    to.until = moment(from.until_ms());
    return get(to.window, from.window()) && get(to.staff, from.staff()) && get(to.instead, from.instead());
}

static void put(Event& to, window_returned const& from) {
    to.mutable_window_returned()->set_window(from.window.str());
    to.mutable_window_returned()->set_staff(from.staff.str());
}
static bool get(window_returned& to, WindowReturned const& from) {
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

template <class Event, class Stored>
static bool read(event& to, Stored const& from) {
    return get(to.emplace<Event>(), from);
}

void put(Event& to, event const& from) {
    std::visit([&](auto const& one) { put(to, one); }, from);
}

bool get(event& to, Event const& from) {
    switch (from.what_case()) {
        case Event::kLeadershipClaimed: return read<leadership_claimed>(to, from.leadership_claimed());
        case Event::kConfigurationAccepted: return read<configuration_accepted>(to, from.configuration_accepted());
        case Event::kServiceDayOpened: return read<service_day_opened>(to, from.service_day_opened());
        case Event::kPhaseEntered: return read<phase_entered>(to, from.phase_entered());
        case Event::kNumbersReserved: return read<numbers_reserved>(to, from.numbers_reserved());
        case Event::kTicketIssued: return read<ticket_issued>(to, from.ticket_issued());
        case Event::kTicketCalled: return read<ticket_called>(to, from.ticket_called());
        case Event::kTicketRecalled: return read<ticket_recalled>(to, from.ticket_recalled());
        case Event::kServiceStarted: return read<service_started>(to, from.service_started());
        case Event::kMatterFinished: return read<matter_finished>(to, from.matter_finished());
        case Event::kTicketRequeued: return read<ticket_requeued>(to, from.ticket_requeued());
        case Event::kNextMatterStarted: return read<next_matter_started>(to, from.next_matter_started());
        case Event::kTicketDone: return read<ticket_done>(to, from.ticket_done());
        case Event::kTicketMissed: return read<ticket_missed>(to, from.ticket_missed());
        case Event::kTicketHeld: return read<ticket_held>(to, from.ticket_held());
        case Event::kTicketAbandoned: return read<ticket_abandoned>(to, from.ticket_abandoned());
        case Event::kSeatTaken: return read<dispatch::seat_taken>(to, from.seat_taken());
        case Event::kSeatReleased: return read<seat_released>(to, from.seat_released());
        case Event::kWindowOpened: return read<window_opened>(to, from.window_opened());
        case Event::kWindowClosed: return read<window_closed>(to, from.window_closed());
        case Event::kWindowLeft: return read<window_left>(to, from.window_left());
        case Event::kWindowReturned: return read<window_returned>(to, from.window_returned());
        case Event::WHAT_NOT_SET: return false;
    }
    return false;
}

}  // namespace buduan::wire::stored
