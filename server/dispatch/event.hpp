#pragma once

// What happened. Events are past tense, carry everything that applying them needs, and are what the journal keeps.
// A reply to a command is a pure function of its events, so a retry gets the same answer after a restart too.

#include "dispatch/command.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace buduan::dispatch {

struct leadership_claimed {
    std::string node;
    std::uint64_t epoch = 0;
    bool after_reserve = false;
    std::uint32_t jump = 0;
    friend bool operator==(leadership_claimed const&, leadership_claimed const&) = default;
};
struct configuration_accepted {
    hall_config config;
    friend bool operator==(configuration_accepted const&, configuration_accepted const&) = default;
};
// Numbers of all letters start again; tickets of earlier days that are still open stay as they are.
struct service_day_opened {
    civil_day day{};
    friend bool operator==(service_day_opened const&, service_day_opened const&) = default;
};
struct phase_entered {
    calendar::phase_span span;
    friend bool operator==(phase_entered const&, phase_entered const&) = default;
};
struct numbers_reserved {
    civil_day day{};
    char prefix = 'A';
    std::uint32_t up_to = 0;
    friend bool operator==(numbers_reserved const&, numbers_reserved const&) = default;
};

// An expected wait as a range, as told to the citizen.
struct wait_range {
    std::chrono::seconds low{};
    std::chrono::seconds high{};
    friend bool operator==(wait_range const&, wait_range const&) = default;
};

struct ticket_issued {
    ticket_id ticket;
    ticket_number number;
    civil_day day{};
    zone_id zone;
    std::vector<matter_id> matters;
    ticket_class klass = ticket_class::ordinary;
    std::optional<window_id> bound_window;
    dispatch::language language = dispatch::language::zh;
    std::string contact_ref;
    std::string person;
    queue_key queue;
    seniority key;
    std::uint32_t ahead = 0;         // the promise on the slip
    std::optional<wait_range> wait;  // none when no window of the queue is staffed
    friend bool operator==(ticket_issued const&, ticket_issued const&) = default;
};

// Why this ticket: the heads of line that the policy looked at, in its order of preference.
enum class call_rule : std::uint8_t { max_age, ordinary_owed, priority, index, bound, by_hand };
struct call_candidate {
    ticket_id ticket;
    queue_key queue;
    call_rule rule = call_rule::index;
    std::int64_t score = 0;
    friend bool operator==(call_candidate const&, call_candidate const&) = default;
};
struct call_reason {
    std::uint32_t rule_version = 1;
    std::vector<call_candidate> candidates;  // the first is the ticket called; at most 8
    std::string by_hand;                     // the reason a person gave for a call out of turn
    friend bool operator==(call_reason const&, call_reason const&) = default;
};
struct ticket_called {
    ticket_id ticket;
    ticket_number number;
    window_id window;
    staff_id staff;
    queue_key queue;       // it left
    bool ordinary = true;  // counts towards "1 ordinary in 3" of that queue
    call_reason reason;
    friend bool operator==(ticket_called const&, ticket_called const&) = default;
};
struct ticket_recalled {
    ticket_id ticket;
    ticket_number number;
    window_id window;
    std::uint32_t attempt = 2;
    friend bool operator==(ticket_recalled const&, ticket_recalled const&) = default;
};
struct service_started {
    ticket_id ticket;
    window_id window;
    staff_id staff;
    friend bool operator==(service_started const&, service_started const&) = default;
};
struct matter_finished {
    ticket_id ticket;
    window_id window;
    matter_id matter;
    std::chrono::seconds served{};
    friend bool operator==(matter_finished const&, matter_finished const&) = default;
};
// The ticket is in a queue again, at `key`.
enum class requeue_cause : std::uint8_t {
    restored,
    resumed,
    transferred,
    next_matter,
    delayed,
    seat_lost,
    unbound,   // its window, or its queue, is no longer in the configuration
    respaced,  // it keeps its place; its key moved to make room for another's
};
struct ticket_requeued {
    ticket_id ticket;
    queue_key queue;
    seniority key;
    requeue_cause cause = requeue_cause::restored;
    std::uint32_t current_matter = 0;
    std::vector<matter_id> matters;  // a transfer to a matter replaces the current one
    std::optional<window_id> bound_window;
    std::uint32_t ahead = 0;
    window_id from_window{};  // that had it in hand, held or missed; empty when it waited
    friend bool operator==(ticket_requeued const&, ticket_requeued const&) = default;
};
// The same window goes on with the ticket's next matter.
struct next_matter_started {
    ticket_id ticket;
    window_id window;
    staff_id staff;
    std::uint32_t current_matter = 0;
    friend bool operator==(next_matter_started const&, next_matter_started const&) = default;
};
struct ticket_done {
    ticket_id ticket;
    window_id window;
    friend bool operator==(ticket_done const&, ticket_done const&) = default;
};
struct ticket_missed {
    ticket_id ticket;
    window_id window;
    friend bool operator==(ticket_missed const&, ticket_missed const&) = default;
};
struct ticket_held {
    ticket_id ticket;
    window_id window;
    std::string reason;
    friend bool operator==(ticket_held const&, ticket_held const&) = default;
};
struct ticket_abandoned {
    ticket_id ticket;
    abandon_cause cause = abandon_cause::citizen;
    std::string reason;
    window_id from_window{};  // as of a requeue
    friend bool operator==(ticket_abandoned const&, ticket_abandoned const&) = default;
};

enum class seat_release_cause : std::uint8_t { signed_off, taken_over, moved, lease_expired, configuration };
struct seat_taken {
    window_id window;
    staff_id staff;
    friend bool operator==(seat_taken const&, seat_taken const&) = default;
};
struct seat_released {
    window_id window;
    staff_id staff;
    seat_release_cause cause = seat_release_cause::signed_off;
    friend bool operator==(seat_released const&, seat_released const&) = default;
};
struct window_opened {
    window_id window;
    staff_id staff;
    friend bool operator==(window_opened const&, window_opened const&) = default;
};
struct window_closed {
    window_id window;
    friend bool operator==(window_closed const&, window_closed const&) = default;
};
struct window_left {  // the away sign is up
    window_id window;
    staff_id staff;
    std::string reason;
    instant until{};
    std::vector<window_id> instead;
    friend bool operator==(window_left const&, window_left const&) = default;
};
struct window_returned {
    window_id window;
    staff_id staff;
    friend bool operator==(window_returned const&, window_returned const&) = default;
};

using event =
    std::variant<leadership_claimed, configuration_accepted, service_day_opened, phase_entered, numbers_reserved,
                 ticket_issued, ticket_called, ticket_recalled, service_started, matter_finished, ticket_requeued,
                 next_matter_started, ticket_done, ticket_missed, ticket_held, ticket_abandoned, seat_taken,
                 seat_released, window_opened, window_closed, window_left, window_returned>;

// One command's events: the unit of the journal, one seq.
struct record {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    command_id command;
    actor by;
    instant at{};  // clamped: never before the record's predecessor
    std::vector<event> events;
    friend bool operator==(record const&, record const&) = default;
};

}  // namespace buduan::dispatch
