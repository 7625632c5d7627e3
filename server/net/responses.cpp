#include "net/responses.hpp"

#include <utility>

namespace buduan::net {

response json_response(std::string body) {
    response out;
    out.content_type = "application/json";
    out.body = std::move(body);
    return out;
}

response problem_response(wire::problem const& why) {
    response out;
    out.status = wire::meaning_of(why.code).status;
    out.content_type = "application/problem+json";
    out.body = wire::problem_body(why);
    if (why.code == wire::problem_code::busy || why.code == wire::problem_code::rate_limited) {
        out.fields.emplace_back("Retry-After", "1");
    }
    return out;
}

response problem_response(wire::problem_code why) {
    wire::problem made;
    made.code = why;
    return problem_response(made);
}

response text_response(unsigned status, std::string_view text) {
    response out;
    out.status = status;
    out.content_type = "text/plain; charset=utf-8";
    out.body = text;
    return out;
}

response no_content() {
    response out;
    out.status = 204;
    return out;
}

}  // namespace buduan::net
