#pragma once

// Identifiers of a hall. Ids that people write in configuration are short text kept inline, so that events and
// commands are plain values without allocation; ids that the core counts are numbers. Different kinds do not mix.

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace buduan::dispatch {

// A text id: 1 to 23 characters of [A-Za-z0-9_.-]. The default-constructed id is empty and means "none".
template <class Tag>
class text_id {
public:
    static constexpr std::size_t max_length = 23;

    constexpr text_id() = default;

    // Empty when `text` is no valid id.
    [[nodiscard]] static constexpr std::optional<text_id> parse(std::string_view text) {
        if (text.empty() || text.size() > max_length) return std::nullopt;
        text_id id;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (!allowed(text[i])) return std::nullopt;
            id.characters_[i] = text[i];
        }
        id.length_ = static_cast<char>(text.size());
        return id;
    }

    [[nodiscard]] constexpr std::string_view view() const {
        return {characters_.data(), static_cast<std::size_t>(length_)};
    }
    [[nodiscard]] std::string str() const { return std::string(view()); }
    [[nodiscard]] constexpr bool empty() const { return length_ == 0; }

    friend constexpr bool operator==(text_id const&, text_id const&) = default;
    friend constexpr std::strong_ordering operator<=>(text_id const& a, text_id const& b) {
        return a.view() <=> b.view();
    }

private:
    static constexpr bool allowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    }

    std::array<char, max_length> characters_{};
    char length_ = 0;
};

// A counted id. Explicit in, `.value()` out, ordered, no arithmetic.
template <class Tag>
class number_id {
public:
    constexpr number_id() = default;
    explicit constexpr number_id(std::uint64_t value) : value_(value) {}
    [[nodiscard]] constexpr std::uint64_t value() const { return value_; }
    friend constexpr auto operator<=>(number_id const&, number_id const&) = default;

private:
    std::uint64_t value_ = 0;
};

using hall_id = text_id<struct hall_tag>;
using zone_id = text_id<struct zone_tag>;
using window_id = text_id<struct window_tag>;
using matter_id = text_id<struct matter_tag>;
using skill_id = text_id<struct skill_tag>;
using staff_id = text_id<struct staff_tag>;
using device_id = text_id<struct device_tag>;

// Counted by the hall from 1 and never reset; 0 means "none".
using ticket_id = number_id<struct ticket_tag>;

// A command's client-made 128-bit id; a retry carries the same id.
struct command_id {
    std::array<std::uint8_t, 16> bytes{};
    friend constexpr auto operator<=>(command_id const&, command_id const&) = default;
};

}  // namespace buduan::dispatch

template <class Tag>
struct std::hash<buduan::dispatch::text_id<Tag>> {
    std::size_t operator()(buduan::dispatch::text_id<Tag> const& id) const noexcept {
        return std::hash<std::string_view>{}(id.view());
    }
};

template <class Tag>
struct std::hash<buduan::dispatch::number_id<Tag>> {
    std::size_t operator()(buduan::dispatch::number_id<Tag> id) const noexcept {
        return std::hash<std::uint64_t>{}(id.value());
    }
};

template <>
struct std::hash<buduan::dispatch::command_id> {
    std::size_t operator()(buduan::dispatch::command_id const& id) const noexcept {
        return std::hash<std::string_view>{}({reinterpret_cast<char const*>(id.bytes.data()), id.bytes.size()});
    }
};
