#pragma once

// A line that takes so many bytes a flush and remembers them, taken apart into messages.

#include "live/hub.hpp"
#include "live/subscriber.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buduan::tests {

class recorded_line final : public live::line {
public:
    explicit recorded_line(live::hub& hub, live::encoding in = live::encoding::json)
        : subscriber(std::in_place, hub, in, *this) {}

    // From now on the line takes so many bytes more before it blocks.
    void takes(std::size_t room) {
        room_ = room;
        if (subscriber->blocked() && room_ > 0) {
            subscriber->unblock();
            flush();
        }
    }

    void flush() override {
        ++flushes;
        std::array<std::string_view, 40> pieces;
        auto const count = subscriber->gather(pieces);
        std::size_t taken = 0;
        bool all = true;
        for (std::size_t i = 0; i < count; ++i) {
            auto const part = std::min(pieces[i].size(), room_);
            bytes.append(pieces[i].substr(0, part));
            room_ -= part;
            taken += part;
            if (part < pieces[i].size()) {
                all = false;
                break;
            }
        }
        subscriber->written(taken);
        if (!all) subscriber->block();
    }

    void fell_behind() override {
        ++overruns;
        subscriber->end_with(4000, "fell behind");
    }

    // Whole frames so far, without their heads; a close frame reads "close <code>".
    [[nodiscard]] std::vector<std::string> messages() const {
        std::vector<std::string> found;
        std::string_view rest(bytes);
        auto const byte = [&rest](std::size_t i) {
            return static_cast<std::size_t>(static_cast<unsigned char>(rest[i]));
        };
        while (rest.size() >= 2) {
            std::size_t head = 2;
            std::size_t length = byte(1);
            if (length == 126) {
                head = 4;
                length = byte(2) << 8U | byte(3);
            } else if (length == 127) {
                head = 10;
                length = 0;
                for (std::size_t i = 2; i < 10; ++i)
                    length = length << 8U | byte(i);
            }
            if (rest.size() < head + length) break;
            auto const payload = rest.substr(head, length);
            if (byte(0) == 0x88) {
                found.push_back("close " + std::to_string(byte(head) << 8U | byte(head + 1)));
            } else {
                found.emplace_back(payload);
            }
            rest.remove_prefix(head + length);
        }
        return found;
    }

    std::string bytes;
    int flushes = 0;
    int overruns = 0;
    std::optional<live::subscriber> subscriber;

private:
    std::size_t room_ = SIZE_MAX;
};

}  // namespace buduan::tests
