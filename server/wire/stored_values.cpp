#include "wire/stored_values.hpp"

namespace buduan::wire::stored {
namespace {

using calendar::service_phase;
using calendar::service_regime;
using span_message = PhaseSpan;

constexpr words<service_phase, span_message::Phase, 7> phases{
    {{service_phase::before_open, span_message::BEFORE_OPEN},
     {service_phase::regular, span_message::REGULAR},
     {service_phase::noon_duty, span_message::NOON_DUTY},
     {service_phase::open, span_message::OPEN},
     {service_phase::appointment_only, span_message::APPOINTMENT_ONLY},
     {service_phase::extension, span_message::EXTENSION},
     {service_phase::closed, span_message::CLOSED}}};
constexpr words<service_regime, span_message::Regime, 4> regimes{
    {{service_regime::workday, span_message::WORKDAY},
     {service_regime::rest_day, span_message::REST_DAY},
     {service_regime::appointment_only, span_message::APPOINTMENTS},
     {service_regime::closure, span_message::CLOSURE}}};

}  // namespace

bool get_letter(char& to, std::string const& from) {
    if (from.size() != 1) return false;
    to = from.front();
    return true;
}

void put(TicketNumber& to, dispatch::ticket_number const& from) {
    to.set_prefix(std::string(1, from.prefix));
    to.set_count(from.count);
}
bool get(dispatch::ticket_number& to, TicketNumber const& from) {
    to.count = from.count();
    return get_letter(to.prefix, from.prefix());
}

void put(Seniority& to, dispatch::seniority const& from) {
    to.set_since_ms(ms(from.since));
    to.set_anchor(from.anchor.value());
    to.set_step(from.step);
}
bool get(dispatch::seniority& to, Seniority const& from) {
    to = {moment(from.since_ms()), dispatch::ticket_id{from.anchor()}, from.step()};
    return true;
}

void put(QueueKey& to, dispatch::queue_key const& from) {
    to.set_zone(from.zone.str());
    to.set_skill(from.skill.str());
}
bool get(dispatch::queue_key& to, QueueKey const& from) {
    return get(to.zone, from.zone()) && get(to.skill, from.skill());
}

void put(PhaseSpan& to, calendar::phase_span const& from) {
    to.set_phase(stored_of(phases, from.phase));
    to.set_regime(stored_of(regimes, from.regime));
    to.set_day(day(from.day));
    to.set_begins_ms(ms(from.begins));
    to.set_ends_ms(ms(from.ends));
    if (from.opens_next) to.set_opens_next_ms(ms(*from.opens_next));
}
bool get(calendar::phase_span& to, PhaseSpan const& from) {
    to.day = civil(from.day());
    to.begins = moment(from.begins_ms());
    to.ends = moment(from.ends_ms());
    to.opens_next.reset();
    if (from.has_opens_next_ms()) to.opens_next = moment(from.opens_next_ms());
    return domain_of(phases, from.phase(), to.phase) && domain_of(regimes, from.regime(), to.regime);
}

}  // namespace buduan::wire::stored
