#pragma once

// Who may do what: people with accounts, devices with tokens, and the sessions both get. None of it is in the journal.

#include "dispatch/ids.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace buduan::identity {

using dispatch::device_id;
using dispatch::hall_id;
using dispatch::staff_id;

// Real wall time, never the demonstration's: a session ends when it ends.
using instant = std::chrono::sys_time<std::chrono::milliseconds>;

// Ordered: each role may do what the ones before it may, within its hall.
enum class role : std::uint8_t { window, guide, supervisor, admin };
enum class device_kind : std::uint8_t { kiosk, screen };

[[nodiscard]] std::string_view to_string(role role);
[[nodiscard]] std::string_view to_string(device_kind kind);
[[nodiscard]] std::optional<role> parse_role(std::string_view text);
[[nodiscard]] std::optional<device_kind> parse_device_kind(std::string_view text);

// An account's name within its hall: 1 to 64 bytes without blanks and control characters.
inline constexpr std::size_t account_name_limit = 64;
[[nodiscard]] bool valid_account_name(std::string_view name);

struct account {
    hall_id hall;  // empty = all halls of this house
    std::string name;
    staff_id staff;  // whom of the hall's configuration it is; empty for a person without a seat
    identity::role role = role::window;
    std::string password_hash;  // argon2id, PHC text
    bool disabled = false;
    friend bool operator==(account const&, account const&) = default;
};

// SHA-256 of a token. Only this is ever stored.
struct digest {
    std::array<std::uint8_t, 32> bytes{};
    friend constexpr auto operator<=>(digest const&, digest const&) = default;
};

struct device {
    device_id id;  // unique in its hall
    hall_id hall;
    device_kind kind = device_kind::screen;
    std::string label;
    digest token;
    bool revoked = false;
    friend bool operator==(device const&, device const&) = default;
};

struct staff_actor {
    std::string account;
    staff_id staff;
    identity::role role = role::window;
    friend bool operator==(staff_actor const&, staff_actor const&) = default;
};
struct device_actor {
    device_id device;
    device_kind kind = device_kind::screen;
    friend bool operator==(device_actor const&, device_actor const&) = default;
};

struct session {
    digest id;     // of the token that lies in the cookie
    hall_id hall;  // empty = all halls
    std::variant<staff_actor, device_actor> actor;
    instant expires{};
    friend bool operator==(session const&, session const&) = default;

    [[nodiscard]] staff_actor const* staff() const { return std::get_if<staff_actor>(&actor); }
    [[nodiscard]] device_actor const* device() const { return std::get_if<device_actor>(&actor); }
    [[nodiscard]] bool covers(hall_id const& other) const { return hall.empty() || hall == other; }
};

}  // namespace buduan::identity
