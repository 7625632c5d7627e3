#pragma once

// Frames as a client sends them: masked, whole or deliberately wrong.

#include "live/frame_codec.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace buduan::tests {

struct client_frame {
    live::opcode kind = live::opcode::text;
    std::string payload = {};
    bool final = true;
    std::uint8_t reserved = 0;  // the three RSV bits
    bool masked = true;
    int length_bytes = -1;  // 0, 2 or 8 of extended length; -1: the shortest

    [[nodiscard]] std::string bytes() const {
        constexpr std::array<std::uint8_t, 4> mask{0x37, 0xFA, 0x21, 0x3D};
        std::string out;
        auto const push = [&out](std::uint64_t value) { out.push_back(static_cast<char>(value & 0xFFU)); };
        push((final ? 0x80U : 0U) | static_cast<unsigned>(reserved << 4U) | static_cast<unsigned>(kind));
        int const extra = length_bytes >= 0          ? length_bytes
                          : payload.size() < 126     ? 0
                          : payload.size() <= 0xFFFF ? 2
                                                     : 8;
        push((masked ? 0x80U : 0U) | (extra == 0 ? payload.size() : extra == 2 ? 126U : 127U));
        for (int i = extra; i > 0;)
            push(static_cast<std::uint64_t>(payload.size()) >> (8U * static_cast<unsigned>(--i)));
        if (masked) out.append(mask.begin(), mask.end());
        for (std::size_t i = 0; i < payload.size(); ++i)
            push(static_cast<std::uint8_t>(payload[i]) ^ (masked ? mask[i % 4] : 0U));
        return out;
    }
};

inline std::string close_payload(std::uint16_t code, std::string_view reason = {}) {
    std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
    return payload.append(reason);
}

}  // namespace buduan::tests
