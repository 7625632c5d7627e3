#pragma once

// Tickets in seniority order, with ranks: who is first, who is the n-th, how many stand before a key. Kept as short
// sorted blocks, so that a line of a hundred thousand costs little more than one of a hundred and copies cheaply.

#include "dispatch/ticket.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace buduan::dispatch {

// One who waits. Two tickets of one queue may carry the same key for a while; the id then decides.
struct waiting_entry {
    seniority key;
    ticket_id ticket;
    friend constexpr auto operator<=>(waiting_entry const&, waiting_entry const&) = default;
};

class waiting_line {
public:
    // Goes through the line in order. Invalidated by every change of the line.
    class cursor {
    public:
        [[nodiscard]] bool at_end() const { return block_ == line_->blocks_.size(); }
        [[nodiscard]] waiting_entry const& operator*() const { return line_->blocks_[block_][place_]; }
        [[nodiscard]] waiting_entry const* operator->() const { return &**this; }
        cursor& operator++() {
            if (++place_ == line_->blocks_[block_].size()) {
                place_ = 0;
                ++block_;
            }
            return *this;
        }

    private:
        friend class waiting_line;
        cursor(waiting_line const& line, std::size_t block, std::size_t place)
            : line_(&line), block_(block), place_(place) {}

        waiting_line const* line_;
        std::size_t block_;
        std::size_t place_;
    };

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    // REQUIRES: not empty.
    [[nodiscard]] waiting_entry const& front() const { return blocks_.front().front(); }
    [[nodiscard]] cursor walk() const { return {*this, 0, 0}; }
    // At the first entry that is not before `entry`.
    [[nodiscard]] cursor from(waiting_entry const& entry) const;
    // How many stand before `entry`, whether it is in the line or not.
    [[nodiscard]] std::size_t before(waiting_entry const& entry) const;

    // REQUIRES: not in the line.
    void insert(waiting_entry const& entry);
    // False when it is not in the line.
    bool erase(waiting_entry const& entry);

private:
    using block = std::vector<waiting_entry>;

    // The block that holds `entry` or would: the first whose last entry is not before it.
    [[nodiscard]] std::size_t block_of(waiting_entry const& entry) const;

    std::vector<block> blocks_;  // none empty
    std::size_t size_ = 0;
};

}  // namespace buduan::dispatch
