#pragma once

// What a load client reads of the server's JSON frames. Answers are parsed whole; of the frames that are sent to
// thousands only the few members that count are looked at, where protobuf's JSON mapping puts them.

#include <cstdint>
#include <string>
#include <string_view>

namespace buduan::app {

// The answer to a command.
struct load_answer {
    std::uint32_t request = 0;  // 0: the frame is no answer
    bool happened = false;
    bool called = false;  // a ticket; a call that finds nobody waiting may still have finished the one in hand
    std::string problem;  // code of the refusal
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    std::uint64_t ticket = 0;
    std::string number;
    std::string link;  // of an issued ticket
};
[[nodiscard]] load_answer read_answer(std::string_view frame);

// True for a frame of a followed topic.
[[nodiscard]] bool of_topic(std::string_view frame);

// The value of the first member of this name, without quotes; empty when there is none.
[[nodiscard]] std::string_view member(std::string_view frame, std::string_view name);
[[nodiscard]] std::uint64_t number_member(std::string_view frame, std::string_view name);

// A call that is announced by this frame (news), or shown as under way (a picture of a window, a desk or a ticket).
struct seen_call {
    std::string_view number;  // empty: this frame shows none
    std::uint64_t seq = 0;    // of the call; known for news only
};
[[nodiscard]] seen_call call_in(std::string_view frame);
[[nodiscard]] bool is_news(std::string_view frame);
[[nodiscard]] bool is_queue_picture(std::string_view frame);

}  // namespace buduan::app
