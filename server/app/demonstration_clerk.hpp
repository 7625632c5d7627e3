#pragma once

// How a simulated clerk behaves: sits down in time, calls, waits for the citizen, serves, now and then holds a ticket,
// passes one on, steps away, and rests at noon with the own group. Knows only what the window's public picture shows
// and the clock on the wall; same seed and same pictures, same deeds. No sockets here.

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace buduan::app {

using hall_time = std::chrono::sys_time<std::chrono::milliseconds>;

struct duty {
    hall_time begins{};
    hall_time ends{};
    friend bool operator==(duty const&, duty const&) = default;
};

// A working day from `opens` to `closes` less the rest of one's group: group 1 rests in the first half of the noon
// span, group 2 in the second; other people rest not at all. A clerk sits down ten minutes before the doors open.
[[nodiscard]] std::vector<duty> duties_of_day(hall_time opens, hall_time closes, std::optional<duty> noon,
                                              std::uint32_t group);

enum class desk_state : std::uint8_t { closed, free, called, serving, away };

// What a clerk reads off the desk picture.
struct desk_view {
    struct row {
        std::uint64_t ticket = 0;
        hall_time since{};
    };

    desk_state state = desk_state::closed;
    std::string seated;
    std::uint64_t ticket = 0;  // in hand; 0 = none
    hall_time since{};
    std::uint32_t attempt = 0;
    std::uint32_t calls_left = 0;
    hall_time recall_from{};
    hall_time away_until{};
    std::uint32_t waiting = 0;
    bool closed_for_today = false;  // the hall takes no more tickets
    std::vector<row> held;
    std::vector<row> missed;
};
[[nodiscard]] desk_view read_desk(boost::json::object const& desk);

struct clerk_place {
    std::string window;
    std::string staff;
    std::vector<std::string> skills;
    std::vector<std::string> other_matters;  // to pass a ticket on to
    std::uint32_t noon_group = 0;
};

class demonstration_clerk {
public:
    demonstration_clerk(clerk_place place, std::uint64_t seed);

    [[nodiscard]] clerk_place const& place() const { return place_; }

    void plan_day(std::vector<duty> duties) { duties_ = std::move(duties); }
    void see(desk_view view, hall_time now);
    // The last deed was refused: look again in a while.
    void refused(hall_time now);

    // The command's verb, such as {"callNext":{"window":"W05"}}, once its time has come.
    [[nodiscard]] std::optional<boost::json::object> act(hall_time now);
    // When `act` has something to do at the latest.
    [[nodiscard]] hall_time wakes() const { return due_; }

    // Minutes at the counter, given the matter's typical ones.
    void expect_service(std::chrono::minutes typical) { typical_ = typical; }

private:
    struct moment {
        desk_state state;
        bool seated;
        std::uint64_t ticket;
        hall_time since;
        std::uint32_t attempt;
        bool waiting;
        bool closed_for_today;
        friend bool operator==(moment const&, moment const&) = default;
    };

    void plan(hall_time now);
    void plan_unseated(hall_time now);
    void plan_free(hall_time now);
    void plan_called(hall_time now);
    void plan_serving();
    void intend(hall_time when, boost::json::object verb);
    void wait_until(hall_time when);
    [[nodiscard]] bool on_duty(hall_time now) const;
    [[nodiscard]] hall_time next_duty(hall_time now) const;
    [[nodiscard]] boost::json::object verb(char const* name, boost::json::object more = {}) const;
    [[nodiscard]] boost::json::object ticket_verb(char const* name, std::uint64_t ticket,
                                                  boost::json::object more = {}) const;
    std::chrono::milliseconds between(std::chrono::milliseconds least, std::chrono::milliseconds most);
    bool once_in(std::uint32_t times);
    [[nodiscard]] bool absent(std::uint64_t ticket) const;
    [[nodiscard]] bool comes_back(std::uint64_t ticket);

    clerk_place place_;
    std::mt19937_64 chance_;
    std::set<std::uint64_t> decided_;    // missed tickets whose coming back was thrown dice for
    std::set<std::uint64_t> came_back_;  // and those that did
    std::vector<duty> duties_;
    std::optional<desk_view> view_;
    std::optional<moment> planned_for_;
    std::optional<boost::json::object> intention_;
    hall_time due_ = hall_time::max();
    std::chrono::minutes typical_{8};
};

}  // namespace buduan::app
