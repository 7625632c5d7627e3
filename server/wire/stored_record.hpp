#pragma once

// What the journal keeps of one record: who caused it and its events, as proto/buduan/v1/journal.proto. The rest of a
// record (epoch, seq, command, time) lies beside the payload in the journal's own fields.

#include "dispatch/event.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::wire {

struct payload {
    dispatch::actor by;
    std::vector<dispatch::event> events;
    friend bool operator==(payload const&, payload const&) = default;
};

// The same events give the same bytes: the hash chain is over them.
[[nodiscard]] std::string encode_payload(dispatch::actor const& by, std::vector<dispatch::event> const& events);

// Empty for anything this version cannot read whole: damaged bytes, a newer format, an unknown event. Never throws
// on any bytes. Every format that was ever released stays readable (tests/wire/golden).
[[nodiscard]] std::optional<payload> decode_payload(std::string_view bytes);

}  // namespace buduan::wire
