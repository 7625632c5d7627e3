#include "halls/topics.hpp"
#include "net/hall_card.hpp"
#include "net/house.hpp"
#include "net/responses.hpp"
#include "wire/cards.hpp"
#include "wire/client_bodies.hpp"

#include <optional>
#include <utility>

namespace buduan::net {
namespace {

using wire::problem_code;

constexpr std::size_t command_bytes = 16 * 1024;

// The state of the hall that the path names, once it has a configuration.
dispatch::hall const* state_named(house const& in, std::string const& name) {
    auto const id = dispatch::hall_id::parse(name);
    auto const* state = id ? in.halls.find(*id) : nullptr;
    return state != nullptr && dispatch::configuration_of(*state) != nullptr ? state : nullptr;
}

void list_halls(house const& in, visit const& by) {
    std::vector<dispatch::hall_config const*> known;
    for (auto const id : in.halls.halls()) {
        if (auto const* state = state_named(in, id.str())) known.push_back(dispatch::configuration_of(*state));
    }
    by.done(json_response(wire::hall_list_body(known)));
}

void show_card(house const& in, visit const& by) {
    auto const* state = state_named(in, by.names[0]);
    if (state == nullptr) return by.done(problem_response(problem_code::unknown_hall));
    auto const& config = *dispatch::configuration_of(*state);
    auto const [epoch, seq] = in.halls.position(config.id);
    wire::hall_card card{config, std::nullopt, {}, {}, {epoch, seq}, in.halls.now(), in.settings.clock_speed};
    card.offer = [](dispatch::matter_config const&) { return wire::matter_offer{}; };
    if (auto const* phase = dispatch::phase_of(*state)) {
        card.phase = *phase;
        card.today = segments_of_day(in.phase_at, config.hours, phase->day);
        card.offer = [&in, &config, phase](dispatch::matter_config const& matter) {
            return offer_of(matter, *phase, in.phase_at, config.hours);
        };
    }
    by.done(json_response(wire::hall_card_body(card)));
}

void show_board(house const& in, visit const& by) {
    live::position at;
    live::encode make;
    auto const id = dispatch::hall_id::parse(by.names[0]);
    if (!id || !in.halls.current_picture(halls::to_string(halls::board_topic{*id}), at, make)) {
        return by.done(problem_response(problem_code::unknown_hall));
    }
    by.done(json_response(make(live::encoding::json)));
}

void refuse_field(visit const& by, dispatch::command_id command, std::string detail) {
    wire::problem mistaken;
    mistaken.code = problem_code::invalid_field;
    mistaken.command = command;
    mistaken.details.push_back(std::move(detail));
    by.done(problem_response(mistaken));
}

// The command in the body, of the hall in the path; else the request is answered, and there is none.
std::optional<wire::stated_command> command_of(visit const& by) {
    auto stated = wire::decode_command(by.asked.body);
    if (auto const* why = std::get_if<wire::problem>(&stated)) {
        by.done(problem_response(*why));
        return std::nullopt;
    }
    auto& wanted = std::get<wire::stated_command>(stated);
    if (wanted.hall.view() != by.names[0]) {
        refuse_field(by, wanted.id, "hall: not the one of the path");
        return std::nullopt;
    }
    return std::move(wanted);
}

void carry_out(house& in, wire::stated_command wanted, visit by) {
    auto const hall = wanted.hall;
    in.desk.state(std::move(wanted), by.session, false,
                  [&in, hall, done = std::move(by.done)](command_desk::answer const& what) {
                      if (auto const* why = std::get_if<wire::problem>(&what)) return done(problem_response(*why));
                      auto const& happened = *std::get<dispatch::record const*>(what);
                      done(json_response(in.desk.reply_body(hall, happened)));
                  });
}

void issue_ticket(house& in, visit by) {
    auto wanted = command_of(by);
    if (!wanted) return;
    if (!std::holds_alternative<dispatch::issue_ticket>(wanted->wanted)) {
        return refuse_field(by, wanted->id, "verb: only issue_ticket");
    }
    carry_out(in, std::move(*wanted), std::move(by));
}

// Any verb, for clients without a WebSocket.
void state_command(house& in, visit by) {
    if (auto wanted = command_of(by)) carry_out(in, std::move(*wanted), std::move(by));
}

}  // namespace

void add_hall_routes(route_table& table, house& in) {
    table.add({method::get, "/v1/halls", 0, who::anyone, [&in](visit by) { list_halls(in, by); }});
    table.add({method::get, "/v1/halls/{hall}", 0, who::anyone, [&in](visit by) { show_card(in, by); }});
    table.add({method::get, "/v1/halls/{hall}/board", 0, who::anyone, [&in](visit by) { show_board(in, by); }});
    table.add({method::post, "/v1/halls/{hall}/tickets", command_bytes, who::signed_in,
               [&in](visit by) { issue_ticket(in, std::move(by)); }});
    table.add({method::post, "/v1/halls/{hall}/commands", command_bytes, who::signed_in,
               [&in](visit by) { state_command(in, std::move(by)); }});
}

}  // namespace buduan::net
