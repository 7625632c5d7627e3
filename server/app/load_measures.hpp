#pragma once

// The five figures that `buduan load` takes of a running server, each with the clients that it needs. A figure is only
// worth printing when nothing was lost: every measure counts what should have arrived and tells what did not.

#include "app/latency_sample.hpp"
#include "app/load_crew.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace buduan::app {

struct load_sizes {
    std::size_t halls = 8;
    std::size_t windows = 16;  // of each hall
    double seconds = 10;       // of each measure

    std::size_t clients = 64;         // that command: one kiosk a hall, the others clerks
    std::size_t kiosk_in_flight = 8;  // commands that a kiosk has under way at once; a clerk has one

    double events_a_second = 50;
    std::size_t boards = 100;
    std::size_t phones = 2'000;

    std::size_t followers = 1'000;
    std::size_t in_flight = 16;  // calls that have not reached all of them yet

    std::size_t idle = 10'000;

    std::size_t stalled = 100;  // of the followers
    std::size_t rounds = 3;     // with and without them, in turn
};

// The server under measure and the people in it.
class load_site {
public:
    // Signs in a kiosk a hall and clerks, who sit down at the first windows. Throws stop_program.
    load_site(server_place server, load_sizes const& sizes);

    [[nodiscard]] server_place const& server() const { return server_; }
    [[nodiscard]] load_reactor& reactor() { return reactor_; }
    [[nodiscard]] load_kiosk& kiosk(std::size_t hall) { return *kiosks_[hall]; }
    // Of one hall; the first hall's sit at all of its windows.
    [[nodiscard]] std::vector<std::unique_ptr<load_clerk>>& clerks(std::size_t hall) { return clerks_[hall]; }

    // Polls until it is reached. Throws stop_program with `what` when it takes longer than a minute.
    void wait_for(std::function<bool()> const& reached, char const* what);
    // Issues so many tickets in the first hall and returns them when they are acknowledged; below the pace at which the
    // server closes a connection that says too much.
    [[nodiscard]] std::vector<load_answer> issue(std::size_t count);

private:
    server_place server_;
    load_reactor reactor_;
    std::vector<std::unique_ptr<load_kiosk>> kiosks_;
    std::vector<std::vector<std::unique_ptr<load_clerk>>> clerks_;
};

struct command_figures {
    std::size_t halls = 0;
    std::size_t clients = 0;
    double seconds = 0;
    std::uint64_t acknowledged = 0;  // happened and durable
    std::uint64_t refused = 0;       // "nobody waits" and the like; not counted above
    std::uint64_t called_twice = 0;  // tickets; never anything but 0
    double server_cpu_s = 0;

    [[nodiscard]] double a_second() const { return static_cast<double>(acknowledged) / seconds; }
};
[[nodiscard]] command_figures measure_commands(load_site& site, load_sizes const& sizes);

// From the sending of a call to the frame that shows it.
struct latency_figures {
    std::size_t calls = 0;
    double calls_a_second = 0;
    latency_sample boards;
    latency_sample strips;
    latency_sample desks;
    latency_sample phones;             // of the called ticket
    double longest_queue_pause_s = 0;  // between two frames of the queue, on any phone, while calls go on
    std::uint64_t missing = 0;         // frames that never came
};
[[nodiscard]] latency_figures measure_latency(load_site& site, load_sizes const& sizes);

struct delivery_figures {
    std::size_t followers = 0;
    std::size_t in_flight = 0;
    double seconds = 0;
    double server_cpu_s = 0;
    std::uint64_t calls = 0;
    std::uint64_t deliveries = 0;  // frames parsed and in sequence
    std::uint64_t missing = 0;     // news that a follower did not get, or got out of order

    [[nodiscard]] double a_cpu_second() const {
        return server_cpu_s > 0 ? static_cast<double>(deliveries) / server_cpu_s : 0;
    }
};
[[nodiscard]] delivery_figures measure_deliveries(load_site& site, load_sizes const& sizes);

struct idle_figures {
    std::size_t connections = 0;
    double bytes_each = 0;            // connected and welcomed; as the server's malloc counts, with its overhead
    double bytes_each_following = 0;  // and following one board
};
// Of a server that has done nothing else: what was freed before would hide what is taken now.
[[nodiscard]] idle_figures measure_idle(server_place const& server, load_sizes const& sizes);

struct stalled_figures {
    std::size_t followers = 0;
    std::size_t stalled = 0;
    double p99_without_ms = 0;  // of those that read; median of the rounds
    double p99_with_ms = 0;
    std::size_t closed = 0;  // of the stalled ones, over all rounds
    std::size_t expected_closed = 0;
    std::uint64_t memory_growth = 0;  // bytes of the server while they stalled, at most
    std::uint64_t missing = 0;        // news that a reading follower did not get

    [[nodiscard]] double change() const {
        return p99_without_ms > 0 ? (p99_with_ms - p99_without_ms) / p99_without_ms : 0;
    }
};
[[nodiscard]] stalled_figures measure_stalled(load_site& site, load_sizes const& sizes);

}  // namespace buduan::app
