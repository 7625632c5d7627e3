#pragma once

// JSON text into a message. Everything protobuf's mapping allows for our types is taken: both spellings of a member's
// name, integers as numbers or strings, enums by name or number, null for absent. Beyond the mapping it is strict: an
// unknown member, a member given twice and two members of one oneof are faults. Never throws on any bytes.

#include "wire/json_schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::wire {

struct json_fault {
    std::string where;  // windows[4].kind; empty = the whole
    std::string what;
    std::size_t line = 1;
    friend bool operator==(json_fault const&, json_fault const&) = default;
};

struct json_outcome {
    bool well_formed = true;         // it is JSON; if not, the one fault says where it ceases to be
    std::vector<json_fault> faults;  // all of them, at most `json_fault_limit`
    [[nodiscard]] bool ok() const { return well_formed && faults.empty(); }
};

inline constexpr std::size_t json_fault_limit = 100;

// Adds to `message`, which holds all that could be read even when there are faults.
[[nodiscard]] json_outcome read_json(std::string_view text, google::protobuf::Message& message,
                                     json_message const& plan);

template <class Message>
[[nodiscard]] json_outcome from_json(std::string_view text, Message& message) {
    return read_json(text, message, json_plan<Message>());
}

}  // namespace buduan::wire
