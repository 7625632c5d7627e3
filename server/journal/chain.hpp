#pragma once

// The hash chain. Every byte that a record means is hashed in one fixed layout, so that a stream has the same hashes on
// every back end and a later version can prove an old log: previous hash, length of the hall's id (1 byte), the id,
// epoch, seq, time in ms (8 bytes each, little-endian), command id (16 bytes), length of the payload (8 bytes), payload.

#include "journal/journal.hpp"

#include <string_view>

namespace buduan::journal {

// SHA-256 of `text`, cut to 128 bits.
[[nodiscard]] chain_hash digest(std::string_view text);

// The hash that `record` must carry after a record with hash `previous` (all zero before the first).
[[nodiscard]] chain_hash chained(chain_hash const& previous, hall_id hall, stored_record const& record);

}  // namespace buduan::journal
