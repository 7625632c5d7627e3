#pragma once

// How often one address may ask for what changes something. Addresses that were quiet long enough to have their whole
// burst again are forgotten, so memory is bounded by those that are busy.

#include "net/options.hpp"
#include "net/token_bucket.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>

namespace buduan::net {

class request_budget {
public:
    static constexpr std::size_t remembered = 10'000;  // addresses; beyond it nobody new may ask for a while

    request_budget(std::uint32_t a_second, std::uint32_t burst) : a_second_(a_second), burst_(burst) {}

    [[nodiscard]] bool take(std::string const& address, token_bucket::time now) {
        if (by_address_.size() >= remembered) forget_the_quiet(now);
        auto known = by_address_.find(address);
        if (known == by_address_.end()) {
            if (by_address_.size() >= remembered) return false;
            known = by_address_.try_emplace(address).first;
        }
        known->second.last = now;
        return known->second.tokens.take(now, a_second_, burst_);
    }

private:
    struct place {
        token_bucket tokens;
        token_bucket::time last{};
    };

    void forget_the_quiet(token_bucket::time now) {
        if (now < forgot_at_ + std::chrono::seconds{1}) return;
        forgot_at_ = now;
        std::chrono::seconds const refill{burst_ / (a_second_ == 0 ? 1 : a_second_) + 1};
        std::erase_if(by_address_, [&](auto const& each) { return each.second.last + refill < now; });
    }

    std::uint32_t a_second_;
    std::uint32_t burst_;
    std::unordered_map<std::string, place> by_address_;
    token_bucket::time forgot_at_{};
};

}  // namespace buduan::net
