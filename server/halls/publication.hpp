#pragma once

// The way from a durable record to the screens: which pictures it touched, each encoded once and only when somebody
// follows it. Boards, zones, windows, desks and a citizen's own ticket go out with the commit; the shared frame of a
// queue at most once a second, the last change never lost.

#include "dispatch/board.hpp"
#include "halls/clock.hpp"
#include "halls/directory.hpp"
#include "halls/loop_listener.hpp"
#include "halls/ticket_links.hpp"
#include "halls/topics.hpp"
#include "live/publisher.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::halls {

class publication {
public:
    static constexpr std::chrono::milliseconds queue_pace{1'000};
    // A call that could not be shown within this time is not announced any more.
    static constexpr std::chrono::seconds call_expiry{30};

    // Reads committed states only, through `halls`; keeps all four for its life.
    publication(directory const& halls, ticket_links const& links, clock const& time, live::publisher& out)
        : halls_(halls), links_(links), time_(time), out_(out) {}

    // Notes what one durable record touched; `after` is the state right after it. Returns the calls it announces.
    std::vector<dispatch::call_picture> record(dispatch::hall_id hall, dispatch::hall const& after,
                                               dispatch::record const& happened);
    // Everything of a hall may have changed: a recovery.
    void everything(dispatch::hall_id hall);
    // Sends what was noted, as of the committed state; queues whose second is not over wait for `flush_queues`.
    void flush(dispatch::hall_id hall);

    // The hall can, or can no longer, write: on its state topic, and as news on everything that shows the hall.
    void hall_state(dispatch::hall_id hall, loop_condition now);

    void flush_queues();
    [[nodiscard]] std::optional<steady_time> next_deadline() const;

    // The newest picture of a topic for a new follower; false when there is no such topic.
    bool current(std::string_view of, live::position& at, live::encode& make) const;

private:
    struct changes {
        bool everything = false;
        bool board = false;
        std::set<dispatch::zone_id> zones;
        std::set<dispatch::window_id> windows;
        std::set<dispatch::window_id> desks;
        std::set<dispatch::ticket_id> tickets;
        std::vector<dispatch::call_picture> calls;
    };
    struct queue_place {
        dispatch::hall_id hall;
        dispatch::queue_key queue;
        friend auto operator<=>(queue_place const&, queue_place const&) = default;
        friend bool operator==(queue_place const&, queue_place const&) = default;
    };
    // Whether a hall writes is no part of its stream, so its state topic counts its own changes.
    struct told_condition {
        loop_condition condition = loop_condition::recovering;
        std::uint64_t revision = 0;
    };
    struct drawing {
        live::position at;
        live::encode make;
    };
    struct painter;

    void queue_changed(queue_place const& where);
    void add_everything(dispatch::hall_id hall, changes& to);
    void send_picture(topic const& of) const;
    void send_calls(dispatch::hall_id hall, std::vector<dispatch::call_picture> const& calls) const;
    void send_news(topic const& of, live::position at, live::encode const& make) const;
    // Empty when there is no such thing to show.
    [[nodiscard]] std::optional<drawing> draw(topic const& of) const;
    [[nodiscard]] live::position stands_at(dispatch::hall_id hall) const;

    directory const& halls_;
    ticket_links const& links_;
    clock const& time_;
    live::publisher& out_;

    std::map<dispatch::hall_id, changes> changed_;
    std::map<queue_place, steady_time> queue_due_;  // changed, to be sent then
    std::map<queue_place, steady_time> queue_sent_;
    std::map<dispatch::hall_id, told_condition> conditions_;
};

}  // namespace buduan::halls
