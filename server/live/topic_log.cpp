#include "live/topic_log.hpp"

#include "live/frame_codec.hpp"

#include <algorithm>
#include <cassert>

namespace buduan::live {

void topic_log::append(position at, frame_kind kind, std::string_view message) {
    if (kind == frame_kind::picture) picture_ = head();
    append_frame(bytes_, encoding_ == encoding::json ? opcode::text : opcode::binary, message);
    ends_.push_back(head());
    newest_ = at;
}

std::string_view topic_log::picture_frame() const {
    assert(has_picture());
    auto const end = std::upper_bound(ends_.begin(), ends_.end(), *picture_);
    return since(*picture_).substr(0, *end - *picture_);
}

std::string_view topic_log::since(cursor from) const {
    assert(from >= tail_ && from <= head());
    return std::string_view(bytes_).substr(from - tail_);
}

std::size_t topic_log::rest_of_frame(cursor from, std::size_t written) const {
    auto const end = std::lower_bound(ends_.begin(), ends_.end(), from + written);
    return end == ends_.end() || from + written == tail_ ? 0 : *end - (from + written);
}

void topic_log::trim(cursor from) {
    if (from <= tail_) return;
    assert(from <= head());
    bytes_.erase(0, from - tail_);
    ends_.erase(ends_.begin(), std::upper_bound(ends_.begin(), ends_.end(), from));
    tail_ = from;
    // Thousands of logs rest with nothing or one small picture in them; room from a busy moment is given back.
    if (bytes_.capacity() > 4 * bytes_.size() + 256) bytes_.shrink_to_fit();
    if (ends_.capacity() > 4 * ends_.size() + 16) ends_.shrink_to_fit();
}

}  // namespace buduan::live
