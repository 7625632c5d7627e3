#include "net/websocket.hpp"

#include <algorithm>
#include <array>

namespace buduan::net {

websocket_counters::websocket_counters(metrics& figures)
    : opened(figures.add_counter("buduan_websockets_opened_total", "WebSockets opened since the start")),
      messages(figures.add_counter("buduan_websocket_messages_total", "Messages heard from clients")),
      bytes_sent(figures.add_counter("buduan_websocket_sent_bytes_total", "Bytes handed to the sockets")),
      fell_behind(figures.add_counter("buduan_websockets_closed_total", "WebSockets closed by the server for a cause",
                                      {{"cause", "fell_behind"}})),
      violations(figures.add_counter("buduan_websockets_closed_total", "", {{"cause", "violation"}})),
      silent(figures.add_counter("buduan_websockets_closed_total", "", {{"cause", "silent"}})) {}

websockets::websockets(live::hub& hub, live::timer_wheel& wheel, websocket_limits limits,
                       std::function<live::steady_time()> now, metrics& figures)
    : hub_(hub), wheel_(wheel), limits_(limits), now_(std::move(now)), counters_(figures) {
    figures.add_gauge("buduan_websockets_open", "WebSockets open now",
                      [this] { return static_cast<double>(open_.size()); });
}

websockets::~websockets() {
    cut_all();
}

void websockets::open(std::shared_ptr<transport> bytes, live::encoding in, connection_count::permit permit,
                      make_conversation const& make, std::string early) {
    auto const made = std::make_shared<websocket>(*this, std::move(bytes), in, std::move(permit));
    counters_.opened.add();
    made->begin(make, std::move(early));
}

void websockets::for_each(std::function<void(websocket&)> const& visit) {
    for (auto at = open_.begin(); at != open_.end();) {
        // A visit may cut the one it visits.
        auto const keep = (at++)->shared_from_this();
        visit(*keep);
    }
}

void websockets::close_all(live::close_code code, std::string_view reason) {
    for_each([&](websocket& one) { one.close(code, reason); });
}

void websockets::cut_all() {
    for_each([](websocket& one) { one.cut(); });
}

websocket::websocket(websockets& house, std::shared_ptr<transport> bytes, live::encoding in,
                     connection_count::permit permit)
    : house_(house),
      bytes_(std::move(bytes)),
      subscriber_(house.hub_, in, *this),
      reader_({house.limits_.message_bytes, house.limits_.fragments}),
      last_heard_(house.now_()),
      permit_(std::move(permit)) {
    house_.open_.push_back(*this);
}

websocket::~websocket() {
    if (phase_ != phase::gone) house_.open_.erase(websockets::list::s_iterator_to(*this));
}

void websocket::begin(websockets::make_conversation const& make, std::string early) {
    talk_ = make(*this);
    house_.wheel_.set(*this, last_heard_ + house_.limits_.ping_after);
    bytes_->start(shared_from_this());
    talk_->begin();
    if (!early.empty()) received(early);
}

void websocket::send(std::string_view message) {
    if (phase_ == phase::open) subscriber_.send(message);
}

void websocket::close(live::close_code code, std::optional<std::string_view> reason) {
    if (phase_ != phase::open) return;
    begin_closing(static_cast<std::uint16_t>(code), reason.value_or(live::meaning_of(code).reason), phase::closing);
}

void websocket::begin_closing(std::uint16_t code, std::string_view reason, phase next) {
    phase_ = next;
    subscriber_.end_with(code, reason);
    house_.wheel_.set(*this, house_.now_() + house_.limits_.closing);
}

void websocket::cut() {
    if (phase_ == phase::gone) return;
    phase_ = phase::gone;
    live::timer_wheel::cancel(*this);
    subscriber_.unfollow_all();
    house_.open_.erase(websockets::list::s_iterator_to(*this));
    bytes_->cut();
}

void websocket::received(std::span<char> bytes) {
    last_heard_ = house_.now_();
    while (phase_ == phase::open || phase_ == phase::closing) {
        auto const said = reader_.next(bytes);
        if (std::holds_alternative<live::need_more>(said)) return;
        house_.counters_.messages.add();
        auto const& limits = house_.limits_;
        if (!messages_.take(last_heard_, limits.messages_a_second, limits.message_burst)) {
            return close(live::close_code::too_many_messages);
        }
        hear(said);
    }
}

void websocket::hear(live::heard const& said) {
    bool const open = phase_ == phase::open;
    if (auto const* message = std::get_if<live::message_heard>(&said)) {
        if (!open) return;
        if (message->text != (subscriber_.speaks() == live::encoding::json)) {
            return begin_closing(static_cast<std::uint16_t>(live::close_code::unsupported_data),
                                 live::meaning_of(live::close_code::unsupported_data).reason, phase::closing);
        }
        talk_->hear(message->payload);
    } else if (auto const* ping = std::get_if<live::ping_heard>(&said)) {
        if (open) subscriber_.send_control(live::opcode::pong, ping->payload);
    } else if (auto const* fault = std::get_if<live::violation>(&said)) {
        house_.counters_.violations.add();
        if (!open) return cut();
        auto const& meaning = live::meaning_of(fault->code);
        begin_closing(static_cast<std::uint16_t>(meaning.code), meaning.reason, phase::leaving);
    } else if (auto const* theirs = std::get_if<live::close_heard>(&said)) {
        if (open) {
            begin_closing(theirs->code == 1005 ? 1000 : theirs->code, {}, phase::leaving);
        } else {
            phase_ = phase::leaving;
            flush();
        }
    }
}

void websocket::flush() {
    if (phase_ == phase::gone) return;
    auto const keep = shared_from_this();
    std::array<std::string_view, 64> pieces;
    auto const filled = std::span(pieces).first(subscriber_.gather(pieces));
    std::size_t wanted = 0;
    for (auto const& piece : filled)
        wanted += piece.size();
    if (wanted > 0) {
        auto const taken = bytes_->write(filled);
        if (!taken) return cut();
        subscriber_.written(*taken);
        house_.counters_.bytes_sent.add(*taken);
        if (*taken < wanted) return subscriber_.block();
    }
    if (phase_ == phase::leaving && !finished_) {
        finished_ = true;
        bytes_->finish();
    }
}

void websocket::writable() {
    subscriber_.unblock();
    flush();
}

void websocket::fell_behind() {
    house_.counters_.fell_behind.add();
    close(live::close_code::fell_behind);
}

void websocket::due(live::steady_time now) {
    if (phase_ != phase::open) return cut();
    auto const& limits = house_.limits_;
    auto const silence = now - last_heard_;
    if (silence >= limits.silent_for) {
        house_.counters_.silent.add();
        return close(live::close_code::silent);
    }
    if (silence < limits.ping_after) return house_.wheel_.set(*this, last_heard_ + limits.ping_after);
    subscriber_.send_control(live::opcode::ping, {});
    house_.wheel_.set(*this, last_heard_ + limits.silent_for);
}

}  // namespace buduan::net
