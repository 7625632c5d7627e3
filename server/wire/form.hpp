#pragma once

// The two forms in which every message of proto/buduan/v1/api.proto travels.

#include <cstdint>

namespace buduan::wire {

enum class form : std::uint8_t {
    json,    // protobuf's own JSON mapping, as browsers speak it
    binary,  // protobuf
};

}  // namespace buduan::wire
