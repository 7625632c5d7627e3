#include "net/command_desk.hpp"

#include "calendar/business_day.hpp"
#include "halls/topics.hpp"
#include "net/authorise.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace buduan::net {
namespace {

using wire::problem_code;

wire::problem problem_of(permission why, dispatch::command_id command) {
    wire::problem made;
    made.code = why == permission::not_signed_in ? problem_code::not_signed_in : problem_code::forbidden;
    made.command = command;
    return made;
}

wire::problem simple(problem_code code, dispatch::command_id command) {
    wire::problem made;
    made.code = code;
    made.command = command;
    return made;
}

}  // namespace

wire::problem_code problem_code_of(halls::unavailable why) {
    switch (why) {
        case halls::unavailable::unknown_hall: return problem_code::unknown_hall;
        case halls::unavailable::busy: return problem_code::busy;
        case halls::unavailable::read_only: return problem_code::read_only;
        case halls::unavailable::poisoned: return problem_code::poisoned;
        case halls::unavailable::stopping: return problem_code::stopping;
    }
    return problem_code::internal_error;
}

command_desk::command_desk(halls::hall_directory& halls, personal::custodian& custodian, metrics& figures)
    : halls_(halls),
      custodian_(custodian),
      happened_(figures.add_counter("buduan_commands_total", "Commands of clients by what became of them",
                                    {{"outcome", "happened"}})),
      refused_(figures.add_counter("buduan_commands_total", "", {{"outcome", "refused"}})),
      unavailable_(figures.add_counter("buduan_commands_total", "", {{"outcome", "unavailable"}})),
      unauthorised_(figures.add_counter("buduan_commands_total", "", {{"outcome", "not_allowed"}})),
      took_(figures.add_histogram("buduan_command_seconds", "From the door to the durable answer")) {}

void command_desk::state(wire::stated_command wanted, identity::session const* by, bool holds_link, told done) {
    auto const granted = authorise(by, wanted.hall, deed_of(wanted.wanted), holds_link);
    if (granted != permission::granted) {
        unauthorised_.add();
        return done(problem_of(granted, wanted.id));
    }
    auto const hall = wanted.hall;
    auto contact = std::move(wanted.contact);
    auto command = wire::command_by(std::move(wanted), actor_of(by), staff_of(by));
    if (contact.empty()) return submit(hall, std::move(command), std::move(done));
    keep_contact(hall, std::move(command), std::move(contact), std::move(done));
}

void command_desk::keep_contact(dispatch::hall_id hall, dispatch::command wanted, wire::stated_contact contact,
                                told done) {
    if (contact.name.empty() && contact.phone.empty()) {
        return make_pseudonym(hall, std::move(wanted), std::move(contact.person_id), std::move(done));
    }
    custodian_.put(
        {std::move(contact.name), std::move(contact.phone)}, halls_.now(),
        [this, here = std::weak_ptr(alive_), hall, wanted = std::move(wanted), person_id = std::move(contact.person_id),
         done = std::move(done)](std::optional<std::string> ref) mutable {
            if (here.expired()) return;
            if (!ref) return done(simple(problem_code::contact_not_kept, wanted.id));
            std::get<dispatch::issue_ticket>(wanted.body).contact_ref = *ref;
            make_pseudonym(hall, std::move(wanted), std::move(person_id), std::move(done));
        });
}

void command_desk::make_pseudonym(dispatch::hall_id hall, dispatch::command wanted, std::string identity_number,
                                  told done) {
    if (identity_number.empty()) return submit(hall, std::move(wanted), std::move(done));
    auto const day = calendar::business_day_of(halls_.now());
    custodian_.person_of_day(hall, day, calendar::end_of(day), std::move(identity_number), halls_.now(),
                             [this, here = std::weak_ptr(alive_), hall, wanted = std::move(wanted),
                              done = std::move(done)](std::string person) mutable {
                                 if (here.expired()) return;
                                 auto& issue = std::get<dispatch::issue_ticket>(wanted.body);
                                 if (person.empty()) {
                                     if (!issue.contact_ref.empty())
                                         custodian_.forget(issue.contact_ref, halls_.now(), [](bool) {});
                                     return done(simple(problem_code::contact_not_kept, wanted.id));
                                 }
                                 issue.person = std::move(person);
                                 submit(hall, std::move(wanted), std::move(done));
                             });
}

void command_desk::submit(dispatch::hall_id hall, dispatch::command wanted, told done) {
    std::string ref;
    if (auto const* issue = std::get_if<dispatch::issue_ticket>(&wanted.body)) ref = issue->contact_ref;
    auto const id = wanted.id;
    auto const began = std::chrono::steady_clock::now();
    halls_.submit(
        hall, std::move(wanted),
        [this, here = std::weak_ptr(alive_), id, ref = std::move(ref), began,
         done = std::move(done)](halls::outcome const& outcome) {
            if (here.expired()) return;
            forget_unless_used(ref, outcome);
            if (auto const* happened = std::get_if<dispatch::record>(&outcome)) {
                happened_.add();
                took_.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
                return done(happened);
            }
            if (auto const* why = std::get_if<dispatch::refusal>(&outcome)) {
                refused_.add();
                return done(wire::problem_of(*why, id));
            }
            unavailable_.add();
            done(simple(problem_code_of(std::get<halls::unavailable>(outcome)), id));
        });
}

// A refused command, or a repeated one that is answered with the record of the first time, leaves nothing behind. Of a
// command that nobody knows about, the record stays until its latest time.
void command_desk::forget_unless_used(std::string const& ref, halls::outcome const& outcome) {
    if (ref.empty()) return;
    if (auto const* happened = std::get_if<dispatch::record>(&outcome)) {
        auto const* issued = wire::issued_by(*happened);
        if (issued != nullptr && issued->contact_ref == ref) return;
    } else if (auto const* why = std::get_if<halls::unavailable>(&outcome)) {
        if (*why == halls::unavailable::poisoned) return;
    }
    custodian_.forget(ref, halls_.now(), [](bool) {});
}

wire::ticket_places command_desk::places_of(dispatch::hall_id hall, dispatch::record const& happened) const {
    auto const* issued = wire::issued_by(happened);
    if (issued == nullptr) return {};
    return {halls_.links().link_of(hall, issued->ticket), halls::to_string(halls::zone_topic{hall, issued->zone}),
            halls::to_string(halls::queue_topic{hall, issued->queue})};
}

std::string command_desk::frame(wire::form as, std::uint32_t request, dispatch::hall_id hall,
                                answer const& what) const {
    if (auto const* why = std::get_if<wire::problem>(&what)) return wire::problem_frame(as, request, *why);
    auto const& happened = *std::get<dispatch::record const*>(what);
    auto const& names = *halls_.find(hall)->plan();
    return wire::reply_frame(as, request, happened, names, places_of(hall, happened));
}

std::string command_desk::reply_body(dispatch::hall_id hall, dispatch::record const& happened) const {
    auto const& names = *halls_.find(hall)->plan();
    return wire::reply_body(happened, names, places_of(hall, happened));
}

}  // namespace buduan::net
