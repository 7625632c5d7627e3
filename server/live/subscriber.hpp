#pragma once

// One connection as the hub sees it: a cursor into each log it follows, and the bytes that are for it alone (replies,
// control frames, the first picture of a topic). Owned by the connection; a hundred bytes when idle.

#include "live/frame_codec.hpp"
#include "live/hub.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::live {

// The way out of a subscriber. Calls come from hub::flush.
class line {
public:
    virtual ~line() = default;

    // There is something to gather and the line is not blocked. May destroy the subscriber, publishes nothing.
    virtual void flush() = 0;
    // The line is blocked and more has gathered than the budget allows. May destroy the subscriber.
    virtual void fell_behind() = 0;
};

enum class follow_outcome : std::uint8_t { whole, resumed, no_such_topic, too_many };

class subscriber {
public:
    subscriber(hub& of, encoding in, line& out) : hub_(of), line_(out), encoding_(in) {}
    ~subscriber();
    subscriber(subscriber const&) = delete;
    subscriber& operator=(subscriber const&) = delete;

    // `announce` is called when the topic exists, before its newest picture is sent, and says whether the follower
    // goes on from what it has (then no picture is sent). Following again starts afresh.
    follow_outcome follow(std::string_view topic, std::optional<position> from,
                          std::function<void(bool resumed)> const& announce);
    void unfollow(std::string_view topic);
    void unfollow_all();
    [[nodiscard]] bool follows(std::string_view topic) const;
    [[nodiscard]] std::size_t following() const { return follows_.size(); }

    // A message for this connection alone, or a control frame.
    void send(std::string_view message);
    void send_control(opcode kind, std::string_view payload);

    // Drops all that has not begun to be written, follows nothing more, and ends with a close frame.
    void end_with(std::uint16_t code, std::string_view reason);

    // What is to be written next, in order, as few pieces as there are topics; valid until the next call of anything
    // here or of the hub. Returns how many of `pieces` were filled. Jumps to the newest picture where too much waits.
    [[nodiscard]] std::size_t gather(std::span<std::string_view> pieces);
    // So many bytes of what `gather` gave were taken.
    void written(std::size_t bytes);

    // The line takes nothing more for now; `unblock` when it does again (and then gather).
    void block() { blocked_ = true; }
    void unblock() { blocked_ = false; }
    [[nodiscard]] bool blocked() const { return blocked_; }

    // Bytes to come, counted without any jump.
    [[nodiscard]] std::size_t behind() const;
    [[nodiscard]] encoding speaks() const { return encoding_; }

private:
    friend class hub;

    struct follow_place {
        hub::followed_topic* topic;
        std::uint32_t index;  // in the topic's list
        cursor at;
    };

    static constexpr std::uint32_t not_ready = UINT32_MAX;

    void leave(std::size_t slot);
    [[nodiscard]] std::optional<std::size_t> slot_of(std::string_view topic) const;

    hub& hub_;
    line& line_;
    std::vector<follow_place> follows_;
    std::string direct_;
    std::uint32_t direct_sent_ = 0;
    std::uint32_t ready_at_ = not_ready;  // place in the hub's list
    std::uint32_t direct_rest_ = 0;       // bytes of `direct_` that end a frame already begun
    encoding encoding_;
    bool blocked_ = false;
};

}  // namespace buduan::live
