#pragma once

// Fan-out of opaque frames, as those see it who have something to say. This folder knows neither sockets nor the
// domain. All of it lives on the network thread.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace buduan::live {

enum class encoding : std::uint8_t { json, binary };

struct position {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    friend constexpr auto operator<=>(position const&, position const&) = default;
};

enum class frame_kind : std::uint8_t {
    picture,  // a whole picture: the newest wins, a slow follower may skip to it
    news,     // announced once; a follower that fell behind a newer picture does not get it late
};

// The message in one encoding, without WebSocket framing (the log frames it).
using encode = std::function<std::string(encoding)>;

class publisher {
public:
    virtual ~publisher() = default;

    // True when somebody follows the topic; pictures of unfollowed topics need not be made at all.
    [[nodiscard]] virtual bool followed(std::string_view topic) const = 0;

    // Appends one frame to the topic's log; `make` is called at most once an encoding, only when a follower uses it,
    // and before this returns. Does nothing when nobody follows.
    //
    // A follower that resumes from the position of the newest frame is taken to have the newest picture, so of one
    // position the picture is published before its news.
    virtual void publish(std::string_view topic, position at, frame_kind kind, encode const& make) = 0;
};

// Makes the newest picture of a topic for a new follower; false when there is no such topic (or not for it).
using current_picture = std::function<bool(std::string_view topic, position& at, encode& make)>;

}  // namespace buduan::live
