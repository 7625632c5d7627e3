#include "identity/lockout.hpp"

#include <algorithm>

namespace buduan::identity {

std::string lockout::account_key(hall_id const& hall, std::string const& account, std::string const& peer) {
    return "account\n" + hall.str() + '\n' + account + '\n' + peer;
}

std::string lockout::address_key(std::string const& peer) {
    return "address\n" + peer;
}

instant lockout::locked_until(hall_id const& hall, std::string const& account, std::string const& peer,
                              instant now) const {
    instant until{};
    for (auto const& key : {account_key(hall, account, peer), address_key(peer)}) {
        auto const found = counts_.find(key);
        if (found != counts_.end() && found->second.locked_until > now) {
            until = std::max(until, found->second.locked_until);
        }
    }
    return until;
}

void lockout::tried(hall_id const& hall, std::string const& account, std::string const& peer, instant now) {
    add(account_key(hall, account, peer), limits_.tries_an_account, now);
    add(address_key(peer), limits_.tries_an_address, now);
}

void lockout::succeeded(hall_id const& hall, std::string const& account, std::string const& peer) {
    counts_.erase(account_key(hall, account, peer));
    auto const address = counts_.find(address_key(peer));
    if (address != counts_.end() && --address->second.failures == 0) counts_.erase(address);
}

void lockout::add(std::string const& key, std::uint32_t limit, instant now) {
    auto& entry = counts_[key];
    if (entry.failures == 0 || now >= std::max(entry.began + limits_.within, entry.locked_until)) {
        entry = {0, now, {}};
    }
    if (++entry.failures >= limit) entry.locked_until = now + limits_.locked_for;
    if (counts_.size() <= limits_.remembered) return;
    auto const oldest = std::min_element(counts_.begin(), counts_.end(),
                                         [](auto const& a, auto const& b) { return a.second.began < b.second.began; });
    counts_.erase(oldest);
}

}  // namespace buduan::identity
