#pragma once

// The journal of a stopped house, read record by record and held against what clients were told.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace buduan::tests {

// What a client was told of a command that happened.
struct told {
    std::string id;  // 32 hex digits
    std::uint64_t seq = 0;
    std::string number;  // of the ticket concerned
};

struct book_findings {
    std::uint64_t records = 0;
    std::uint64_t tickets = 0;
    std::uint64_t lost = 0;            // acknowledged, and not where the client was told, or not at all
    std::uint64_t numbers_reused = 0;  // within one business day
    std::uint64_t double_calls = 0;    // called while in hand elsewhere
    std::vector<std::string> damages;  // of `verify`
};

// Throws what the journal throws when it cannot be read.
[[nodiscard]] book_findings read_book(std::filesystem::path const& journal, std::string const& hall,
                                      std::vector<told> const& acknowledged);

}  // namespace buduan::tests
