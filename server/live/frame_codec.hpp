#pragma once

// RFC 6455 frames as a server reads and writes them. No extension is ever negotiated, so reserved bits are a fault.
// Reading never throws on any bytes and keeps nothing of a connection that is between two frames.

#include "live/close_code.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace buduan::live {

enum class opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

// Appends one whole unmasked frame.
void append_frame(std::string& to, opcode kind, std::string_view payload);
// REQUIRES: the reason, if any, is UTF-8; it is cut to the 123 bytes a close frame can hold.
void append_close(std::string& to, std::uint16_t code, std::string_view reason);

struct frame_limits {
    std::size_t message = 64 * 1024;  // all fragments together
    std::uint32_t fragments = 64;     // of one message
};

// What a client's bytes said. Payloads are views that die with the next call of `next` or a change of its input.
struct need_more {};
struct message_heard {
    bool text = true;
    std::string_view payload;  // valid UTF-8 when text
};
struct ping_heard {
    std::string_view payload;
};
struct pong_heard {};
struct close_heard {
    std::uint16_t code = 1005;  // 1005: the client gave none
    std::string_view reason;
};
// The connection is to be closed with this code; nothing more can be read from it.
struct violation {
    close_code code = close_code::protocol_error;
};

using heard = std::variant<need_more, message_heard, ping_heard, pong_heard, close_heard, violation>;

// Incremental: takes the bytes as they come, in pieces of any size. After a close or a violation it hears nothing more.
class frame_reader {
public:
    explicit frame_reader(frame_limits limits = {}) : limits_(limits) {}

    // Takes bytes off the front of `input` until something was heard or no byte is left. Unmasks in place.
    [[nodiscard]] heard next(std::span<char>& input);

    // True when a frame or a fragmented message has begun and not ended.
    [[nodiscard]] bool midway() const { return head_length_ != 0 || in_payload_ || in_message_; }

private:
    [[nodiscard]] bool read_head(std::span<char>& input);
    [[nodiscard]] std::optional<close_code> begin_payload();
    [[nodiscard]] std::string_view take_payload(std::span<char>& input);
    [[nodiscard]] heard finish_control(std::string_view payload);
    [[nodiscard]] heard finish_close(std::string_view payload);
    [[nodiscard]] heard finish_message(std::string_view payload);
    [[nodiscard]] heard fail(close_code code);
    [[nodiscard]] bool control() const { return (static_cast<unsigned>(kind_) & 8U) != 0; }

    frame_limits limits_;
    std::string message_;     // fragments and unfinished frames
    std::string control_;     // an unfinished control frame
    std::uint64_t left_ = 0;  // of the payload
    std::array<std::uint8_t, 14> head_{};
    std::array<std::uint8_t, 4> mask_{};
    std::uint32_t fragments_ = 0;
    std::uint8_t head_length_ = 0;
    std::uint8_t mask_at_ = 0;
    opcode kind_ = opcode::continuation;
    bool final_ = false;
    bool in_payload_ = false;
    bool in_message_ = false;
    bool message_is_text_ = false;
    bool message_given_ = false;  // what was heard last may still be looked at in message_ or control_
    bool control_given_ = false;
    bool deaf_ = false;
};

}  // namespace buduan::live
