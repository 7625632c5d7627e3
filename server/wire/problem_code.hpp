#pragma once

// Every way in which this server says no, over HTTP and in live frames: one table with a stable name, an HTTP status, a
// sentence and what to do next, in Chinese and English. The first ones are the refusals of dispatch, in its order.

#include "dispatch/refusal.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace buduan::wire {

enum class problem_code : std::uint8_t {
    not_ready,
    invalid_configuration,
    hall_closed,
    appointment_only,
    unknown_zone,
    unknown_window,
    unknown_matter,
    unknown_staff,
    unknown_ticket,
    matter_not_offered_now,
    too_many_matters,
    no_window_for_matter,
    duplicate_ticket,
    day_full,
    queue_full,
    nobody_waits,
    window_not_open,
    window_away,
    seat_taken,
    seated_elsewhere,
    not_seated,
    not_assigned,
    ticket_in_hand,
    other_ticket_in_hand,
    wrong_stage,
    too_soon,
    budget_spent,
    call_again_first,
    too_late,
    window_lacks_skill,
    expired,
    out_of_order,

    // The halls: neither happened nor refused.
    unknown_hall,
    busy,       // the mailbox or a pool is full: the same again in a moment
    read_only,  // the disk is full
    poisoned,   // the journal failed: nobody knows whether it happened
    stopping,

    // The words of the client.
    bad_json,       // no JSON, or not in UTF-8
    bad_binary,     // no protobuf message
    invalid_field,  // `details` names each
    not_json,       // a body of another media type

    // The door.
    bad_request,  // no HTTP
    unknown_route,
    method_not_allowed,
    length_required,
    body_too_large,
    header_too_large,
    wrong_http_version,
    upgrade_required,  // /ws without a WebSocket handshake
    wrong_origin,
    not_encrypted,  // a sign-in over plain HTTP from another machine
    not_signed_in,
    forbidden,
    unknown_topic,
    too_many_topics,
    unknown_link,
    rate_limited,
    wrong_credentials,
    bad_token,
    locked_out,           // `next` says how long
    sign_in_unavailable,  // the store of sessions cannot be written
    contact_not_kept,     // the store of personal data cannot be written
    no_printer,           // none is configured beside this kiosk
    not_printed,          // `details` says why: paper_out, cover_open, printer_unreachable, ...
    internal_error,
};

struct problem_meaning {
    problem_code code;
    std::string_view name;  // stable, as sent: "nobody_waits"
    unsigned status;        // HTTP
    std::string_view title;
    std::string_view detail_zh;
    std::string_view detail_en;
    std::string_view next_zh;
    std::string_view next_en;
};

[[nodiscard]] problem_meaning const& meaning_of(problem_code code);
[[nodiscard]] problem_code problem_code_of(dispatch::refusal_code code);

// All of them, in their order.
[[nodiscard]] std::span<problem_meaning const> problem_table();

}  // namespace buduan::wire
