#pragma once

// Counts failed sign-ins and says when to refuse without looking. Pure: time is an argument, memory is bounded.

#include "identity/account.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace buduan::identity {

struct lockout_limits {
    std::uint32_t tries_an_account = 5;    // failures of one account from one address
    std::uint32_t tries_an_address = 100;  // failures of one address over all accounts
    std::chrono::minutes within{15};       // counted in this window, which starts with the first failure
    std::chrono::minutes locked_for{15};   // from the failure that filled the window
    std::size_t remembered = 10'000;       // keys; beyond it the one whose window began first is forgotten
};

class lockout {
public:
    explicit lockout(lockout_limits limits = {}) : limits_(limits) {}

    // Until when this sign-in is refused; the epoch of the clock when it is not.
    [[nodiscard]] instant locked_until(hall_id const& hall, std::string const& account, std::string const& peer,
                                       instant now) const;
    // Counts a try as failed before its outcome is known, so that tries at once cannot slip in beside each other.
    void tried(hall_id const& hall, std::string const& account, std::string const& peer, instant now);
    // Takes that try back and forgets the account's failures.
    void succeeded(hall_id const& hall, std::string const& account, std::string const& peer);
    [[nodiscard]] std::size_t remembered() const { return counts_.size(); }

private:
    struct count {
        std::uint32_t failures = 0;
        instant began{};
        instant locked_until{};
    };
    static std::string account_key(hall_id const& hall, std::string const& account, std::string const& peer);
    static std::string address_key(std::string const& peer);
    void add(std::string const& key, std::uint32_t limit, instant now);

    lockout_limits limits_;
    std::map<std::string, count> counts_;
};

}  // namespace buduan::identity
