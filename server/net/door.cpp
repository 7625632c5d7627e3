#include "net/door.hpp"

#include "net/http_text.hpp"
#include "net/responses.hpp"

#include <utility>

namespace buduan::net {
namespace {

using wire::problem_code;

problem_code code_of(http_fault why) {
    switch (why) {
        case http_fault::malformed: return problem_code::bad_request;
        case http_fault::header_too_large: return problem_code::header_too_large;
        case http_fault::length_required: return problem_code::length_required;
        case http_fault::body_too_large: return problem_code::body_too_large;
        case http_fault::wrong_version: return problem_code::wrong_http_version;
    }
    return problem_code::bad_request;
}

response wrong_method_response(std::string allowed) {
    auto out = problem_response(problem_code::method_not_allowed);
    out.fields.emplace_back("Allow", std::move(allowed));
    return out;
}

}  // namespace

door::door(house& in, talks& conversations, static_files const& pages, std::function<live::steady_time()> now)
    : in_(in),
      talks_(conversations),
      pages_(pages),
      now_(std::move(now)),
      budget_(in.settings.connections.requests_a_second, in.settings.connections.request_burst) {
    add_hall_routes(routes_, in_);
    add_ticket_routes(routes_, in_);
    add_session_routes(routes_, in_);
    add_probe_routes(routes_, in_);
}

http_service::verdict door::judge(request const& head) {
    if (head.path == websocket_path && head.method == method::get) return {true, 0};
    auto const place = routes_.find(head.method, head.path);
    auto const* found = std::get_if<route_table::found>(&place);
    return {false, found == nullptr ? 0 : found->at->body_limit};
}

void door::answer(request asked, respond done) {
    auto place = routes_.find(asked.method, asked.path);
    if (auto* found = std::get_if<route_table::found>(&place)) {
        auto const* session = session_of(asked);
        return answer_at(*found->at, {std::move(asked), std::move(found->names), session, std::move(done)});
    }
    if (auto* other = std::get_if<route_table::wrong_method>(&place)) {
        return done(wrong_method_response(std::move(other->allowed)));
    }
    bool const reads = asked.method == method::get || asked.method == method::head;
    if (auto page = pages_.find(asked)) return done(reads ? std::move(*page) : wrong_method_response("GET, HEAD"));
    done(problem_response(problem_code::unknown_route));
}

void door::answer_at(route const& at, visit by) {
    if (auto const why = objection(at, by)) return by.done(problem_response(*why));
    at.handle(std::move(by));
}

std::optional<problem_code> door::objection(route const& at, visit const& by) {
    if (at.changes_something()) {
        if (!in_.origins.may_act(by.asked)) return problem_code::wrong_origin;
        if (!budget_.take(by.asked.peer, now_())) return problem_code::rate_limited;
        if (!by.asked.body.empty() && !is_json(by.asked.content_type)) return problem_code::not_json;
    }
    switch (at.may) {
        case who::anyone: return std::nullopt;
        case who::this_machine:
            if (by.asked.loopback && names_loopback(by.asked.host)) return std::nullopt;
            return problem_code::forbidden;
        case who::signed_in:
            if (by.session == nullptr) return problem_code::not_signed_in;
            return std::nullopt;
    }
    return problem_code::internal_error;
}

identity::session const* door::session_of(request const& asked) const {
    auto const token = in_.origins.session_token(asked);
    return token.empty() ? nullptr : in_.people.find(token);
}

std::variant<http_service::upgrade_grant, response> door::judge_upgrade(request const& asked,
                                                                        handshake_fields const& fields) {
    if (in_.leaving) return problem_response(problem_code::stopping);
    auto agreed = answer_handshake(fields);
    if (auto const* fault = std::get_if<handshake_fault>(&agreed)) {
        bool const upgrade = *fault == handshake_fault::not_an_upgrade || *fault == handshake_fault::wrong_version;
        auto out = problem_response(upgrade ? problem_code::upgrade_required : problem_code::bad_request);
        if (upgrade) {
            out.fields.emplace_back("Upgrade", "websocket");
            out.fields.emplace_back("Sec-WebSocket-Version", "13");
        }
        return out;
    }
    if (!in_.origins.may_act(asked)) return problem_response(problem_code::wrong_origin);
    // A copy: the handshake may be written in a later turn of the loop.
    std::shared_ptr<identity::session const> by;
    if (auto const* session = session_of(asked)) by = std::make_shared<identity::session const>(*session);
    return upgrade_grant{std::move(std::get<handshake_answer>(agreed)),
                         [this, by](websocket& line) { return talks_.begin(line, by.get()); }};
}

response door::refuse(http_fault why) {
    return problem_response(code_of(why));
}

response door::too_late() {
    return problem_response(problem_code::busy);
}

}  // namespace buduan::net
