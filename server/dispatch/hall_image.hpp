#pragma once

// The whole state of a hall as plain values, in one order: what a snapshot holds. Two halls are the same when their
// images are; everything else a `hall` keeps is derived from this.

#include "calendar/service_phase.hpp"
#include "dispatch/call_picture.hpp"
#include "dispatch/config.hpp"
#include "dispatch/ticket.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buduan::dispatch {

// The numbers of one letter on the current business day.
struct number_line {
    char prefix = 'A';
    std::uint32_t issued = 0;    // the last count handed out
    std::uint32_t reserved = 0;  // counts up to here were reserved by an event
    friend bool operator==(number_line const&, number_line const&) = default;
};

// Clause 29: where the person is not, until when, and where to go instead.
struct away_sign {
    std::string reason;
    instant since{};
    instant until{};
    std::vector<window_id> instead;
    friend bool operator==(away_sign const&, away_sign const&) = default;
};

struct desk_image {
    window_id window;
    staff_id staff;  // who holds the seat; empty = nobody
    bool open = false;
    std::optional<away_sign> away;
    ticket_id in_hand;  // called or in service here; 0 = none
    std::uint32_t done_today = 0;
    friend bool operator==(desk_image const&, desk_image const&) = default;
};

struct queue_image {
    queue_key queue;
    std::uint32_t without_ordinary = 0;        // calls in a row while an ordinary ticket waited
    std::chrono::milliseconds service_time{};  // learned, of one ticket
    std::uint32_t learned_from = 0;            // services; 0 = `service_time` says nothing yet
    std::optional<ticket_number> last_called;
    friend bool operator==(queue_image const&, queue_image const&) = default;
};

// A pseudonym of the day and the ticket that was issued to it.
struct person_image {
    std::string person;
    ticket_id ticket;
    friend bool operator==(person_image const&, person_image const&) = default;
};

struct hall_image {
    std::optional<hall_config> config;
    std::vector<matter_config> retired;  // no longer offered, still named by an open ticket
    std::optional<calendar::phase_span> phase;
    civil_day day{};  // the business day that numbers belong to
    std::uint64_t epoch = 0;
    instant last_record{};
    std::uint64_t last_ticket = 0;
    std::vector<number_line> numbers;   // by letter
    std::vector<ticket> tickets;        // by id: all open ones, and the closed ones of the current business day
    std::vector<desk_image> desks;      // by window id
    std::vector<queue_image> queues;    // by key
    std::vector<person_image> persons;  // by pseudonym, then ticket
    std::vector<call_picture> calls;    // newest first, at most `calls_a_zone` of each zone
    friend bool operator==(hall_image const&, hall_image const&) = default;
};

inline constexpr std::size_t calls_a_zone = 8;

}  // namespace buduan::dispatch
