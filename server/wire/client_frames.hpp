#pragma once

// What a client says on a WebSocket, made into plain values at the door (client_bodies.hpp: over HTTP). Strict, as a
// misspelled member must not change what a command means: unknown members, ids that are none, numbers out of range
// and texts that are too long are faults, all named. No bytes ever make it throw.

#include "dispatch/command.hpp"
#include "wire/command_id_text.hpp"
#include "wire/form.hpp"
#include "wire/replies.hpp"
#include "wire/stream_place.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace buduan::wire {

struct message_limits {
    static constexpr std::size_t matters = 16;  // of one ticket; the hall's own rule is stricter
    static constexpr std::size_t topic_bytes = 128;
    static constexpr std::size_t reason_bytes = 256;
    static constexpr std::size_t screen_bytes = 64;
    static constexpr std::size_t account_bytes = 64;
    static constexpr std::size_t password_bytes = 256;
    static constexpr std::size_t token_bytes = 128;
    static constexpr std::size_t phone_bytes = 32;
    static constexpr std::size_t name_bytes = 128;
    static constexpr std::size_t person_id_bytes = 32;
};

// Personal data that came with a command: for the sealed side store and the pseudonym of the day, never further in.
struct stated_contact {
    std::string phone;
    std::string name;
    std::string person_id;
    [[nodiscard]] bool empty() const { return phone.empty() && name.empty() && person_id.empty(); }
    friend bool operator==(stated_contact const&, stated_contact const&) = default;
};

// A command as it was stated. Who states it is not in it: the door knows, and writes it in with `command_by`.
struct stated_command {
    dispatch::command_id id;
    dispatch::hall_id hall;
    dispatch::command_body wanted;  // with no staff, and of issue_ticket no contact_ref and person
    stated_contact contact;         // of issue_ticket
    friend bool operator==(stated_command const&, stated_command const&) = default;
};

// `staff` is written into every verb of a window; the others have no use for it.
[[nodiscard]] dispatch::command command_by(stated_command stated, dispatch::actor by, dispatch::staff_id staff = {});

struct subscribe {
    std::string topic;
    std::optional<stream_place> from;  // what the client has
    friend bool operator==(subscribe const&, subscribe const&) = default;
};
struct unsubscribe {
    std::string topic;
    friend bool operator==(unsubscribe const&, unsubscribe const&) = default;
};
struct call_ack {
    dispatch::hall_id hall;
    stream_place call;
    std::string screen;
    dispatch::instant drawn{};
    std::optional<dispatch::instant> chimed;
    friend bool operator==(call_ack const&, call_ack const&) = default;
};
struct ping {
    std::int64_t client_ms = 0;
    friend bool operator==(ping const&, ping const&) = default;
};

struct client_frame {
    std::uint32_t request = 0;  // echoed in the answer
    std::variant<subscribe, unsubscribe, stated_command, call_ack, ping> body;
    friend bool operator==(client_frame const&, client_frame const&) = default;
};

// Why a frame says nothing. Its request number, as far as it could be read.
struct bad_frame {
    std::uint32_t request = 0;
    problem why;
    friend bool operator==(bad_frame const&, bad_frame const&) = default;
};

[[nodiscard]] std::variant<client_frame, bad_frame> decode_client_frame(form as, std::string_view bytes);

}  // namespace buduan::wire
