#include "wire/golden_values.hpp"

namespace buduan::tests {
namespace {

using namespace dispatch;
using namespace std::chrono_literals;

template <class Id>
Id id(std::string_view text) {
    return Id::parse(text).value();
}

instant const morning{1'795'482'000'123ms};
civil_day const today{std::chrono::year{2026} / 11 / 24};
window_id const w05 = id<window_id>("W05");
staff_id const s05 = id<staff_id>("shanting-S05");
queue_key const insurance{id<zone_id>("B"), id<skill_id>("social_insurance")};
ticket_id const ticket_no{412};
ticket_number const number{'B', 23};
seniority const key{morning, ticket_id{411}, 1'000};

calendar::phase_span span() {
    return {calendar::service_phase::noon_duty,
            calendar::service_regime::workday,
            today,
            morning,
            morning + 90min,
            morning + 5h};
}

matter_config matter() {
    matter_config made;
    made.code = id<matter_id>("SB-06");
    made.name = {"社会保险参保证明查询打印", "Social insurance enrolment certificate printout"};
    made.dept = "人社";
    made.skill = insurance.skill;
    made.kind = matter_kind::committed;
    made.typical = 4min;
    made.noon = true;
    made.rest_day = true;
    made.lunar_new_year = true;
    made.sensitive = true;
    made.materials = {"居民身份证", "委托书"};
    return made;
}

hall_config config() {
    hall_config made;
    made.id = id<hall_id>("xuzhuang");
    made.name = {"徐庄镇便民服务中心", "Xuzhuang Town Convenience Service Centre"};
    made.level = hall_level::town;
    made.parent = id<hall_id>("shanting");
    made.phones = {"0632-0000101", "0632-0000102", "0632-0000103"};
    made.hours.timezone = "Asia/Shanghai";
    made.hours.workday = {{std::chrono::June / 1, std::chrono::May / 31, {8h + 30min, 12h}, {14h, 18h}}};
    made.hours.rest_day = {9h, 16h};
    made.hours.lunar_new_year = {9h + 1min, 16h - 1min};
    made.hours.noon_rest = 50min;
    made.hours.closures = {{today, "大雪", morning}};
    made.zones = {{insurance.zone, {"社保区", "Social insurance"}, 'B', 2, 3}};
    window_config window;
    window.id = w05;
    window.no = 5;
    window.zone = insurance.zone;
    window.name = {"社会保险一", "Social insurance 1"};
    window.kind = window_kind::assist;
    window.skills = {insurance.skill};
    window.a_staff = s05;
    window.b_staff = {id<staff_id>("shanting-S06")};
    window.low_counter = true;
    made.windows = {window};
    staff_config person;
    person.id = s05;
    person.position = position::lobby_lead;
    person.skills = {insurance.skill};
    person.a_window = w05;
    person.b_windows = {id<window_id>("W06")};
    person.noon_group = 1;
    person.rest_day_team = 2;
    made.staff = {person};
    made.matters = {matter()};
    made.kiosks = {id<device_id>("K01")};
    made.rules.call_budget = 4;
    made.rules.quiet_time = 16s;
    made.rules.restore_within = 31min;
    made.rules.restore_places = 2;
    made.rules.protected_after = 41min;
    made.rules.ordinary_in = 5;
    made.rules.tickets_a_day = 21'000;
    made.rules.waiting_limit = 201'000;
    made.rules.number_reserve = 51;
    made.rules.matters_a_ticket = 6;
    return made;
}

ticket_issued issued() {
    ticket_issued made;
    made.ticket = ticket_no;
    made.number = number;
    made.day = today;
    made.zone = insurance.zone;
    made.matters = {matter().code};
    made.klass = ticket_class::priority;
    made.bound_window = w05;
    made.language = language::en;
    made.contact_ref = "ref";
    made.person = "pseudonym";
    made.queue = insurance;
    made.key = key;
    made.ahead = 12;
    made.wait = wait_range{10min, 25min};
    return made;
}

ticket_called called_by_policy() {
    ticket_called made;
    made.ticket = ticket_no;
    made.number = number;
    made.window = w05;
    made.staff = s05;
    made.queue = insurance;
    made.ordinary = true;
    made.reason.rule_version = 2;
    made.reason.candidates = {{ticket_no, insurance, call_rule::max_age, -7},
                              {ticket_id{413}, insurance, call_rule::index, 8'000'000'000}};
    made.reason.by_hand = "为什么";
    return made;
}

ticket_requeued requeued() {
    ticket_requeued made;
    made.ticket = ticket_no;
    made.queue = insurance;
    made.key = key;
    made.cause = requeue_cause::seat_lost;
    made.current_matter = 1;
    made.matters = {matter().code};
    made.bound_window = w05;
    made.ahead = 3;
    made.from_window = w05;
    return made;
}

ticket one_ticket(std::uint64_t no, ticket_stage stage) {
    ticket made;
    made.id = ticket_id{no};
    made.number = number;
    made.day = today;
    made.zone = insurance.zone;
    made.matters = {matter().code};
    made.current_matter = 1;
    made.klass = ticket_class::priority;
    made.bound_window = w05;
    made.language = language::en;
    made.contact_ref = "ref";
    made.issued_at = morning;
    made.key = key;
    made.stage = std::move(stage);
    return made;
}

}  // namespace

wire::payload golden_payload() {
    return {{actor_kind::staff, "shanting-S05"},
            {leadership_claimed{"node-1", 3, true, 50},
             configuration_accepted{config()},
             service_day_opened{today},
             phase_entered{span()},
             numbers_reserved{today, 'B', 50},
             issued(),
             called_by_policy(),
             ticket_recalled{ticket_no, number, w05, 2},
             service_started{ticket_no, w05, s05},
             matter_finished{ticket_no, w05, matter().code, 240s},
             requeued(),
             next_matter_started{ticket_no, w05, s05, 1},
             ticket_done{ticket_no, w05},
             ticket_missed{ticket_no, w05},
             ticket_held{ticket_no, w05, "填表"},
             ticket_abandoned{ticket_no, abandon_cause::voided, "没有取走", w05},
             dispatch::seat_taken{w05, s05},
             seat_released{w05, s05, seat_release_cause::lease_expired},
             window_opened{w05, s05},
             window_closed{w05},
             window_left{w05, s05, "复印", morning + 10min, {id<window_id>("W06")}},
             window_returned{w05, s05}}};
}

wire::snapshot golden_snapshot() {
    wire::snapshot made;
    hall_image& hall = made.state;
    hall.config = config();
    hall.retired = {matter()};
    hall.phase = span();
    hall.day = today;
    hall.epoch = 3;
    hall.last_record = morning;
    hall.last_ticket = 418;
    hall.numbers = {{'B', 23, 50}};
    hall.tickets = {one_ticket(412, waiting{insurance, key}),
                    one_ticket(413, called{w05, s05, morning, 2}),
                    one_ticket(414, serving{w05, s05, morning}),
                    one_ticket(415, held{w05, morning, "填表"}),
                    one_ticket(416, missed{w05, morning}),
                    one_ticket(417, done{morning}),
                    one_ticket(418, abandoned{morning, abandon_cause::not_restored})};
    hall.desks = {
        {w05, s05, true, away_sign{"复印", morning, morning + 10min, {id<window_id>("W06")}}, ticket_id{413}, 17}};
    hall.queues = {{insurance, 2, 240'500ms, 9, number}};
    hall.persons = {{"pseudonym", ticket_no}};
    call_picture call;
    call.epoch = 3;
    call.seq = 1'209;
    call.number = number;
    call.window = w05;
    call.window_no = 5;
    call.zone = insurance.zone;
    call.attempt = 2;
    call.at = morning;
    call.language = language::en;
    hall.calls = {call};
    command_id command;
    for (std::size_t i = 0; i < command.bytes.size(); ++i) {
        command.bytes[i] = static_cast<std::uint8_t>(0xf0 + i);
    }
    made.commands = {{command, 1'209, morning}};
    return made;
}

}  // namespace buduan::tests
