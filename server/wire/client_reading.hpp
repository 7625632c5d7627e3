#pragma once

// Reading what clients say: a message out of bytes, then each of its fields checked, with every fault named.

#include "buduan/v1/api.pb.h"
#include "calendar/time.hpp"
#include "wire/client_bodies.hpp"
#include "wire/json_reader.hpp"
#include "wire/quiet_protobuf.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::wire {

// Empty when the message could be read; it holds what could be read in any case.
template <class Message>
[[nodiscard]] std::optional<problem> read_message(form as, std::string_view bytes, Message& message) {
    if (as == form::binary) {
        quiet_protobuf();
        if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
        return problem{problem_code::bad_binary, {}, {}, {}, {}, {}};
    }
    json_outcome const outcome = from_json(bytes, message);
    if (outcome.ok()) return std::nullopt;
    problem why;
    why.code = outcome.well_formed ? problem_code::invalid_field : problem_code::bad_json;
    for (json_fault const& fault : outcome.faults) {
        why.details.push_back(fault.where.empty() ? fault.what : fault.where + ": " + fault.what);
    }
    return why;
}

// Takes fields of a message and collects what is wrong with them. What it returns for a faulty one is a default.
class field_reader {
public:
    explicit field_reader(std::string where) : where_(std::move(where)) {}

    [[nodiscard]] std::vector<std::string> const& faults() const { return faults_; }
    [[nodiscard]] problem why() const;

    void fault(std::string_view field, std::string_view what);

    template <class Id>
    [[nodiscard]] Id id(std::string_view field, std::string const& text) {
        auto const parsed = Id::parse(text);
        if (!parsed) fault(field, text.empty() ? "missing" : "no id");
        return parsed.value_or(Id{});
    }
    template <class Id>
    [[nodiscard]] std::optional<Id> optional_id(std::string_view field, std::string const& text) {
        if (text.empty()) return std::nullopt;
        return id<Id>(field, text);
    }

    // Without control characters.
    [[nodiscard]] std::string text(std::string_view field, std::string const& text, std::size_t limit);
    [[nodiscard]] std::string required_text(std::string_view field, std::string const& text, std::size_t limit);
    [[nodiscard]] dispatch::command_id command(std::string_view field, std::string const& text);
    [[nodiscard]] dispatch::ticket_id ticket(std::string_view field, std::uint64_t number);
    // Since 1970, before the year 10000.
    [[nodiscard]] calendar::instant moment(std::string_view field, std::int64_t ms);
    [[nodiscard]] std::optional<calendar::instant> optional_moment(std::string_view field, std::int64_t ms);

private:
    std::string where_;
    std::vector<std::string> faults_;
};

[[nodiscard]] stated_command read_command(field_reader& in, v1::Command const& from);

}  // namespace buduan::wire
