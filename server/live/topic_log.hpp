#pragma once

// The frames of one topic in one encoding, framed and laid end to end. A cursor is a byte count from the log's
// beginning that always stands between two frames, so that [cursor, head) is one piece of memory, ready to be written.

#include "live/publisher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::live {

using cursor = std::uint64_t;

class topic_log {
public:
    explicit topic_log(encoding in) : encoding_(in) {}

    // Frames `message` (text for JSON, binary for binary) and appends it.
    void append(position at, frame_kind kind, std::string_view message);

    [[nodiscard]] cursor tail() const { return tail_; }  // the oldest byte kept
    [[nodiscard]] cursor head() const { return tail_ + bytes_.size(); }
    // The position of the newest frame, kept or not, or the one the log was told to begin at.
    [[nodiscard]] position newest() const { return newest_; }
    void begin_at(position at) { newest_ = at; }
    [[nodiscard]] encoding speaks() const { return encoding_; }

    // Where the newest picture begins, and its frame alone; only when `has_picture`.
    [[nodiscard]] bool has_picture() const { return picture_ && *picture_ >= tail_; }
    [[nodiscard]] cursor picture() const { return *picture_; }
    [[nodiscard]] std::string_view picture_frame() const;

    // Everything from `from` to the head. REQUIRES: tail() <= from <= head().
    [[nodiscard]] std::string_view since(cursor from) const;

    // How many bytes of the frame that `from + written` lies in were not written; 0 when it lies between two frames.
    [[nodiscard]] std::size_t rest_of_frame(cursor from, std::size_t written) const;

    // Forgets all frames before `from`, a place between two frames.
    void trim(cursor from);

private:
    encoding encoding_;
    cursor tail_ = 0;
    std::optional<cursor> picture_;
    position newest_;
    std::string bytes_;
    std::vector<cursor> ends_;  // of the frames kept
};

}  // namespace buduan::live
