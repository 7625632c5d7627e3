#pragma once

// A back end under test: a place where a journal lies, that can be closed and opened again.

#include "journal/journal.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace buduan::contract {

class journal_place {
public:
    virtual ~journal_place() = default;
    [[nodiscard]] virtual journal::journal& open() = 0;
    // Closes and opens: what was acknowledged must still be there. The old reference is void.
    [[nodiscard]] virtual journal::journal& restart() = 0;
};

struct journal_backend {
    std::string name;
    std::function<std::unique_ptr<journal_place>()> make;
};

// All back ends; every contract test runs on each.
[[nodiscard]] std::vector<journal_backend> journal_backends();

// Entries and requests in few words. Command ids are made from the number.
[[nodiscard]] dispatch::hall_id hall(std::string_view name);
[[nodiscard]] journal::command_id command(std::uint64_t number);
[[nodiscard]] journal::instant at(std::chrono::milliseconds since_start);
[[nodiscard]] journal::append_entry entry(std::uint64_t number, std::string payload = "an event");
[[nodiscard]] journal::append_request request(std::string_view name, journal::tail_position const& after,
                                              std::vector<journal::append_entry> entries);
[[nodiscard]] journal::append_result append_one(journal::journal& to, journal::append_request const& what);

}  // namespace buduan::contract
