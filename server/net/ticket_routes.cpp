#include "halls/topics.hpp"
#include "net/authorise.hpp"
#include "net/house.hpp"
#include "net/qr_code.hpp"
#include "net/responses.hpp"
#include "net/slip_of_ticket.hpp"
#include "wire/client_bodies.hpp"

#include <optional>
#include <utility>

namespace buduan::net {
namespace {

using wire::problem_code;

constexpr std::size_t wish_bytes = 1024;

std::string phone_page(house const& in, visit const& by, std::string const& link) {
    return in.origins.own_url(by.asked) + "/t/#" + link;
}

void show_ticket(house const& in, visit const& by) {
    live::position at;
    live::encode make;
    if (!in.halls.links().find(by.names[0]) ||
        !in.halls.current_picture(halls::to_string(halls::ticket_topic{by.names[0]}), at, make)) {
        return by.done(problem_response(problem_code::unknown_link));
    }
    by.done(json_response(make(live::encoding::json)));
}

void show_code(house const& in, visit const& by) {
    if (!in.halls.links().find(by.names[0])) return by.done(problem_response(problem_code::unknown_link));
    auto drawn = qr_svg(phone_page(in, by, by.names[0]));
    if (drawn.empty()) return by.done(problem_response(problem_code::internal_error));
    response out;
    out.content_type = "image/svg+xml";
    out.body = std::move(drawn);
    by.done(std::move(out));
}

template <class Wish>
void wish(house& in, visit by) {
    auto const ticket = in.halls.links().find(by.names[0]);
    if (!ticket) return by.done(problem_response(problem_code::unknown_link));
    auto const id = wire::decode_ticket_wish(by.asked.body);
    if (auto const* why = std::get_if<wire::problem>(&id)) return by.done(problem_response(*why));
    wire::stated_command stated{std::get<dispatch::command_id>(id), ticket->hall, Wish{ticket->ticket}, {}};
    // Whoever holds the link acts as its holder, whatever else they are signed in as.
    in.desk.state(std::move(stated), nullptr, true,
                  [&in, hall = ticket->hall, done = std::move(by.done)](command_desk::answer const& what) {
                      if (auto const* why = std::get_if<wire::problem>(&what)) return done(problem_response(*why));
                      auto const& happened = *std::get<dispatch::record const*>(what);
                      done(json_response(in.desk.reply_body(hall, happened)));
                  });
}

// The same number again as often as the printer needs: printing changes nothing in the hall.
void print_slip(house& in, visit by) {
    auto const ticket = in.halls.links().find(by.names[0]);
    if (!ticket) return by.done(problem_response(problem_code::unknown_link));
    if (authorise(by.session, ticket->hall, deed::print) != permission::granted) {
        return by.done(problem_response(problem_code::forbidden));
    }
    auto const hall = ticket->hall.str();
    auto const kiosk = actor_of(by.session).id;
    if (!in.paper.knows(hall, kiosk)) return by.done(problem_response(problem_code::no_printer));
    auto const* state = in.halls.find(ticket->hall);
    auto const picture = dispatch::ticket_of(*state, ticket->ticket, in.halls.now());
    if (!picture) return by.done(problem_response(problem_code::unknown_link));

    bool const large = by.asked.query == "large";
    auto const paper =
        slip_of_ticket(*picture, *dispatch::configuration_of(*state), phone_page(in, by, by.names[0]), large);
    bool const begun =
        in.paper.print(hall, kiosk, paper, [&log = in.log, hall, kiosk, done = by.done](print_outcome how) {
            if (how == print_outcome::printed) return done(no_content());
            log.warning("printer.fault", {log::field::id(log::key::hall, hall), log::field::id(log::key::actor, kiosk),
                                          log::field::id(log::key::code, to_string(how))});
            if (how == print_outcome::paper_low) return done(no_content());
            wire::problem failed;
            failed.code = problem_code::not_printed;
            failed.details.emplace_back(to_string(how));
            done(problem_response(failed));
        });
    if (!begun) by.done(problem_response(problem_code::busy));
}

}  // namespace

void add_ticket_routes(route_table& table, house& in) {
    table.add({method::get, "/v1/tickets/{link}", 0, who::anyone, [&in](visit by) { show_ticket(in, by); }});
    table.add({method::get, "/v1/tickets/{link}/qr.svg", 0, who::anyone, [&in](visit by) { show_code(in, by); }});
    table.add({method::post, "/v1/tickets/{link}/cancel", wish_bytes, who::anyone,
               [&in](visit by) { wish<dispatch::cancel_ticket>(in, std::move(by)); }});
    table.add({method::post, "/v1/tickets/{link}/delay", wish_bytes, who::anyone,
               [&in](visit by) { wish<dispatch::delay_ticket>(in, std::move(by)); }});
    table.add({method::post, "/v1/tickets/{link}/print", wish_bytes, who::signed_in,
               [&in](visit by) { print_slip(in, std::move(by)); }});
}

}  // namespace buduan::net
