#pragma once

// Capability links of tickets. The link is the first 128 bits of HMAC-SHA256(server key, hall id || ticket id) in
// base64url, 22 characters: nobody can guess one, and nothing about it has to be stored. The index from link to ticket
// is rebuilt from the state of the halls at every start.

#include "dispatch/ids.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace buduan::halls {

using link_key = std::array<std::uint8_t, 32>;

inline constexpr std::size_t link_length = 22;

struct linked_ticket {
    dispatch::hall_id hall;
    dispatch::ticket_id ticket;
    friend bool operator==(linked_ticket const&, linked_ticket const&) = default;
};

class ticket_links {
public:
    explicit ticket_links(link_key key) : key_(key) {}

    [[nodiscard]] std::string link_of(dispatch::hall_id hall, dispatch::ticket_id ticket) const;
    // The link of a ticket that was added, without making it anew; null for any other.
    [[nodiscard]] std::string const* known_link(dispatch::hall_id hall, dispatch::ticket_id ticket) const;

    void add(dispatch::hall_id hall, dispatch::ticket_id ticket);

    // Before a recovery of the hall, or when its closed tickets leave the state.
    void forget(dispatch::hall_id hall);

    // Empty for anything that is no link of a known ticket: malformed, foreign, expired or guessed look the same.
    [[nodiscard]] std::optional<linked_ticket> find(std::string_view link) const;

    [[nodiscard]] std::size_t size() const { return tickets_.size(); }

private:
    link_key key_;
    std::unordered_map<std::string, linked_ticket> tickets_;
    std::map<dispatch::hall_id, std::unordered_map<dispatch::ticket_id, std::string>> links_;
};

}  // namespace buduan::halls
