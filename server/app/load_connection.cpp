#include "app/load_connection.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace buduan::app {

namespace {

constexpr std::size_t read_chunk = 256 * 1024;

[[noreturn]] void fail(char const* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

load_reactor::load_reactor() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) fail("epoll_create1");
}

load_reactor::~load_reactor() {
    close(epoll_);
}

void load_reactor::poll(int wait_ms) {
    std::array<epoll_event, 512> ready{};
    int const count = epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), wait_ms);
    for (int i = 0; i < count; ++i) {
        auto const& event = ready[static_cast<std::size_t>(i)];
        static_cast<load_connection*>(event.data.ptr)->ready(event.events);
    }
}

bool load_reactor::poll_until(std::function<bool()> const& reached, double limit_s) {
    auto const until = std::chrono::steady_clock::now() + std::chrono::duration<double>(limit_s);
    while (!reached()) {
        if (std::chrono::steady_clock::now() >= until) return false;
        poll(10);
    }
    return true;
}

load_connection::load_connection(load_reactor& reactor, load_target const& target, on_message receive)
    : reactor_(reactor), receive_(std::move(receive)) {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) fail("socket");
    int const on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

    if (target.receive_buffer > 0) {
        setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &target.receive_buffer, sizeof target.receive_buffer);
    }

    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(target.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) < 0 && errno != EINPROGRESS) {
        close(socket_);
        fail("connect");
    }

    auto const host = "127.0.0.1:" + std::to_string(target.port);
    // The key of RFC 6455's own example: a load client has nothing to hide from caches.
    out_ = "GET /ws HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
           "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: " +
           target.protocol + "\r\n";
    if (!target.cookie.empty()) out_ += "Cookie: " + target.cookie + "\r\n";
    out_ += "\r\n";

    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.ptr = this;
    if (epoll_ctl(reactor_.epoll_, EPOLL_CTL_ADD, socket_, &event) < 0) fail("epoll_ctl");
}

load_connection::~load_connection() {
    if (socket_ >= 0) close(socket_);
}

void load_connection::send(std::string_view text) {
    if (phase_ == phase::closed) return;
    send_frame(0x1, text);
    if (phase_ == phase::open) flush();
}

void load_connection::stall() {
    stalled_ = true;
    watch(false);
}

void load_connection::resume() {
    stalled_ = false;
    writable_watched_ = true;
    watch(false);
}

void load_connection::ready(std::uint32_t events) {
    if (phase_ == phase::closed) return;
    if ((events & (EPOLLERR | EPOLLHUP)) != 0 && (events & EPOLLIN) == 0) return finish(1006);
    if (phase_ == phase::connecting && (events & EPOLLOUT) != 0) phase_ = phase::upgrading;
    if ((events & EPOLLOUT) != 0) flush();
    if ((events & EPOLLIN) != 0 && !stalled_) read_some();
}

void load_connection::read_some() {
    static thread_local std::string chunk(read_chunk, '\0');
    auto const got = recv(socket_, chunk.data(), chunk.size(), 0);
    if (got == 0) return finish(1006);
    if (got < 0) {
        if (errno != EAGAIN && errno != EINTR) finish(1006);
        return;
    }
    bytes_ += static_cast<std::uint64_t>(got);
    in_.append(chunk.data(), static_cast<std::size_t>(got));
    if (phase_ != phase::open && !take_handshake()) return;
    take_frames();
}

bool load_connection::take_handshake() {
    auto const end = in_.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    if (!in_.starts_with("HTTP/1.1 101")) {
        finish(1002);
        return false;
    }
    in_.erase(0, end + 4);
    phase_ = phase::open;
    flush();
    return true;
}

// Server frames are never masked; fragments are not expected from this server and end the connection.
void load_connection::take_frames() {
    std::size_t at = 0;
    while (phase_ == phase::open && in_.size() - at >= 2) {
        auto const byte = [&](std::size_t i) { return static_cast<std::uint8_t>(in_[at + i]); };
        std::uint64_t length = byte(1) & 0x7F;
        std::size_t header = 2;
        if (length >= 126) {
            auto const wide = length == 126 ? std::size_t{2} : std::size_t{8};
            if (in_.size() - at < header + wide) break;
            length = 0;
            for (std::size_t i = 0; i < wide; ++i)
                length = length << 8 | byte(header + i);
            header += wide;
        }
        if (in_.size() - at < header + length) break;
        std::string_view const payload(in_.data() + at + header, length);
        switch (byte(0)) {
            case 0x81:
            case 0x82:
                ++messages_;
                if (receive_) receive_(payload);
                break;
            case 0x89: send_frame(0xA, payload); break;
            case 0x8A: break;
            case 0x88:
                finish(payload.size() < 2 ? std::uint16_t{1005}
                                          : static_cast<std::uint16_t>(static_cast<std::uint8_t>(payload[0]) << 8 |
                                                                       static_cast<std::uint8_t>(payload[1])));
                return;
            default: finish(1002); return;
        }
        at += header + length;
    }
    in_.erase(0, at);
    if (in_.empty()) in_.shrink_to_fit();
    if (phase_ == phase::open && !out_.empty()) flush();
}

void load_connection::send_frame(std::uint8_t opcode, std::string_view payload) {
    // Text sent before the handshake is answered waits in `out_` behind the request.
    constexpr std::array<char, 4> mask{0x21, 0x43, 0x65, 0x07};
    out_.push_back(static_cast<char>(0x80 | opcode));
    if (payload.size() < 126) {
        out_.push_back(static_cast<char>(0x80 | payload.size()));
    } else if (payload.size() < 65536) {
        out_.push_back(static_cast<char>(0x80 | 126));
        out_.push_back(static_cast<char>(payload.size() >> 8));
        out_.push_back(static_cast<char>(payload.size()));
    } else {
        out_.push_back(static_cast<char>(0x80 | 127));
        for (int shift = 56; shift >= 0; shift -= 8)
            out_.push_back(static_cast<char>(payload.size() >> shift));
    }
    out_.append(mask.data(), mask.size());
    for (std::size_t i = 0; i < payload.size(); ++i)
        out_.push_back(static_cast<char>(payload[i] ^ mask[i % 4]));
}

void load_connection::flush() {
    while (!out_.empty()) {
        auto const sent = ::send(socket_, out_.data(), out_.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EAGAIN || errno == EINTR) return watch(true);
            return finish(1006);
        }
        out_.erase(0, static_cast<std::size_t>(sent));
    }
    out_.shrink_to_fit();
    watch(false);
}

void load_connection::watch(bool writable) {
    if (phase_ == phase::closed || (writable == writable_watched_ && !stalled_)) return;
    writable_watched_ = writable;
    epoll_event event{};
    event.events =
        (stalled_ ? 0U : static_cast<std::uint32_t>(EPOLLIN)) | (writable ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    event.data.ptr = this;
    epoll_ctl(reactor_.epoll_, EPOLL_CTL_MOD, socket_, &event);
}

void load_connection::finish(std::uint16_t code) {
    phase_ = phase::closed;
    close_code_ = code;
    close(socket_);
    socket_ = -1;
}

}  // namespace buduan::app
