#include "live/subscriber.hpp"

#include <algorithm>

namespace buduan::live {
namespace {

// The length of a frame we made ourselves, from its head.
std::size_t frame_length(std::string_view from) {
    auto const byte = [from](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(from[i])); };
    if (byte(1) < 126) return 2 + byte(1);
    if (byte(1) == 126) return 4 + (byte(2) << 8U | byte(3));
    std::size_t length = 0;
    for (std::size_t i = 2; i < 10; ++i)
        length = length << 8U | byte(i);
    return 10 + length;
}

}  // namespace

subscriber::~subscriber() {
    unfollow_all();
    hub_.unnote(*this);
}

std::optional<std::size_t> subscriber::slot_of(std::string_view topic) const {
    auto const found = std::find_if(follows_.begin(), follows_.end(),
                                    [topic](follow_place const& place) { return *place.topic->name == topic; });
    if (found == follows_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - follows_.begin());
}

bool subscriber::follows(std::string_view topic) const {
    return slot_of(topic).has_value();
}

follow_outcome subscriber::follow(std::string_view topic, std::optional<position> from,
                                  std::function<void(bool resumed)> const& announce) {
    unfollow(topic);
    if (follows_.size() >= hub_.limits_.topics) return follow_outcome::too_many;
    auto* const found = hub_.find_or_make(topic, encoding_);
    if (found == nullptr) return follow_outcome::no_such_topic;

    bool const resumed = from == found->log.newest();
    std::string const picture = resumed ? std::string() : hub_.picture_for_newcomer(*found);
    if (!resumed && picture.empty()) {
        hub_.remove_if_unfollowed(*found);
        return follow_outcome::no_such_topic;
    }
    found->followers.push_back({this, static_cast<std::uint32_t>(follows_.size())});
    follows_.push_back({found, static_cast<std::uint32_t>(found->followers.size() - 1), found->log.head()});

    announce(resumed);
    if (resumed) {
        ++hub_.counters_.resumed;
        return follow_outcome::resumed;
    }
    direct_.append(picture);
    hub_.note(*this);
    return follow_outcome::whole;
}

void subscriber::unfollow(std::string_view topic) {
    if (auto const slot = slot_of(topic)) leave(*slot);
}

void subscriber::unfollow_all() {
    while (!follows_.empty())
        leave(follows_.size() - 1);
    follows_ = {};
}

// Both lists close the gap with their last entry, whose partner is told where it now stands.
void subscriber::leave(std::size_t slot) {
    auto const gone = follows_[slot];
    auto& followers = gone.topic->followers;
    followers[gone.index] = followers.back();
    followers[gone.index].who->follows_[followers[gone.index].slot].index = gone.index;
    followers.pop_back();

    if (slot + 1 != follows_.size()) {
        follows_[slot] = follows_.back();
        follows_[slot].topic->followers[follows_[slot].index].slot = static_cast<std::uint32_t>(slot);
    }
    follows_.pop_back();
    hub_.remove_if_unfollowed(*gone.topic);
}

void subscriber::send(std::string_view message) {
    append_frame(direct_, encoding_ == encoding::json ? opcode::text : opcode::binary, message);
    hub_.note(*this);
}

void subscriber::send_control(opcode kind, std::string_view payload) {
    append_frame(direct_, kind, payload);
    hub_.note(*this);
}

void subscriber::end_with(std::uint16_t code, std::string_view reason) {
    unfollow_all();
    direct_.resize(direct_sent_ + direct_rest_);
    append_close(direct_, code, reason);
    hub_.note(*this);
}

std::size_t subscriber::gather(std::span<std::string_view> pieces) {
    std::size_t filled = 0;
    if (direct_sent_ < direct_.size()) pieces[filled++] = std::string_view(direct_).substr(direct_sent_);
    for (auto& place : follows_) {
        auto const& log = place.topic->log;
        if (log.head() - place.at > hub_.limits_.skip_beyond && log.has_picture() && log.picture() > place.at) {
            place.at = log.picture();
            ++hub_.counters_.skipped;
        }
        if (place.at == log.head()) continue;
        if (filled == pieces.size()) break;
        pieces[filled++] = log.since(place.at);
    }
    return filled;
}

void subscriber::written(std::size_t bytes) {
    auto const take = std::min(bytes, direct_.size() - direct_sent_);
    for (std::size_t left = take; left > 0;) {
        auto const frame =
            direct_rest_ > 0 ? direct_rest_ : frame_length(std::string_view(direct_).substr(direct_sent_));
        auto const part = std::min<std::size_t>(left, frame);
        direct_sent_ += static_cast<std::uint32_t>(part);
        direct_rest_ = static_cast<std::uint32_t>(frame - part);
        left -= part;
    }
    if (direct_sent_ == direct_.size()) {
        direct_ = {};
        direct_sent_ = 0;
    }
    bytes -= take;

    for (auto& place : follows_) {
        if (bytes == 0) return;
        auto const& log = place.topic->log;
        auto const part = std::min<std::size_t>(bytes, log.head() - place.at);
        bytes -= part;
        // The rest of a frame that was cut must go out before anything else: it becomes a part of `direct_`, which is
        // empty now, and the cursor stands between two frames again.
        auto const rest = part == 0 ? 0 : log.rest_of_frame(place.at, part);
        direct_.append(log.since(place.at).substr(part, rest));
        direct_rest_ = static_cast<std::uint32_t>(rest);
        place.at += part + rest;
    }
}

std::size_t subscriber::behind() const {
    std::size_t bytes = direct_.size() - direct_sent_;
    for (auto const& place : follows_)
        bytes += place.topic->log.head() - place.at;
    return bytes;
}

}  // namespace buduan::live
