#include "live/timer_wheel.hpp"

#include <algorithm>

namespace buduan::live {

void timed::unlink() {
    if (wheel_ == nullptr) return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    previous_ = next_ = nullptr;
    --wheel_->size_;
    wheel_ = nullptr;
}

timer_wheel::timer_wheel(steady_time now, std::chrono::milliseconds tick) : tick_(tick), began_(now) {
    for (auto& slot : ring_)
        slot.previous_ = slot.next_ = &slot;
}

timer_wheel::~timer_wheel() {
    for (auto& slot : ring_) {
        while (slot.next_ != &slot)
            slot.next_->unlink();
    }
}

void timer_wheel::link_before(timed& at, timed& who) {
    who.previous_ = at.previous_;
    who.next_ = &at;
    at.previous_->next_ = &who;
    at.previous_ = &who;
}

std::uint64_t timer_wheel::tick_of(steady_time when) const {
    auto const since = std::max(when - began_, std::chrono::milliseconds{0});
    return static_cast<std::uint64_t>((since + tick_ - std::chrono::milliseconds{1}) / tick_);
}

void timer_wheel::set(timed& who, steady_time deadline) {
    who.unlink();
    who.tick_ = std::max(tick_of(deadline), now_ + 1);
    who.wheel_ = this;
    ++size_;
    link_before(ring_[who.tick_ % slots], who);
}

void timer_wheel::turn(steady_time now) {
    auto const since = std::max(now - began_, std::chrono::milliseconds{0});
    auto const reached = static_cast<std::uint64_t>(since / tick_);
    if (reached <= now_) return;
    auto const first = std::max(now_ + 1, reached >= slots ? reached - slots + 1 : 0);
    now_ = reached;

    // What a callback cancels or destroys leaves `here` by itself, so no pointer is held across a call.
    end here;
    here.previous_ = here.next_ = &here;
    for (auto tick = first; tick <= reached; ++tick) {
        auto& slot = ring_[tick % slots];
        for (auto* one = slot.next_; one != &slot;) {
            auto* const after = one->next_;
            if (one->tick_ <= reached) {
                one->previous_->next_ = one->next_;
                one->next_->previous_ = one->previous_;
                link_before(here, *one);
            }
            one = after;
        }
    }
    while (here.next_ != &here) {
        auto& one = *here.next_;
        one.unlink();
        one.due(now);
    }
}

}  // namespace buduan::live
