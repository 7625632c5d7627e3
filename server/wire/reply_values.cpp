#include "wire/api_values.hpp"
#include "wire/command_id_text.hpp"

#include <optional>

namespace buduan::wire {
namespace {

using namespace dispatch;

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
        slip.set_zone_topic(places.zone_topic);
        slip.set_queue_topic(places.queue_topic);
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
