#pragma once

// The way of a command from the door to its hall and back, for HTTP and WebSocket alike: who states it is checked and
// written in, what is personal goes to the custodian first, and what became of it comes back as a record or a problem.
// The journal gets the reference of a sealed record and the pseudonym of the day, never the data.

#include "halls/hall_directory.hpp"
#include "identity/account.hpp"
#include "net/metrics.hpp"
#include "personal/custodian.hpp"
#include "wire/client_frames.hpp"
#include "wire/replies.hpp"

#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace buduan::net {

class command_desk {
public:
    command_desk(halls::hall_directory& halls, personal::custodian& custodian, metrics& figures);

    // The record lives as long as the call.
    using answer = std::variant<dispatch::record const*, wire::problem>;
    using told = std::function<void(answer const&)>;

    // `by` is needed during the call only. `done` is called once, maybe before this returns.
    void state(wire::stated_command wanted, identity::session const* by, bool holds_link, told done);

    // The answer's bytes: as the frame of a connection, and as a response's body.
    [[nodiscard]] std::string frame(wire::form as, std::uint32_t request, dispatch::hall_id hall,
                                    answer const& what) const;
    [[nodiscard]] std::string reply_body(dispatch::hall_id hall, dispatch::record const& happened) const;

private:
    void keep_contact(dispatch::hall_id hall, dispatch::command wanted, wire::stated_contact contact, told done);
    void make_pseudonym(dispatch::hall_id hall, dispatch::command wanted, std::string identity_number, told done);
    void submit(dispatch::hall_id hall, dispatch::command wanted, told done);
    void forget_unless_used(std::string const& ref, halls::outcome const& outcome);
    [[nodiscard]] wire::ticket_places places_of(dispatch::hall_id hall, dispatch::record const& happened) const;

    halls::hall_directory& halls_;
    personal::custodian& custodian_;
    counter& happened_;
    counter& refused_;
    counter& unavailable_;
    counter& unauthorised_;
    duration_histogram& took_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

[[nodiscard]] wire::problem_code problem_code_of(halls::unavailable why);

}  // namespace buduan::net
