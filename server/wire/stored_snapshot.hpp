#pragma once

// A hall's whole state and the commands it still knows, as the journal's snapshot keeps them.

#include "dispatch/hall_image.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::wire {

// A command of the deduplication window: where it was recorded, and when.
struct known_command {
    dispatch::command_id id;
    std::uint64_t seq = 0;
    dispatch::instant at{};
    friend bool operator==(known_command const&, known_command const&) = default;
};

struct snapshot {
    dispatch::hall_image state;
    std::vector<known_command> commands;
    friend bool operator==(snapshot const&, snapshot const&) = default;
};

// The same state gives the same bytes, on every machine.
[[nodiscard]] std::string encode_snapshot(dispatch::hall_image const& state, std::span<known_command const> commands);

// Empty for anything this version cannot read whole; the hall is folded from its records then. Never throws on any
// bytes.
[[nodiscard]] std::optional<snapshot> decode_snapshot(std::string_view bytes);

}  // namespace buduan::wire
