#include "net/house.hpp"
#include "net/responses.hpp"
#include "wire/cards.hpp"
#include "wire/client_bodies.hpp"

#include <utility>

namespace buduan::net {
namespace {

using wire::problem_code;

constexpr std::size_t sign_in_bytes = 4 * 1024;

std::string info_of(house const& in, identity::session const& of) {
    wire::session_info info;
    info.hall = of.hall.view();
    info.expires = of.expires;
    if (auto const* device = of.device()) {
        info.device = device->device.view();
        info.role = identity::to_string(device->kind);
        return wire::session_info_body(info);
    }
    auto const& person = *of.staff();
    info.staff = person.staff.view();
    info.role = identity::to_string(person.role);
    auto const* state = in.halls.find(of.hall);
    if (auto const* config = state == nullptr ? nullptr : dispatch::configuration_of(*state)) {
        info.windows = wire::windows_of(*config, person.staff);
    }
    return wire::session_info_body(info);
}

problem_code code_of(identity::denial why, problem_code wrong) {
    switch (why) {
        case identity::denial::wrong: return wrong;
        case identity::denial::locked_out: return problem_code::locked_out;
        case identity::denial::busy: return problem_code::busy;
        case identity::denial::unavailable: return problem_code::sign_in_unavailable;
    }
    return wrong;
}

// The answer to a sign-in: the session as a cookie, or why not.
std::function<void(identity::sign_in_outcome)> answer_with(house& in, request asked, respond done, problem_code wrong) {
    return [&in, asked = std::move(asked), done = std::move(done), wrong](identity::sign_in_outcome outcome) {
        if (auto const* why = std::get_if<identity::denied>(&outcome)) {
            wire::problem made;
            made.code = code_of(why->why, wrong);
            if (why->why == identity::denial::locked_out) made.next = why->until;
            in.log.warning("session.denied", {log::field::peer(asked.peer),
                                              log::field::id(log::key::code, wire::meaning_of(made.code).name)});
            return done(problem_response(made));
        }
        auto const& given = std::get<identity::grant>(outcome);
        auto out = json_response(info_of(in, given.session));
        out.fields.emplace_back("Set-Cookie", in.origins.session_cookie(asked, given.token, given.session.expires));
        done(std::move(out));
    };
}

// Of a request only what the answer needs: the body holds a password.
request without_body(request asked) {
    asked.body = {};
    return asked;
}

void sign_in(house& in, visit by) {
    if (!in.origins.may_sign_in(by.asked)) return by.done(problem_response(problem_code::not_encrypted));
    auto stated = wire::decode_sign_in(by.asked.body);
    if (auto const* why = std::get_if<wire::problem>(&stated)) return by.done(problem_response(*why));
    auto& person = std::get<wire::sign_in>(stated);
    identity::credentials const who{person.hall.value_or(dispatch::hall_id{}), std::move(person.account),
                                    std::move(person.password), by.asked.peer};
    in.people.sign_in(
        who, answer_with(in, without_body(std::move(by.asked)), std::move(by.done), problem_code::wrong_credentials));
}

void sign_in_device(house& in, visit by) {
    if (!in.origins.may_sign_in(by.asked)) return by.done(problem_response(problem_code::not_encrypted));
    auto const stated = wire::decode_device_sign_in(by.asked.body);
    if (auto const* why = std::get_if<wire::problem>(&stated)) return by.done(problem_response(*why));
    in.people.sign_in_device(
        std::get<wire::device_sign_in>(stated).token,
        answer_with(in, without_body(std::move(by.asked)), std::move(by.done), problem_code::bad_token));
}

void show_session(house const& in, visit const& by) {
    by.done(json_response(info_of(in, *by.session)));
}

void sign_out(house& in, visit const& by) {
    in.people.sign_out(in.origins.session_token(by.asked));
    auto out = no_content();
    out.fields.emplace_back("Set-Cookie", in.origins.end_of_session(by.asked));
    by.done(std::move(out));
}

}  // namespace

void add_session_routes(route_table& table, house& in) {
    table.add(
        {method::post, "/v1/session", sign_in_bytes, who::anyone, [&in](visit by) { sign_in(in, std::move(by)); }});
    table.add({method::get, "/v1/session", 0, who::signed_in, [&in](visit by) { show_session(in, by); }});
    table.add({method::del, "/v1/session", 0, who::anyone, [&in](visit by) { sign_out(in, by); }});
    table.add({method::post, "/v1/device-session", sign_in_bytes, who::anyone,
               [&in](visit by) { sign_in_device(in, std::move(by)); }});
}

}  // namespace buduan::net
