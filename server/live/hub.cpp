#include "live/hub.hpp"

#include "live/frame_codec.hpp"
#include "live/subscriber.hpp"

#include <algorithm>
#include <cassert>

namespace buduan::live {

hub::hub(current_picture source, std::function<void()> wake, hub_limits limits)
    : source_(std::move(source)), wake_(std::move(wake)), limits_(limits) {}

hub::~hub() {
    assert(topics() == 0);
}

std::size_t hub::topics() const {
    return topics_[0].size() + topics_[1].size();
}

std::size_t hub::bytes_kept() const {
    std::size_t bytes = 0;
    for (auto const& of_encoding : topics_) {
        for (auto const& [name, topic] : of_encoding)
            bytes += topic->log.head() - topic->log.tail();
    }
    return bytes;
}

bool hub::followed(std::string_view topic) const {
    return std::any_of(topics_.begin(), topics_.end(), [topic](auto const& all) { return all.contains(topic); });
}

void hub::publish(std::string_view name, position at, frame_kind kind, encode const& make) {
    for (auto& of_encoding : topics_) {
        auto const found = of_encoding.find(name);
        if (found == of_encoding.end()) continue;
        auto& topic = *found->second;
        topic.log.append(at, kind, make(topic.log.speaks()));
        ++counters_.encoded;
        ++counters_.published;
        if (!topic.published) {
            topic.published = true;
            published_.push_back(&topic);
            ask_for_flush();
        }
    }
}

void hub::ask_for_flush() {
    if (asked_) return;
    asked_ = true;
    wake_();
}

void hub::note(subscriber& has_work) {
    if (has_work.ready_at_ == subscriber::not_ready) {
        has_work.ready_at_ = static_cast<std::uint32_t>(ready_.size());
        ready_.push_back(&has_work);
    }
    ask_for_flush();
}

void hub::unnote(subscriber& leaving) {
    if (leaving.ready_at_ == subscriber::not_ready) return;
    ready_[leaving.ready_at_] = nullptr;
    leaving.ready_at_ = subscriber::not_ready;
}

void hub::note_followers_of_published() {
    for (auto* const topic : published_) {
        for (auto const& follower : topic->followers)
            note(*follower.who);
    }
}

void hub::flush() {
    asked_ = true;  // nobody needs to be woken for what is done right here
    note_followers_of_published();

    std::size_t const now = std::min(ready_.size(), limits_.flushed_a_turn);
    for (std::size_t i = 0; i < now; ++i) {
        auto* const one = ready_[i];
        if (one == nullptr) continue;
        unnote(*one);
        if (!one->blocked()) {
            one->line_.flush();
        } else if (one->behind() > limits_.behind) {
            ++counters_.overrun;
            one->line_.fell_behind();
        }
    }
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(now));
    for (std::size_t i = 0; i < ready_.size(); ++i) {
        if (ready_[i] != nullptr) ready_[i]->ready_at_ = static_cast<std::uint32_t>(i);
    }

    for (auto* const topic : published_) {
        topic->published = false;
        trim(*topic);
    }
    published_.clear();
    asked_ = false;
    if (!ready_.empty()) ask_for_flush();
}

void hub::trim(followed_topic& of) {
    auto& log = of.log;
    auto keep = log.head();
    if (of.followers.size() > 1 && log.has_picture() && log.head() - log.picture() <= limits_.picture_kept) {
        keep = log.picture();
    }
    for (auto const& follower : of.followers)
        keep = std::min(keep, follower.who->follows_[follower.slot].at);
    log.trim(keep);
}

hub::followed_topic* hub::find_or_make(std::string_view name, encoding in) {
    auto& of_encoding = topics_[static_cast<std::size_t>(in)];
    if (auto const found = of_encoding.find(name); found != of_encoding.end()) return found->second.get();

    position at;
    encode make;
    if (!source_(name, at, make)) return nullptr;
    auto const made = of_encoding.emplace(std::string(name), std::make_unique<followed_topic>(in)).first;
    made->second->name = &made->first;
    made->second->log.begin_at(at);
    return made->second.get();
}

std::string hub::picture_for_newcomer(followed_topic& of) {
    auto& log = of.log;
    if (log.has_picture()) return std::string(log.picture_frame());

    position at;
    encode make;
    if (!source_(*of.name, at, make)) return {};
    auto const message = make(log.speaks());
    ++counters_.encoded;
    if (of.followers.empty()) {
        log.begin_at(at);
        std::string frame;
        append_frame(frame, log.speaks() == encoding::json ? opcode::text : opcode::binary, message);
        return frame;
    }
    // Kept for all who come after; those who have everything need not hear it again.
    auto const old_head = log.head();
    log.append(at, frame_kind::picture, message);
    for (auto const& follower : of.followers) {
        auto& follow = follower.who->follows_[follower.slot];
        if (follow.at == old_head) follow.at = log.head();
    }
    return std::string(log.picture_frame());
}

void hub::remove_if_unfollowed(followed_topic& of) {
    if (!of.followers.empty()) return;
    if (of.published) std::erase(published_, &of);
    auto& of_encoding = topics_[static_cast<std::size_t>(of.log.speaks())];
    of_encoding.erase(of_encoding.find(*of.name));
}

}  // namespace buduan::live
