#pragma once

// Who follows what. One topic is one log of frames, each encoded at most once an encoding and framed once; a subscriber
// is a cursor into each log it follows, not a queue of messages. Frames leave at the end of the loop's turn: `publish`
// and `subscriber::send` only note who has something to write and ask for a `flush`.
//
// What is kept of a log: what a subscriber has still to be given, and the newest picture for those who come, as long as
// more than one follows.

#include "live/publisher.hpp"
#include "live/topic_log.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace buduan::live {

class subscriber;

struct hub_limits {
    std::size_t behind = 256 * 1024;       // a blocked subscriber with more than this to come is told to come back
    std::size_t skip_beyond = 16 * 1024;   // more than this of one topic to come: jump to its newest picture
    std::size_t picture_kept = 64 * 1024;  // bytes after the newest picture beyond which it is not kept for newcomers
    std::size_t topics = 32;               // a subscriber may follow
    std::size_t flushed_a_turn = 1'024;    // subscribers written to before other work of the loop has its turn
};

// Each counts from the start of the process.
struct hub_counters {
    std::uint64_t published = 0;  // frames appended to a log
    std::uint64_t encoded = 0;    // messages made
    std::uint64_t skipped = 0;    // jumps over frames to a newest picture
    std::uint64_t overrun = 0;    // subscribers told to come back
    std::uint64_t resumed = 0;    // follows that needed no picture
};

class hub final : public publisher {
public:
    // `wake` asks that `flush` be called at the end of the loop's turn; it is not called again before that.
    hub(current_picture source, std::function<void()> wake, hub_limits limits = {});
    // REQUIRES: no subscriber is left.
    ~hub() override;
    hub(hub const&) = delete;
    hub& operator=(hub const&) = delete;

    [[nodiscard]] bool followed(std::string_view topic) const override;
    void publish(std::string_view topic, position at, frame_kind kind, encode const& make) override;

    // Lets the subscribers that have something to come write it.
    void flush();

    [[nodiscard]] hub_limits const& limits() const { return limits_; }
    [[nodiscard]] hub_counters const& counters() const { return counters_; }
    [[nodiscard]] std::size_t topics() const;
    [[nodiscard]] std::size_t bytes_kept() const;

private:
    friend class subscriber;

    struct place {
        subscriber* who;
        std::uint32_t slot;  // in the subscriber's list
    };
    struct followed_topic {
        explicit followed_topic(encoding in) : log(in) {}
        topic_log log;
        std::vector<place> followers;
        std::string const* name = nullptr;  // the key it is stored under
        bool published = false;             // since the last flush
    };
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using topics_of_encoding =
        std::unordered_map<std::string, std::unique_ptr<followed_topic>, text_hash, std::equal_to<>>;

    // Null when there is no such topic.
    followed_topic* find_or_make(std::string_view name, encoding in);
    // The newest picture's frame, for a newcomer; kept in the log when somebody else follows already.
    std::string picture_for_newcomer(followed_topic& of);
    void remove_if_unfollowed(followed_topic& of);
    void note(subscriber& has_work);
    void unnote(subscriber& leaving);
    void ask_for_flush();
    void note_followers_of_published();
    void trim(followed_topic& of);

    current_picture source_;
    std::function<void()> wake_;
    hub_limits limits_;
    hub_counters counters_;
    std::array<topics_of_encoding, 2> topics_;
    std::vector<followed_topic*> published_;
    std::vector<subscriber*> ready_;  // null where one left meanwhile
    bool asked_ = false;
};

}  // namespace buduan::live
