#include "wire/drawn.hpp"

#include <utility>

namespace buduan::tests {
namespace {

using namespace dispatch;
namespace gen = rc::gen;

template <class Number>
Number number() {
    return *gen::arbitrary<Number>();
}

bool flag() {
    return *gen::arbitrary<bool>();
}

template <class Enum>
Enum word(Enum last) {
    return static_cast<Enum>(*gen::inRange(0, static_cast<int>(last) + 1));
}

std::string text() {
    return *gen::element<std::string>("", "不动产登记", "a \"quoted\" \\ text", "line\nbreak\ttab", "𠮷野家",
                                      "<b>&amp;</b>", std::string(300, 'x'));
}

template <class Id>
Id id() {
    static std::string const allowed = "abcXYZ019_-.";
    auto const length = *gen::inRange<std::size_t>(0, Id::max_length + 1);
    auto const characters = *gen::container<std::string>(length, gen::elementOf(allowed));
    return Id::parse(characters).value_or(Id{});
}

instant moment() {
    return instant{std::chrono::milliseconds{*gen::inRange<std::int64_t>(-1'000'000'000'000, 4'000'000'000'000)}};
}

civil_day day() {
    return civil_day{std::chrono::days{*gen::inRange(-1'000, 60'000)}};
}

std::chrono::minutes minutes() {
    return std::chrono::minutes{*gen::inRange(0, 1'441)};
}

char letter() {
    return *gen::elementOf(std::string("ABCDEFGHJKLMNPQRSTUVWXYZ"));
}

template <class Make>
auto several(Make make) {
    std::vector<decltype(make())> made;
    for (int i = *gen::inRange(0, 4); i > 0; --i) {
        made.push_back(make());
    }
    return made;
}

template <class Make>
auto maybe(Make make) {
    return flag() ? std::optional(make()) : std::nullopt;
}

ticket_number shown() {
    return {letter(), number<std::uint32_t>()};
}
ticket_id ticket_no() {
    return ticket_id{number<std::uint64_t>()};
}
seniority key() {
    return {moment(), ticket_no(), number<std::uint64_t>()};
}
queue_key queue() {
    return {id<zone_id>(), id<skill_id>()};
}
bilingual name() {
    return {text(), text()};
}

calendar::phase_span span() {
    return {word(calendar::service_phase::closed),
            word(calendar::service_regime::closure),
            day(),
            moment(),
            moment(),
            maybe(moment)};
}

calendar::time_span times() {
    return {minutes(), minutes()};
}

std::chrono::month_day date() {
    return {std::chrono::month{*gen::inRange(1U, 13U)}, std::chrono::day{*gen::inRange(1U, 32U)}};
}

matter_config matter() {
    matter_config made;
    made.code = id<matter_id>();
    made.name = name();
    made.dept = text();
    made.skill = id<skill_id>();
    made.kind = word(matter_kind::committed);
    made.typical = minutes();
    made.noon = flag();
    made.rest_day = flag();
    made.lunar_new_year = flag();
    made.sensitive = flag();
    made.materials = several(text);
    return made;
}

zone_config zone() {
    return {id<zone_id>(), name(), letter(), number<std::uint32_t>(), number<std::uint32_t>()};
}

window_config window() {
    window_config made;
    made.id = id<window_id>();
    made.no = number<std::uint32_t>();
    made.zone = id<zone_id>();
    made.name = name();
    made.kind = word(window_kind::remote);
    made.skills = several(id<skill_id>);
    made.a_staff = id<staff_id>();
    made.b_staff = several(id<staff_id>);
    made.low_counter = flag();
    return made;
}

staff_config person() {
    staff_config made;
    made.id = id<staff_id>();
    made.position = word(position::supervisor);
    made.skills = several(id<skill_id>);
    made.a_window = maybe(id<window_id>);
    made.b_windows = several(id<window_id>);
    made.noon_group = number<std::uint32_t>();
    made.rest_day_team = number<std::uint32_t>();
    return made;
}

calling_rules rules() {
    calling_rules made;
    made.call_budget = number<std::uint32_t>();
    made.quiet_time = minutes();
    made.restore_within = minutes();
    made.restore_places = number<std::uint32_t>();
    made.protected_after = minutes();
    made.ordinary_in = number<std::uint32_t>();
    made.tickets_a_day = number<std::uint32_t>();
    made.waiting_limit = number<std::uint32_t>();
    made.number_reserve = number<std::uint32_t>();
    made.matters_a_ticket = number<std::uint32_t>();
    return made;
}

// --- events

leadership_claimed of(leadership_claimed*) {
    return {text(), number<std::uint64_t>(), flag(), number<std::uint32_t>()};
}
configuration_accepted of(configuration_accepted*) {
    return {drawn_config()};
}
service_day_opened of(service_day_opened*) {
    return {day()};
}
phase_entered of(phase_entered*) {
    return {span()};
}
numbers_reserved of(numbers_reserved*) {
    return {day(), letter(), number<std::uint32_t>()};
}
ticket_issued of(ticket_issued*) {
    ticket_issued made;
    made.ticket = ticket_no();
    made.number = shown();
    made.day = day();
    made.zone = id<zone_id>();
    made.matters = several(id<matter_id>);
    made.klass = word(ticket_class::priority);
    made.bound_window = maybe(id<window_id>);
    made.language = word(language::en);
    made.contact_ref = text();
    made.person = text();
    made.queue = queue();
    made.key = key();
    made.ahead = number<std::uint32_t>();
    made.wait = maybe([] { return wait_range{minutes(), minutes()}; });
    return made;
}
ticket_called of(ticket_called*) {
    ticket_called made;
    made.ticket = ticket_no();
    made.number = shown();
    made.window = id<window_id>();
    made.staff = id<staff_id>();
    made.queue = queue();
    made.ordinary = flag();
    made.reason.rule_version = number<std::uint32_t>();
    made.reason.candidates = several([] {
        return call_candidate{ticket_no(), queue(), word(call_rule::by_hand), number<std::int64_t>()};
    });
    made.reason.by_hand = text();
    return made;
}
ticket_recalled of(ticket_recalled*) {
    return {ticket_no(), shown(), id<window_id>(), number<std::uint32_t>()};
}
service_started of(service_started*) {
    return {ticket_no(), id<window_id>(), id<staff_id>()};
}
matter_finished of(matter_finished*) {
    return {ticket_no(), id<window_id>(), id<matter_id>(), minutes()};
}
ticket_requeued of(ticket_requeued*) {
    ticket_requeued made;
    made.ticket = ticket_no();
    made.queue = queue();
    made.key = key();
    made.cause = word(requeue_cause::respaced);
    made.current_matter = number<std::uint32_t>();
    made.matters = several(id<matter_id>);
    made.bound_window = maybe(id<window_id>);
    made.ahead = number<std::uint32_t>();
    made.from_window = id<window_id>();
    return made;
}
next_matter_started of(next_matter_started*) {
    return {ticket_no(), id<window_id>(), id<staff_id>(), number<std::uint32_t>()};
}
ticket_done of(ticket_done*) {
    return {ticket_no(), id<window_id>()};
}
ticket_missed of(ticket_missed*) {
    return {ticket_no(), id<window_id>()};
}
ticket_held of(ticket_held*) {
    return {ticket_no(), id<window_id>(), text()};
}
ticket_abandoned of(ticket_abandoned*) {
    return {ticket_no(), word(abandon_cause::voided), text(), id<window_id>()};
}
dispatch::seat_taken of(dispatch::seat_taken*) {
    return {id<window_id>(), id<staff_id>()};
}
seat_released of(seat_released*) {
    return {id<window_id>(), id<staff_id>(), word(seat_release_cause::configuration)};
}
window_opened of(window_opened*) {
    return {id<window_id>(), id<staff_id>()};
}
window_closed of(window_closed*) {
    return {id<window_id>()};
}
window_left of(window_left*) {
    return {id<window_id>(), id<staff_id>(), text(), moment(), several(id<window_id>)};
}
window_returned of(window_returned*) {
    return {id<window_id>(), id<staff_id>()};
}

template <std::size_t... Kinds>
event event_of(std::size_t kind, std::index_sequence<Kinds...>) {
    event made;
    ((Kinds == kind ? void(made = of(static_cast<std::variant_alternative_t<Kinds, event>*>(nullptr))) : void()), ...);
    return made;
}

// --- images

ticket_stage stage() {
    switch (*gen::inRange(0, 7)) {
        case 0: return waiting{queue(), key()};
        case 1: return called{id<window_id>(), id<staff_id>(), moment(), number<std::uint32_t>()};
        case 2: return serving{id<window_id>(), id<staff_id>(), moment()};
        case 3: return held{id<window_id>(), moment(), text()};
        case 4: return missed{id<window_id>(), moment()};
        case 5: return done{moment()};
        default: return abandoned{moment(), word(abandon_cause::voided)};
    }
}

ticket one_ticket() {
    ticket made;
    made.id = ticket_no();
    made.number = shown();
    made.day = day();
    made.zone = id<zone_id>();
    made.matters = several(id<matter_id>);
    made.current_matter = number<std::uint32_t>();
    made.klass = word(ticket_class::priority);
    made.bound_window = maybe(id<window_id>);
    made.language = word(language::en);
    made.contact_ref = text();
    made.issued_at = moment();
    made.key = key();
    made.stage = stage();
    return made;
}

desk_image desk() {
    desk_image made;
    made.window = id<window_id>();
    made.staff = id<staff_id>();
    made.open = flag();
    made.away = maybe([] { return away_sign{text(), moment(), moment(), several(id<window_id>)}; });
    made.in_hand = ticket_no();
    made.done_today = number<std::uint32_t>();
    return made;
}

queue_image one_queue() {
    return {queue(), number<std::uint32_t>(), minutes(), number<std::uint32_t>(), maybe(shown)};
}

call_picture call() {
    call_picture made;
    made.epoch = number<std::uint64_t>();
    made.seq = number<std::uint64_t>();
    made.number = shown();
    made.window = id<window_id>();
    made.window_no = number<std::uint32_t>();
    made.zone = id<zone_id>();
    made.attempt = number<std::uint32_t>();
    made.at = moment();
    made.language = word(language::en);
    return made;
}

}  // namespace

actor drawn_actor() {
    return {word(actor_kind::screen), text()};
}

event drawn_event(std::size_t kind) {
    return event_of(kind, std::make_index_sequence<std::variant_size_v<event>>{});
}

std::vector<event> drawn_events() {
    return several([] { return drawn_event(*gen::inRange<std::size_t>(0, std::variant_size_v<event>)); });
}

hall_config drawn_config() {
    hall_config made;
    made.id = id<hall_id>();
    made.name = name();
    made.level = word(hall_level::town);
    made.parent = maybe(id<hall_id>);
    made.phones = {text(), text(), text()};
    made.hours.timezone = text();
    made.hours.workday = several([] { return calendar::workday_hours{date(), date(), times(), times()}; });
    made.hours.rest_day = times();
    made.hours.lunar_new_year = times();
    made.hours.noon_rest = minutes();
    made.hours.closures = several([] { return calendar::exceptional_closure{day(), text(), moment()}; });
    made.zones = several(zone);
    made.windows = several(window);
    made.staff = several(person);
    made.matters = several(matter);
    made.kiosks = several(id<device_id>);
    made.rules = rules();
    return made;
}

hall_image drawn_image() {
    hall_image made;
    made.config = maybe(drawn_config);
    made.retired = several(matter);
    made.phase = maybe(span);
    made.day = day();
    made.epoch = number<std::uint64_t>();
    made.last_record = moment();
    made.last_ticket = number<std::uint64_t>();
    made.numbers = several([] { return number_line{letter(), number<std::uint32_t>(), number<std::uint32_t>()}; });
    made.tickets = several(one_ticket);
    made.desks = several(desk);
    made.queues = several(one_queue);
    made.persons = several([] { return person_image{text(), ticket_no()}; });
    made.calls = several(call);
    return made;
}

std::vector<wire::known_command> drawn_commands() {
    return several([] {
        command_id id;
        for (std::uint8_t& octet : id.bytes) {
            octet = number<std::uint8_t>();
        }
        return wire::known_command{id, number<std::uint64_t>(), moment()};
    });
}

std::string drawn_bytes() {
    return *gen::container<std::string>(gen::arbitrary<char>());
}

std::string damaged(std::string bytes) {
    for (int blows = *gen::inRange(1, 6); blows > 0 && !bytes.empty(); --blows) {
        auto const at = *gen::inRange<std::size_t>(0, bytes.size());
        switch (*gen::inRange(0, 4)) {
            case 0: bytes[at] = number<char>(); break;
            case 1: bytes.erase(at, *gen::inRange<std::size_t>(1, 9)); break;
            case 2: bytes.insert(at, 1, number<char>()); break;
            default: bytes.resize(at); break;
        }
    }
    return bytes;
}

}  // namespace buduan::tests
