#pragma once

// The values behind the golden files: one event of each kind and a hall with something in every list, every member away
// from its default.

#include "wire/stored_record.hpp"
#include "wire/stored_snapshot.hpp"

namespace buduan::tests {

[[nodiscard]] wire::payload golden_payload();
[[nodiscard]] wire::snapshot golden_snapshot();

}  // namespace buduan::tests
