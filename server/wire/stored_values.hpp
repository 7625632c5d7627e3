#pragma once

// The words that events and snapshots share, both ways side by side: `put` writes a domain value into a stored message,
// `get` reads it back and is false when this version cannot.

#include "buduan/v1/journal.pb.h"
#include "calendar/service_phase.hpp"
#include "dispatch/event.hpp"

#include <google/protobuf/repeated_ptr_field.h>

#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace buduan::wire::stored {

using texts = google::protobuf::RepeatedPtrField<std::string>;

// --- ids: an empty text is "none"

template <class Id>
[[nodiscard]] bool get(Id& to, std::string const& from) {
    if (from.empty()) {
        to = {};
        return true;
    }
    auto const parsed = Id::parse(from);
    if (parsed) to = *parsed;
    return parsed.has_value();
}
template <class Id>
void put(texts& to, std::vector<Id> const& from) {
    to.Reserve(static_cast<int>(from.size()));
    for (Id const& id : from) {
        *to.Add() = id.view();
    }
}
template <class Id>
[[nodiscard]] bool get(std::vector<Id>& to, texts const& from) {
    to.clear();
    to.reserve(static_cast<std::size_t>(from.size()));
    for (std::string const& text : from) {
        if (!get(to.emplace_back(), text)) return false;
    }
    return true;
}
template <class Id>
[[nodiscard]] bool get(std::optional<Id>& to, bool present, std::string const& from) {
    to.reset();
    return !present || get(to.emplace(), from);
}

// --- enums: each a table of pairs

template <class Domain, class Stored, std::size_t Size>
using words = std::array<std::pair<Domain, Stored>, Size>;

template <class Domain, class Stored, std::size_t Size>
[[nodiscard]] Stored stored_of(words<Domain, Stored, Size> const& table, Domain value) {
    for (auto const& [domain, stored] : table) {
        if (domain == value) return stored;
    }
    throw std::logic_error("an enumerator without a stored form");
}
template <class Domain, class Stored, std::size_t Size>
[[nodiscard]] bool domain_of(words<Domain, Stored, Size> const& table, Stored value, Domain& to) {
    for (auto const& [domain, stored] : table) {
        if (stored == value) {
            to = domain;
            return true;
        }
    }
    return false;
}

inline constexpr words<dispatch::ticket_class, TicketClass, 2> ticket_classes{
    {{dispatch::ticket_class::ordinary, ORDINARY}, {dispatch::ticket_class::priority, PRIORITY}}};
inline constexpr words<dispatch::language, Language, 2> languages{
    {{dispatch::language::zh, ZH}, {dispatch::language::en, EN}}};
inline constexpr words<dispatch::abandon_cause, AbandonCause, 3> abandon_causes{
    {{dispatch::abandon_cause::citizen, CITIZEN},
     {dispatch::abandon_cause::not_restored, NOT_RESTORED},
     {dispatch::abandon_cause::voided, VOIDED}}};

// --- time

[[nodiscard]] inline std::int64_t ms(calendar::instant moment) {
    return moment.time_since_epoch().count();
}
[[nodiscard]] inline calendar::instant moment(std::int64_t ms) {
    return calendar::instant{std::chrono::milliseconds{ms}};
}
[[nodiscard]] inline std::int32_t day(calendar::civil_day day) {
    return static_cast<std::int32_t>(day.time_since_epoch().count());
}
[[nodiscard]] inline calendar::civil_day civil(std::int32_t day) {
    return calendar::civil_day{std::chrono::days{day}};
}

// --- values

[[nodiscard]] bool get_letter(char& to, std::string const& from);

void put(TicketNumber& to, dispatch::ticket_number const& from);
[[nodiscard]] bool get(dispatch::ticket_number& to, TicketNumber const& from);

void put(Seniority& to, dispatch::seniority const& from);
[[nodiscard]] bool get(dispatch::seniority& to, Seniority const& from);

void put(QueueKey& to, dispatch::queue_key const& from);
[[nodiscard]] bool get(dispatch::queue_key& to, QueueKey const& from);

void put(PhaseSpan& to, calendar::phase_span const& from);
[[nodiscard]] bool get(calendar::phase_span& to, PhaseSpan const& from);

// A list of messages.
template <class Stored, class Domain>
void put_all(google::protobuf::RepeatedPtrField<Stored>& to, std::vector<Domain> const& from) {
    to.Reserve(static_cast<int>(from.size()));
    for (Domain const& one : from) {
        put(*to.Add(), one);
    }
}
template <class Domain, class Stored>
[[nodiscard]] bool get_all(std::vector<Domain>& to, google::protobuf::RepeatedPtrField<Stored> const& from) {
    to.clear();
    to.reserve(static_cast<std::size_t>(from.size()));
    for (Stored const& one : from) {
        if (!get(to.emplace_back(), one)) return false;
    }
    return true;
}

}  // namespace buduan::wire::stored
