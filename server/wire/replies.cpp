#include "wire/replies.hpp"

#include "wire/api_values.hpp"

#include <algorithm>

namespace buduan::wire {

dispatch::ticket_issued const* issued_by(dispatch::record const& happened) {
    auto const issued = std::find_if(happened.events.begin(), happened.events.end(), [](dispatch::event const& event) {
        return std::holds_alternative<dispatch::ticket_issued>(event);
    });
    return issued == happened.events.end() ? nullptr : &std::get<dispatch::ticket_issued>(*issued);
}

std::string reply_frame(form as, std::uint32_t request, dispatch::record const& happened,
                        dispatch::hall_plan const& names, ticket_places const& places) {
    draft<v1::ServerFrame> frame;
    frame->set_request(request);
    write(*frame->mutable_reply(), happened, names, places);
    return frame.encode(as);
}

std::string reply_body(dispatch::record const& happened, dispatch::hall_plan const& names,
                       ticket_places const& places) {
    draft<v1::Reply> reply;
    write(*reply, happened, names, places);
    return reply.encode(form::json);
}

problem problem_of(dispatch::refusal const& why, std::optional<dispatch::command_id> command) {
    return {problem_code_of(why.code), command, why.next, why.window, why.staff, why.details};
}

std::string problem_frame(form as, std::uint32_t request, problem const& why, std::string_view topic) {
    draft<v1::ServerFrame> frame;
    frame->set_request(request);
    frame->set_topic(std::string(topic));
    write(*frame->mutable_problem(), why);
    return frame.encode(as);
}

std::string problem_body(problem const& why) {
    draft<v1::Problem> body;
    write(*body, why);
    return body.encode(form::json);
}

}  // namespace buduan::wire
