#pragma once

// A WebSocket client for load: non-blocking, many thousands in one thread over one epoll. Small on purpose, so that the
// generator's own cost does not drown the server's. Speaks RFC 6455 as clients must (masked, answers pings); no TLS.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::app {

class load_connection;

// Watches connections and calls them back. One thread.
class load_reactor {
public:
    load_reactor();
    ~load_reactor();
    load_reactor(load_reactor const&) = delete;
    load_reactor& operator=(load_reactor const&) = delete;

    // Handles what is ready; waits at most `wait_ms` for the first.
    void poll(int wait_ms);

    // Polls until `reached` or the time is over; tells whether it was reached.
    bool poll_until(std::function<bool()> const& reached, double limit_s);

private:
    friend class load_connection;
    int epoll_ = -1;
};

struct load_target {
    std::uint16_t port = 0;  // on 127.0.0.1
    std::string cookie;      // of a signed-in person or device; may be empty
    std::string protocol = "buduan.v1.json";
    int receive_buffer = 0;  // bytes the kernel keeps for this side; 0 = as it likes
};

class load_connection {
public:
    // Called with each whole text or binary message; the view dies after the call.
    using on_message = std::function<void(std::string_view)>;

    // Starts to connect. Throws std::system_error when not even a socket can be had.
    load_connection(load_reactor& reactor, load_target const& target, on_message receive);
    ~load_connection();
    load_connection(load_connection const&) = delete;
    load_connection& operator=(load_connection const&) = delete;

    void send(std::string_view text);

    // A reader that stops: bytes stay in the kernel until it goes on.
    void stall();
    void resume();

    [[nodiscard]] bool open() const { return phase_ == phase::open; }
    [[nodiscard]] bool closed() const { return phase_ == phase::closed; }
    [[nodiscard]] std::uint16_t close_code() const { return close_code_; }
    [[nodiscard]] std::uint64_t messages() const { return messages_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    friend class load_reactor;
    enum class phase : std::uint8_t { connecting, upgrading, open, closed };

    void ready(std::uint32_t events);
    void read_some();
    void flush();
    void watch(bool writable);
    void finish(std::uint16_t code);
    void take_frames();
    bool take_handshake();
    void send_frame(std::uint8_t opcode, std::string_view payload);

    load_reactor& reactor_;
    on_message receive_;
    std::string in_;
    std::string out_;
    std::uint64_t messages_ = 0;
    std::uint64_t bytes_ = 0;
    int socket_ = -1;
    std::uint16_t close_code_ = 0;
    phase phase_ = phase::connecting;
    bool stalled_ = false;
    bool writable_watched_ = true;
};

}  // namespace buduan::app
