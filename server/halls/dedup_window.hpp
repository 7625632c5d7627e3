#pragma once

// The command ids of the last 48 hours and where each was recorded, so that a retry has one effect and the same answer.
// Part of the snapshot. The newest records are kept whole; an older one is read back from the journal when asked for.

#include "dispatch/event.hpp"
#include "journal/journal.hpp"
#include "wire/stored_snapshot.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

namespace buduan::halls {

class dedup_window {
public:
    // Whole records kept; older ones cost a read.
    static constexpr std::size_t recent_limit = 2'048;

    // REQUIRES: ascending seq. Forgets what has left the window, which ends at the newest record.
    void add(dispatch::record const& happened);
    void add(wire::known_command const& known);

    [[nodiscard]] std::optional<std::uint64_t> find(dispatch::command_id id) const;
    // Null when only the place is known.
    [[nodiscard]] dispatch::record const* recent(std::uint64_t seq) const;

    // In ascending seq, for the snapshot.
    [[nodiscard]] std::deque<wire::known_command> const& entries() const { return entries_; }

private:
    std::deque<wire::known_command> entries_;
    std::unordered_map<dispatch::command_id, std::uint64_t> places_;
    std::deque<dispatch::record> recent_;
};

}  // namespace buduan::halls
