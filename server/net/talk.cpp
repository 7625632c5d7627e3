#include "net/talk.hpp"

#include "halls/topics.hpp"
#include "net/authorise.hpp"
#include "wire/frames.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace buduan::net {

using wire::problem_code;

talks::talks(halls::hall_directory& halls, command_desk& desk, options const& settings, metrics& figures)
    : halls_(halls),
      desk_(desk),
      options_(settings),
      not_understood_(
          figures.add_counter("buduan_messages_not_understood_total", "Messages of WebSockets that were none of ours")),
      acknowledged_(figures.add_counter("buduan_calls_acknowledged_total", "Words of screens that drew a call")) {}

std::unique_ptr<conversation> talks::begin(websocket& line, identity::session const* by) {
    return std::make_unique<talk>(*this, line,
                                  by == nullptr ? nullptr : std::make_unique<identity::session const>(*by));
}

void talks::session_ended(identity::session const& over) {
    std::vector<std::shared_ptr<websocket>> theirs;
    for (auto& one : signed_in_) {
        if (one.by_->id == over.id) theirs.push_back(one.line_.shared_from_this());
    }
    for (auto const& line : theirs)
        line->close(live::close_code::session_ended);
}

talk::talk(talks& house, websocket& line, std::unique_ptr<identity::session const> by)
    : house_(house), line_(line), by_(std::move(by)) {
    if (by_) house_.signed_in_.push_back(*this);
}

talk::~talk() {
    if (by_) house_.signed_in_.erase(house_.signed_in_.iterator_to(*this));
}

wire::form talk::form() const {
    return line_.subscriber().speaks() == live::encoding::json ? wire::form::json : wire::form::binary;
}

void talk::begin() {
    auto const staff = staff_of(by_.get());
    line_.send(wire::welcome_frame(form(), {house_.halls_.now(), house_.options_.clock_speed, house_.options_.build,
                                            house_.options_.websockets.heartbeat, staff.view()}));
}

void talk::hear(std::string_view message) {
    auto said = wire::decode_client_frame(form(), message);
    if (auto const* bad = std::get_if<wire::bad_frame>(&said)) {
        house_.not_understood_.add();
        return line_.send(wire::problem_frame(form(), bad->request, bad->why));
    }
    auto& frame = std::get<wire::client_frame>(said);
    std::visit([&](auto& body) { hear(frame.request, std::move(body)); }, frame.body);
}

void talk::refuse(std::uint32_t request, problem_code why, std::string_view topic) {
    wire::problem made;
    made.code = why;
    line_.send(wire::problem_frame(form(), request, made, topic));
}

void talk::hear(std::uint32_t request, wire::subscribe wish) {
    auto const& limits = house_.options_.websockets;
    if (line_.overfull()) return line_.close(live::close_code::fell_behind);
    if (!follows_.take(line_.last_heard(), limits.follows_a_second, limits.follow_burst)) {
        return refuse(request, problem_code::rate_limited, wish.topic);
    }
    auto const topic = halls::parse_topic(wish.topic);
    if (!topic) return refuse(request, problem_code::unknown_topic, wish.topic);
    auto const granted = authorise(by_.get(), halls::hall_of(*topic).value_or(dispatch::hall_id{}), deed_of(*topic));
    if (granted != permission::granted) {
        auto const why = granted == permission::not_signed_in ? problem_code::not_signed_in : problem_code::forbidden;
        return refuse(request, why, wish.topic);
    }
    std::optional<live::position> from;
    if (wish.from) from = live::position{wish.from->epoch, wish.from->seq};
    auto const outcome = line_.subscriber().follow(wish.topic, from, [&](bool resumed) {
        line_.send(wire::subscribed_frame(form(), request, wish.topic, resumed));
    });
    if (outcome == live::follow_outcome::no_such_topic) refuse(request, problem_code::unknown_topic, wish.topic);
    if (outcome == live::follow_outcome::too_many) refuse(request, problem_code::too_many_topics, wish.topic);
}

void talk::hear(std::uint32_t, wire::unsubscribe const& wish) {
    line_.subscriber().unfollow(wish.topic);
}

// A phone may cancel or delay the ticket that it follows by its link.
bool talk::follows_ticket(wire::stated_command const& wanted) const {
    auto const follows = [&](dispatch::ticket_id ticket) {
        return line_.subscriber().follows(
            halls::to_string(halls::ticket_topic{house_.halls_.links().link_of(wanted.hall, ticket)}));
    };
    if (auto const* cancel = std::get_if<dispatch::cancel_ticket>(&wanted.wanted)) return follows(cancel->ticket);
    if (auto const* delay = std::get_if<dispatch::delay_ticket>(&wanted.wanted)) return follows(delay->ticket);
    return false;
}

void talk::hear(std::uint32_t request, wire::stated_command wanted) {
    auto const& limits = house_.options_.websockets;
    bool const too_fast = !by_ && !citizen_commands_.take(line_.last_heard(), limits.citizen_commands_a_second,
                                                          limits.citizen_command_burst);
    if (too_fast || under_way_ >= limits.commands_under_way) {
        wire::problem full;
        full.code = too_fast ? problem_code::rate_limited : problem_code::busy;
        full.command = wanted.id;
        return line_.send(wire::problem_frame(form(), request, full));
    }
    ++under_way_;
    auto const hall = wanted.hall;
    bool const holds_link = follows_ticket(wanted);
    house_.desk_.state(std::move(wanted), by_.get(), holds_link,
                       [line = line_.weak_from_this(), request, hall](command_desk::answer const& what) {
                           auto const here = line.lock();
                           if (here && here->open()) static_cast<talk&>(here->talk()).answered(request, hall, what);
                       });
}

void talk::answered(std::uint32_t request, dispatch::hall_id hall, command_desk::answer const& what) {
    --under_way_;
    line_.send(house_.desk_.frame(form(), request, hall, what));
}

void talk::hear(std::uint32_t request, wire::call_ack word) {
    if (auto const granted = authorise(by_.get(), word.hall, deed::acknowledge); granted != permission::granted) {
        return refuse(request,
                      granted == permission::not_signed_in ? problem_code::not_signed_in : problem_code::forbidden);
    }
    // The name is the session's; what the page calls itself is kept for people with several screens.
    auto const screen = word.screen.empty() ? actor_of(by_.get()).id : actor_of(by_.get()).id + '/' + word.screen;
    halls::acknowledgement const drawn{screen, word.drawn, word.chimed, house_.halls_.now()};
    auto const kept = house_.halls_.acknowledge(word.hall, {word.call.epoch, word.call.seq}, drawn);
    if (kept == halls::acknowledged::noted) house_.acknowledged_.add();
}

void talk::hear(std::uint32_t request, wire::ping beat) {
    auto const staff = staff_of(by_.get());
    if (!staff.empty()) {
        // An account of all halls sits in one of them.
        for (auto const& hall : house_.halls_.halls()) {
            if (by_->covers(hall)) house_.halls_.heard(hall, staff);
        }
    }
    line_.send(wire::pong_frame(form(), request, beat.client_ms, house_.halls_.now()));
}

}  // namespace buduan::net
