#pragma once

// How many connections are open, in all and by address, so that neither one peer nor all of them take everything. A
// hall's Wi-Fi is one address: its share is large.

#include "net/options.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace buduan::net {

class connection_count {
    using by_address = std::map<std::string, std::size_t>;

public:
    // Counts as one open connection as long as it lives. REQUIRES: the count outlives it.
    class permit {
    public:
        permit(permit&& other) noexcept : count_(std::exchange(other.count_, nullptr)), place_(other.place_) {}
        permit& operator=(permit&&) = delete;
        ~permit() {
            if (count_ == nullptr) return;
            --count_->open_;
            if (--place_->second == 0) count_->by_address_.erase(place_);
        }
        [[nodiscard]] std::string const& address() const { return place_->first; }

    private:
        friend class connection_count;
        permit(connection_count& count, by_address::iterator place) : count_(&count), place_(place) {}
        connection_count* count_;
        by_address::iterator place_;
    };

    explicit connection_count(connection_limits const& limits)
        : limit_(limits.connections), limit_an_address_(limits.connections_an_address) {}
    connection_count(connection_count const&) = delete;
    connection_count& operator=(connection_count const&) = delete;

    // Empty when the house or the address is full.
    [[nodiscard]] std::optional<permit> enter(std::string const& address) {
        if (open_ >= limit_) return std::nullopt;
        auto const place = by_address_.try_emplace(address, 0).first;
        if (place->second >= limit_an_address_) return std::nullopt;
        ++open_;
        ++place->second;
        return permit(*this, place);
    }

    [[nodiscard]] std::size_t open() const { return open_; }

private:
    std::size_t limit_;
    std::size_t limit_an_address_;
    std::size_t open_ = 0;
    by_address by_address_;
};

}  // namespace buduan::net
