#include "live/frame_codec.hpp"

#include "live/utf8.hpp"

#include <algorithm>

namespace buduan::live {
namespace {

constexpr std::size_t control_limit = 125;

// A code point that a cut would halve is left out whole.
std::string_view cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80)
        --limit;
    return text.substr(0, limit);
}

}  // namespace

void append_frame(std::string& to, opcode kind, std::string_view payload) {
    auto const byte = [&to](std::uint64_t value) { to.push_back(static_cast<char>(value & 0xFFU)); };
    byte(0x80U | static_cast<unsigned>(kind));
    if (payload.size() <= control_limit) {
        byte(payload.size());
    } else if (payload.size() <= 0xFFFF) {
        byte(126);
        byte(payload.size() >> 8U);
        byte(payload.size());
    } else {
        byte(127);
        for (unsigned shift = 64; shift > 0;)
            byte(static_cast<std::uint64_t>(payload.size()) >> (shift -= 8));
    }
    to.append(payload);
}

void append_close(std::string& to, std::uint16_t code, std::string_view reason) {
    std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
    payload.append(cut(reason, control_limit - 2));
    append_frame(to, opcode::close, payload);
}

heard frame_reader::next(std::span<char>& input) {
    if (message_given_) message_ = {};
    if (control_given_) control_ = {};
    message_given_ = control_given_ = false;

    while (!deaf_) {
        if (!in_payload_) {
            if (!read_head(input)) return need_more{};
            if (auto const fault = begin_payload()) return fail(*fault);
        }
        auto const payload = take_payload(input);
        auto& kept = control() ? control_ : message_;
        if (left_ > 0) {
            kept.append(payload);
            return need_more{};
        }
        in_payload_ = false;
        head_length_ = 0;
        if (control() || final_) {
            // A frame that came whole is looked at where it lies.
            if (kept.empty()) return control() ? finish_control(payload) : finish_message(payload);
            kept.append(payload);
            (control() ? control_given_ : message_given_) = true;
            return control() ? finish_control(kept) : finish_message(kept);
        }
        kept.append(payload);
    }
    input = {};
    return need_more{};
}

bool frame_reader::read_head(std::span<char>& input) {
    std::size_t needed = 2;
    for (;;) {
        if (head_length_ >= 2) {
            unsigned const length = head_[1] & 0x7FU;
            needed = 2U + (length == 126 ? 2U : length == 127 ? 8U : 0U) + ((head_[1] & 0x80U) != 0 ? 4U : 0U);
        }
        if (head_length_ >= needed) return true;
        if (input.empty()) return false;
        head_[head_length_++] = static_cast<std::uint8_t>(input.front());
        input = input.subspan(1);
    }
}

// The faults of RFC 6455 sections 5.2 to 5.5 that the head alone shows.
std::optional<close_code> frame_reader::begin_payload() {
    unsigned const code = head_[0] & 0x0FU;
    if ((head_[0] & 0x70U) != 0) return close_code::protocol_error;
    if ((head_[1] & 0x80U) == 0) return close_code::protocol_error;
    if (code > 10 || (code > 2 && code < 8)) return close_code::protocol_error;
    kind_ = static_cast<opcode>(code);
    final_ = (head_[0] & 0x80U) != 0;

    unsigned const short_length = head_[1] & 0x7FU;
    std::size_t const extra = short_length == 126 ? 2U : short_length == 127 ? 8U : 0U;
    std::uint64_t length = extra == 0 ? short_length : 0;
    for (std::size_t i = 0; i < extra; ++i)
        length = length << 8U | head_[2 + i];
    if ((extra == 2 && length < 126) || (extra == 8 && (length <= 0xFFFF || length >> 63U != 0))) {
        return close_code::protocol_error;
    }
    std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(2 + extra), 4, mask_.begin());
    mask_at_ = 0;

    if (control()) {
        if (!final_ || length > control_limit) return close_code::protocol_error;
    } else {
        if ((kind_ == opcode::continuation) != in_message_) return close_code::protocol_error;
        if (length > limits_.message || message_.size() + length > limits_.message) return close_code::message_too_big;
        if (!in_message_) {
            message_is_text_ = kind_ == opcode::text;
            fragments_ = 0;
        }
        if (++fragments_ > limits_.fragments) return close_code::policy_violation;
        in_message_ = !final_;
    }
    left_ = length;
    in_payload_ = true;
    return std::nullopt;
}

std::string_view frame_reader::take_payload(std::span<char>& input) {
    auto const part = input.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size())));
    for (auto& byte : part) {
        byte = static_cast<char>(static_cast<std::uint8_t>(byte) ^ mask_[mask_at_]);
        mask_at_ = (mask_at_ + 1U) & 3U;
    }
    input = input.subspan(part.size());
    left_ -= part.size();
    return {part.data(), part.size()};
}

heard frame_reader::finish_message(std::string_view payload) {
    if (message_is_text_ && !valid_utf8(payload)) return fail(close_code::invalid_text);
    return message_heard{message_is_text_, payload};
}

heard frame_reader::finish_control(std::string_view payload) {
    if (kind_ == opcode::ping) return ping_heard{payload};
    if (kind_ == opcode::pong) return pong_heard{};
    return finish_close(payload);
}

heard frame_reader::finish_close(std::string_view payload) {
    if (payload.empty()) {
        deaf_ = true;
        return close_heard{};
    }
    if (payload.size() == 1) return fail(close_code::protocol_error);
    auto const code =
        static_cast<std::uint16_t>(static_cast<std::uint8_t>(payload[0]) << 8U | static_cast<std::uint8_t>(payload[1]));
    if (!valid_on_the_wire(code)) return fail(close_code::protocol_error);
    if (!valid_utf8(payload.substr(2))) return fail(close_code::invalid_text);
    deaf_ = true;
    return close_heard{code, payload.substr(2)};
}

heard frame_reader::fail(close_code code) {
    deaf_ = true;
    return violation{code};
}

}  // namespace buduan::live
