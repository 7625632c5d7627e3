#pragma once

// The command ids of the last 48 hours and where each was recorded, so that a retry has one effect and the same answer.
// Part of the snapshot. The newest records are kept whole; an older one is read back from the journal when asked for.

#include "dispatch/event.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

namespace buduan::halls {

struct remembered_command {
    dispatch::command_id id;
    std::uint64_t seq = 0;
    dispatch::instant at{};
    friend bool operator==(remembered_command const&, remembered_command const&) = default;
};

class dedup_window {
public:
    // Whole records kept; older ones cost a read.
    static constexpr std::size_t recent_limit = 2'048;

    // REQUIRES: ascending seq. Forgets what has left the window, which ends at the newest record.
    void add(dispatch::record const& happened);
    void add(remembered_command const& known);

    [[nodiscard]] std::optional<std::uint64_t> find(dispatch::command_id id) const;
    // Null when only the place is known.
    [[nodiscard]] dispatch::record const* recent(std::uint64_t seq) const;

    // In ascending seq, for the snapshot.
    [[nodiscard]] std::deque<remembered_command> const& entries() const { return entries_; }

private:
    std::deque<remembered_command> entries_;
    std::unordered_map<dispatch::command_id, std::uint64_t> places_;
    std::deque<dispatch::record> recent_;
};

}  // namespace buduan::halls
