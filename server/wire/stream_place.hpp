#pragma once

// A place in a hall's stream, as clients state and are told it.

#include <cstdint>

namespace buduan::wire {

struct stream_place {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    friend bool operator==(stream_place const&, stream_place const&) = default;
};

}  // namespace buduan::wire
