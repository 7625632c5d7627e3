#include "wire/command_id_text.hpp"

namespace buduan::wire {
namespace {

std::optional<unsigned> nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return std::nullopt;
}

}  // namespace

std::string to_string(dispatch::command_id const& id) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * id.bytes.size());
    for (std::uint8_t const octet : id.bytes) {
        text.push_back(digits[octet >> 4]);
        text.push_back(digits[octet & 0xf]);
    }
    return text;
}

std::optional<dispatch::command_id> parse_command_id(std::string_view text) {
    dispatch::command_id id;
    if (text.size() != 2 * id.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        auto const high = nibble(text[2 * i]);
        auto const low = nibble(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        id.bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
    }
    return id;
}

}  // namespace buduan::wire
