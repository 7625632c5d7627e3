#pragma once

// Answers: what happened, or why not. A reply is a pure function of the record and the names of the hall's plan, so a retry gets the
// same bytes; over HTTP a reply and a problem are the body, on a WebSocket the body of a frame with the request's number.

#include "dispatch/event.hpp"
#include "dispatch/hall_plan.hpp"
#include "wire/form.hpp"
#include "wire/problem_code.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::wire {

// Where the holder of a ticket finds it: its capability link and the topics a phone may follow.
struct ticket_places {
    std::string link;
    std::string zone_topic;
    std::string queue_topic;
};

// The ticket that a record issued, if it did: for it, and only for it, a reply needs `ticket_places`.
[[nodiscard]] dispatch::ticket_issued const* issued_by(dispatch::record const& happened);

// REQUIRES: `places` are those of the issued ticket, if there is one.
[[nodiscard]] std::string reply_frame(form as, std::uint32_t request, dispatch::record const& happened,
                                      dispatch::hall_plan const& names, ticket_places const& places = {});
[[nodiscard]] std::string reply_body(dispatch::record const& happened, dispatch::hall_plan const& names,
                                     ticket_places const& places = {});

struct problem {
    problem_code code = problem_code::internal_error;
    std::optional<dispatch::command_id> command;
    std::optional<dispatch::instant> next;  // when to try again, if that is known
    dispatch::window_id window;
    dispatch::staff_id staff;
    std::vector<std::string> details;
    friend bool operator==(problem const&, problem const&) = default;
};

[[nodiscard]] problem problem_of(dispatch::refusal const& why, std::optional<dispatch::command_id> command = {});

// `topic` says which subscription it is about; request 0 = not an answer to a frame.
[[nodiscard]] std::string problem_frame(form as, std::uint32_t request, problem const& why,
                                        std::string_view topic = {});

// application/problem+json, RFC 9457.
[[nodiscard]] std::string problem_body(problem const& why);

}  // namespace buduan::wire
