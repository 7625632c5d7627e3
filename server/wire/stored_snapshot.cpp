#include "wire/stored_snapshot.hpp"

#include "wire/stored_config.hpp"

#include <algorithm>

namespace buduan::wire {
namespace stored {

using namespace dispatch;

// --- stages

static void put(Ticket& to, waiting const& from) {
    put(*to.mutable_waiting()->mutable_queue(), from.queue);
    put(*to.mutable_waiting()->mutable_key(), from.key);
}
static bool get(waiting& to, Waiting const& from) {
    return get(to.queue, from.queue()) && get(to.key, from.key());
}

static void put(Ticket& to, called const& from) {
    auto& out = *to.mutable_called();
    out.set_window(from.window.str());
    out.set_staff(from.staff.str());
    out.set_at_ms(ms(from.at));
    out.set_attempt(from.attempt);
}
static bool get(called& to, Called const& from) {
    to.at = moment(from.at_ms());
    to.attempt = from.attempt();
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

static void put(Ticket& to, serving const& from) {
    auto& out = *to.mutable_serving();
    out.set_window(from.window.str());
    out.set_staff(from.staff.str());
    out.set_since_ms(ms(from.since));
}
static bool get(serving& to, Serving const& from) {
    to.since = moment(from.since_ms());
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

static void put(Ticket& to, held const& from) {
    auto& out = *to.mutable_held();
    out.set_window(from.window.str());
    out.set_since_ms(ms(from.since));
    out.set_reason(from.reason);
}
static bool get(held& to, Held const& from) {
    to.since = moment(from.since_ms());
    to.reason = from.reason();
    return get(to.window, from.window());
}

static void put(Ticket& to, missed const& from) {
    to.mutable_missed()->set_window(from.window.str());
    to.mutable_missed()->set_since_ms(ms(from.since));
}
static bool get(missed& to, Missed const& from) {
    to.since = moment(from.since_ms());
    return get(to.window, from.window());
}

static void put(Ticket& to, done const& from) {
    to.mutable_done()->set_at_ms(ms(from.at));
}
static bool get(done& to, Done const& from) {
    to.at = moment(from.at_ms());
    return true;
}

static void put(Ticket& to, abandoned const& from) {
    to.mutable_abandoned()->set_at_ms(ms(from.at));
    to.mutable_abandoned()->set_cause(stored_of(abandon_causes, from.cause));
}
static bool get(abandoned& to, Abandoned const& from) {
    to.at = moment(from.at_ms());
    return domain_of(abandon_causes, from.cause(), to.cause);
}

static bool get_stage(ticket_stage& to, Ticket const& from) {
    switch (from.stage_case()) {
        case Ticket::kWaiting: return get(to.emplace<waiting>(), from.waiting());
        case Ticket::kCalled: return get(to.emplace<called>(), from.called());
        case Ticket::kServing: return get(to.emplace<serving>(), from.serving());
        case Ticket::kHeld: return get(to.emplace<held>(), from.held());
        case Ticket::kMissed: return get(to.emplace<missed>(), from.missed());
        case Ticket::kDone: return get(to.emplace<done>(), from.done());
        case Ticket::kAbandoned: return get(to.emplace<abandoned>(), from.abandoned());
        case Ticket::STAGE_NOT_SET: return false;
    }
    return false;
}

// --- what a hall holds

static void put(Ticket& to, ticket const& from) {
    to.set_id(from.id.value());
    put(*to.mutable_number(), from.number);
    to.set_day(day(from.day));
    to.set_zone(from.zone.str());
    put(*to.mutable_matters(), from.matters);
    to.set_current_matter(from.current_matter);
    to.set_klass(stored_of(ticket_classes, from.klass));
    if (from.bound_window) to.set_bound_window(from.bound_window->str());
    to.set_language(stored_of(languages, from.language));
    to.set_contact_ref(from.contact_ref);
    to.set_issued_at_ms(ms(from.issued_at));
    put(*to.mutable_key(), from.key);
    std::visit([&](auto const& stage) { put(to, stage); }, from.stage);
}
static bool get(ticket& to, Ticket const& from) {
    to.id = ticket_id{from.id()};
    to.day = civil(from.day());
    to.current_matter = from.current_matter();
    to.contact_ref = from.contact_ref();
    to.issued_at = moment(from.issued_at_ms());
    return get(to.number, from.number()) && get(to.zone, from.zone()) && get(to.matters, from.matters()) &&
           domain_of(ticket_classes, from.klass(), to.klass) &&
           get(to.bound_window, from.has_bound_window(), from.bound_window()) &&
           domain_of(languages, from.language(), to.language) && get(to.key, from.key()) && get_stage(to.stage, from);
}

static void put(NumberLine& to, number_line const& from) {
    to.set_prefix(std::string(1, from.prefix));
    to.set_issued(from.issued);
    to.set_reserved(from.reserved);
}
static bool get(number_line& to, NumberLine const& from) {
    to.issued = from.issued();
    to.reserved = from.reserved();
    return get_letter(to.prefix, from.prefix());
}

static void put(Desk& to, desk_image const& from) {
    to.set_window(from.window.str());
    to.set_staff(from.staff.str());
    to.set_open(from.open);
    if (from.away) {
        auto& sign = *to.mutable_away();
        sign.set_reason(from.away->reason);
        sign.set_since_ms(ms(from.away->since));
        sign.set_until_ms(ms(from.away->until));
        put(*sign.mutable_instead(), from.away->instead);
    }
    to.set_in_hand(from.in_hand.value());
    to.set_done_today(from.done_today);
}
static bool get(desk_image& to, Desk const& from) {
    to.open = from.open();
    to.in_hand = ticket_id{from.in_hand()};
    to.done_today = from.done_today();
    to.away.reset();
    if (from.has_away()) {
        auto const& sign = from.away();
        to.away = away_sign{sign.reason(), moment(sign.since_ms()), moment(sign.until_ms()), {}};
        if (!get(to.away->instead, sign.instead())) return false;
    }
    return get(to.window, from.window()) && get(to.staff, from.staff());
}

static void put(Queue& to, queue_image const& from) {
    put(*to.mutable_queue(), from.queue);
    to.set_without_ordinary(from.without_ordinary);
    to.set_service_time_ms(from.service_time.count());
    to.set_learned_from(from.learned_from);
    if (from.last_called) put(*to.mutable_last_called(), *from.last_called);
}
static bool get(queue_image& to, Queue const& from) {
    to.without_ordinary = from.without_ordinary();
    to.service_time = std::chrono::milliseconds{from.service_time_ms()};
    to.learned_from = from.learned_from();
    to.last_called.reset();
    return get(to.queue, from.queue()) &&
           (!from.has_last_called() || get(to.last_called.emplace(), from.last_called()));
}

static void put(Person& to, person_image const& from) {
    to.set_person(from.person);
    to.set_ticket(from.ticket.value());
}
static bool get(person_image& to, Person const& from) {
    to = {from.person(), ticket_id{from.ticket()}};
    return true;
}

static void put(Call& to, call_picture const& from) {
    to.set_epoch(from.epoch);
    to.set_seq(from.seq);
    put(*to.mutable_number(), from.number);
    to.set_window(from.window.str());
    to.set_window_no(from.window_no);
    to.set_zone(from.zone.str());
    to.set_attempt(from.attempt);
    to.set_at_ms(ms(from.at));
    to.set_language(stored_of(languages, from.language));
}
static bool get(call_picture& to, Call const& from) {
    to.epoch = from.epoch();
    to.seq = from.seq();
    to.window_no = from.window_no();
    to.attempt = from.attempt();
    to.at = moment(from.at_ms());
    return get(to.number, from.number()) && get(to.window, from.window()) && get(to.zone, from.zone()) &&
           domain_of(languages, from.language(), to.language);
}

static void put(KnownCommand& to, known_command const& from) {
    to.set_id(from.id.bytes.data(), from.id.bytes.size());
    to.set_seq(from.seq);
    to.set_at_ms(ms(from.at));
}
static bool get(known_command& to, KnownCommand const& from) {
    if (from.id().size() != to.id.bytes.size()) return false;
    std::copy(from.id().begin(), from.id().end(), to.id.bytes.begin());
    to.seq = from.seq();
    to.at = moment(from.at_ms());
    return true;
}

// --- the whole

static void put(Snapshot& to, hall_image const& from) {
    if (from.config) put(*to.mutable_config(), *from.config);
    put_all(*to.mutable_retired(), from.retired);
    if (from.phase) put(*to.mutable_phase(), *from.phase);
    to.set_day(day(from.day));
    to.set_epoch(from.epoch);
    to.set_last_record_ms(ms(from.last_record));
    to.set_last_ticket(from.last_ticket);
    put_all(*to.mutable_numbers(), from.numbers);
    put_all(*to.mutable_tickets(), from.tickets);
    put_all(*to.mutable_desks(), from.desks);
    put_all(*to.mutable_queues(), from.queues);
    put_all(*to.mutable_persons(), from.persons);
    put_all(*to.mutable_calls(), from.calls);
}
static bool get(hall_image& to, Snapshot const& from) {
    to.day = civil(from.day());
    to.epoch = from.epoch();
    to.last_record = moment(from.last_record_ms());
    to.last_ticket = from.last_ticket();
    return (!from.has_config() || get(to.config.emplace(), from.config())) && get_all(to.retired, from.retired()) &&
           (!from.has_phase() || get(to.phase.emplace(), from.phase())) && get_all(to.numbers, from.numbers()) &&
           get_all(to.tickets, from.tickets()) && get_all(to.desks, from.desks()) &&
           get_all(to.queues, from.queues()) && get_all(to.persons, from.persons()) && get_all(to.calls, from.calls());
}

constexpr std::uint32_t snapshot_format = 1;

}  // namespace stored

std::string encode_snapshot(dispatch::hall_image const& state, std::span<known_command const> commands) {
    google::protobuf::Arena arena;
    auto& out = *google::protobuf::Arena::CreateMessage<stored::Snapshot>(&arena);
    out.set_format(stored::snapshot_format);
    stored::put(out, state);
    out.mutable_commands()->Reserve(static_cast<int>(commands.size()));
    for (known_command const& command : commands) {
        stored::put(*out.add_commands(), command);
    }
    return out.SerializeAsString();
}

std::optional<snapshot> decode_snapshot(std::string_view bytes) {
    google::protobuf::Arena arena;
    auto& in = *google::protobuf::Arena::CreateMessage<stored::Snapshot>(&arena);
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
    if (in.format() != stored::snapshot_format) return std::nullopt;
    snapshot out;
    if (!stored::get(out.state, in) || !stored::get_all(out.commands, in.commands())) return std::nullopt;
    return out;
}

}  // namespace buduan::wire
