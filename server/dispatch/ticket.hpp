#pragma once

// A ticket and its stage. The stage is a variant, so that a ticket that waits cannot also have a window.

#include "calendar/time.hpp"
#include "dispatch/ids.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace buduan::dispatch {

using calendar::civil_day;
using calendar::instant;

// What people see: the letter of the zone that issued it and a count from 1 each business day. Never reused.
struct ticket_number {
    char prefix = 'A';
    std::uint32_t count = 0;
    friend constexpr auto operator<=>(ticket_number const&, ticket_number const&) = default;
};

// "A023"; four digits after 999 (it grows, it never wraps).
[[nodiscard]] std::string to_string(ticket_number number);

// The place in a queue. Smaller is earlier. A ticket is issued with {time, own id, 0}; a ticket that is put behind
// another takes over that one's key with a greater `step`, so no other place moves.
struct seniority {
    instant since{};
    ticket_id anchor;
    std::uint64_t step = 0;
    friend constexpr auto operator<=>(seniority const&, seniority const&) = default;
};

// A queue is (zone, skill).
struct queue_key {
    zone_id zone;
    skill_id skill;
    friend constexpr auto operator<=>(queue_key const&, queue_key const&) = default;
    friend constexpr bool operator==(queue_key const&, queue_key const&) = default;
};

enum class ticket_class : std::uint8_t { ordinary, priority };
enum class language : std::uint8_t { zh, en };

struct waiting {
    queue_key queue;
    seniority key;
    friend bool operator==(waiting const&, waiting const&) = default;
};
struct called {
    window_id window;
    staff_id staff;
    instant at{};  // of the latest call
    std::uint32_t attempt = 1;
    friend bool operator==(called const&, called const&) = default;
};
struct serving {
    window_id window;
    staff_id staff;
    instant since{};
    friend bool operator==(serving const&, serving const&) = default;
};
struct held {
    window_id window;
    instant since{};
    std::string reason;
    friend bool operator==(held const&, held const&) = default;
};
struct missed {
    window_id window;
    instant since{};
    friend bool operator==(missed const&, missed const&) = default;
};
struct done {
    instant at{};
    friend bool operator==(done const&, done const&) = default;
};
enum class abandon_cause : std::uint8_t { citizen, not_restored, voided };
struct abandoned {
    instant at{};
    abandon_cause cause = abandon_cause::citizen;
    friend bool operator==(abandoned const&, abandoned const&) = default;
};

using ticket_stage = std::variant<waiting, called, serving, held, missed, done, abandoned>;

struct ticket {
    ticket_id id;
    ticket_number number;
    civil_day day{};
    zone_id zone;                      // where it waits or is served now; the letter stays that of the issuing zone
    std::vector<matter_id> matters;    // served in turn
    std::uint32_t current_matter = 0;  // index of the one waited for or served
    ticket_class klass = ticket_class::ordinary;
    std::optional<window_id> bound_window;  // designated window, with B-role fallback (clause 12)
    dispatch::language language = dispatch::language::zh;
    std::string contact_ref;  // reference into the side store of personal data; empty when none was given
    instant issued_at{};
    seniority key;  // kept through transfer, hold and the next matter
    ticket_stage stage;
    friend bool operator==(ticket const&, ticket const&) = default;

    [[nodiscard]] bool open() const { return stage.index() < 5; }
};

}  // namespace buduan::dispatch
