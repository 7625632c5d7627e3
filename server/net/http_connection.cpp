#include "net/http_connection.hpp"

#include <algorithm>
#include <utility>

namespace buduan::net {

http_connections::http_connections(http_service& service, websockets& sockets, live::timer_wheel& wheel,
                                   connection_limits const& limits, std::function<live::steady_time()> now,
                                   metrics& figures)
    : service_(service),
      sockets_(sockets),
      wheel_(wheel),
      limits_(limits),
      now_(std::move(now)),
      answered_(),
      slow_(figures.add_counter("buduan_http_slow_total", "Connections cut because a request or its taking was slow")) {
    constexpr std::array<std::string_view, 5> classes{"1xx", "2xx", "3xx", "4xx", "5xx"};
    for (std::size_t i = 0; i < classes.size(); ++i) {
        answered_[i] = &figures.add_counter("buduan_http_responses_total", "HTTP responses by class of status",
                                            {{"status", classes[i]}});
    }
    figures.add_gauge("buduan_http_connections_open", "Connections open now that are no WebSockets",
                      [this] { return static_cast<double>(open_.size()); });
}

http_connections::~http_connections() {
    cut_all();
}

void http_connections::open(std::shared_ptr<transport> bytes, connection_count::permit permit, bool encrypted) {
    std::make_shared<http_connection>(*this, std::move(bytes), std::move(permit), encrypted)->begin();
}

void http_connections::for_each(std::function<void(http_connection&)> const& visit) {
    for (auto at = open_.begin(); at != open_.end();) {
        auto const keep = (at++)->shared_from_this();
        visit(*keep);
    }
}

void http_connections::leave() {
    leaving_ = true;
    for_each([](http_connection& one) { one.leave(); });
}

void http_connections::cut_all() {
    for_each([](http_connection& one) { one.cut(); });
}

http_connection::http_connection(http_connections& house, std::shared_ptr<transport> bytes,
                                 connection_count::permit permit, bool encrypted)
    : house_(house), bytes_(std::move(bytes)), permit_(std::move(permit)), encrypted_(encrypted) {
    house_.open_.push_back(*this);
}

http_connection::~http_connection() {
    if (phase_ != phase::gone) house_.open_.erase(house_.open_.iterator_to(*this));
}

void http_connection::begin() {
    enter(phase::awaiting, house_.limits_.first_byte);
    bytes_->start(shared_from_this());
}

void http_connection::leave() {
    keep_alive_ = false;
    if (phase_ == phase::awaiting) cut();
}

void http_connection::cut() {
    if (phase_ == phase::gone) return;
    phase_ = phase::gone;
    live::timer_wheel::cancel(*this);
    house_.open_.erase(house_.open_.iterator_to(*this));
    bytes_->cut();
}

void http_connection::enter(phase next, std::chrono::milliseconds limit) {
    phase_ = next;
    house_.wheel_.set(*this, house_.now_() + limit);
}

// --- reading

void http_connection::received(std::span<char> bytes) {
    if (phase_ == phase::lingering || phase_ == phase::gone) return;
    bool const busy = phase_ == phase::handling || phase_ == phase::writing;
    if (busy && in_.size() + bytes.size() > house_.limits_.pipelined_bytes) return cut();
    in_.append(bytes.data(), bytes.size());
    go_on();
}

void http_connection::go_on() {
    // An answer that is given at once comes back to here.
    if (std::exchange(going_on_, true)) return;
    while (step()) {
    }
    going_on_ = false;
}

bool http_connection::step() {
    if (phase_ == phase::awaiting && !in_.empty()) {
        reader_.emplace(house_.limits_.header_bytes);
        enter(phase::head, house_.limits_.header);
    }
    return (phase_ == phase::head || phase_ == phase::body) && read_on();
}

bool http_connection::read_on() {
    auto const used = reader_->put(in_);
    in_.erase(0, used);
    if (auto const fault = reader_->fault()) {
        keep_alive_ = false;
        say(house_.service_.refuse(*fault));
        return false;
    }
    if (phase_ == phase::head) return reader_->head_complete() && judge_head();
    if (!reader_->complete()) return used > 0 && !in_.empty();
    handle();
    return true;
}

bool http_connection::judge_head() {
    head_only_ = reader_->head().method == method::head;
    auto const verdict = house_.service_.judge(reader_->head());
    if (verdict.upgrade) {
        upgrade();
        return true;
    }
    reader_->allow_body(verdict.body_limit);
    enter(phase::body, house_.limits_.body);
    return true;
}

request http_connection::known_of(request asked) const {
    asked.peer = permit_->address();
    asked.loopback = asked.peer == "::1" || asked.peer.starts_with("127.");
    asked.encrypted = encrypted_;
    return asked;
}

void http_connection::handle() {
    keep_alive_ = reader_->keep_alive() && !house_.leaving_;
    auto asked = known_of(reader_->take());
    reader_.reset();
    enter(phase::handling, house_.limits_.response);
    house_.service_.answer(std::move(asked), [self = weak_from_this(), request = ++requests_](response out) {
        if (auto const here = self.lock()) here->respond(request, std::move(out));
    });
}

void http_connection::upgrade() {
    // Bytes behind the head are a WebSocket's; a body there would be read in two ways.
    if (!reader_->complete()) {
        keep_alive_ = false;
        return say(house_.service_.refuse(http_fault::malformed));
    }
    auto verdict = house_.service_.judge_upgrade(known_of(reader_->head()), reader_->handshake());
    keep_alive_ = false;
    if (auto* refusal = std::get_if<response>(&verdict)) return say(std::move(*refusal));
    grant_ = std::move(std::get<http_service::upgrade_grant>(verdict));
    out_head_ = upgrade_head(grant_->agreed);
    out_ = {};
    house_.answered_[0]->add();
    enter(phase::writing, house_.limits_.response);
    write_on();
}

// --- writing

void http_connection::respond(std::uint64_t request, response out) {
    if (phase_ != phase::handling || request != requests_) return;
    say(std::move(out));
    go_on();
}

void http_connection::say(response out) {
    out_ = std::move(out);
    keep_alive_ = keep_alive_ && !out_.close;
    out_head_ = response_head(out_, {keep_alive_, encrypted_, head_only_});
    house_.answered_[std::clamp(out_.status / 100, 1U, 5U) - 1]->add();
    enter(phase::writing, house_.limits_.response);
    write_on();
}

void http_connection::write_on() {
    std::string_view const body = out_.shared_body ? *out_.shared_body : out_.body;
    std::array<std::string_view, 2> pieces{out_head_, head_only_ ? std::string_view() : body};
    auto const total = pieces[0].size() + pieces[1].size();
    auto const of_head = std::min(sent_, pieces[0].size());
    pieces[0].remove_prefix(of_head);
    pieces[1].remove_prefix(sent_ - of_head);
    auto const taken = bytes_->write(pieces);
    if (!taken) return cut();
    sent_ += *taken;
    if (sent_ == total) said_all();
}

void http_connection::writable() {
    if (phase_ != phase::writing) return;
    write_on();
    go_on();
}

void http_connection::said_all() {
    if (grant_) return hand_over();
    out_head_ = {};
    out_ = {};
    sent_ = 0;
    head_only_ = false;
    if (in_.empty()) in_ = {};
    if (keep_alive_) return enter(phase::awaiting, house_.limits_.idle);
    enter(phase::lingering, house_.limits_.lingering);
    bytes_->finish();
}

void http_connection::hand_over() {
    auto const keep = shared_from_this();
    phase_ = phase::gone;
    live::timer_wheel::cancel(*this);
    house_.open_.erase(house_.open_.iterator_to(*this));
    house_.sockets_.open(std::move(bytes_), grant_->agreed.encoding, std::move(*permit_), grant_->make, std::move(in_));
}

void http_connection::due(live::steady_time) {
    if (phase_ == phase::handling) {
        keep_alive_ = false;
        return say(house_.service_.too_late());
    }
    if (phase_ == phase::head || phase_ == phase::body || phase_ == phase::writing) house_.slow_.add();
    cut();
}

}  // namespace buduan::net
