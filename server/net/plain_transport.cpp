#include "net/transport.hpp"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>
#include <utility>

namespace buduan::net {
namespace {

namespace asio = boost::asio;

// One for all connections: what was read is dealt with before the next read.
std::span<char> shared_read_buffer() {
    static std::array<char, 64 * 1024> buffer;
    return buffer;
}

class plain_transport final : public transport, public std::enable_shared_from_this<plain_transport> {
public:
    explicit plain_transport(tcp_socket socket) : socket_(std::move(socket)) {}

    void start(std::shared_ptr<owner> hears) override {
        bool const reads = owner_ != nullptr;
        owner_ = std::move(hears);
        if (!reads) wait_readable();
    }

    std::optional<std::size_t> write(std::span<std::string_view const> pieces) override {
        std::array<iovec, 64> vectors;
        std::size_t count = 0;
        std::size_t wanted = 0;
        for (auto const& piece : pieces) {
            wanted += piece.size();
            if (count == vectors.size()) continue;
            // The kernel only reads from it.
            vectors[count++] = {const_cast<char*>(piece.data()), piece.size()};  // NOLINT
        }
        if (wanted == 0) return 0;
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        ssize_t sent = 0;
        do {
            sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        } while (sent < 0 && errno == EINTR);
        if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) return std::nullopt;
        auto const taken = sent < 0 ? 0 : static_cast<std::size_t>(sent);
        if (taken < wanted) wait_writable();
        return taken;
    }

    void finish() override {
        boost::system::error_code ignored;
        socket_.shutdown(tcp_socket::shutdown_send, ignored);
    }

    void cut() override {
        auto const until_closed = std::move(owner_);
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

private:
    void wait_readable() {
        socket_.async_wait(tcp_socket::wait_read,
                           [self = shared_from_this()](boost::system::error_code error) { self->readable(error); });
    }

    void readable(boost::system::error_code error) {
        auto const hears = owner_;
        if (!hears) return;
        if (error) return hears->lost();
        auto const buffer = shared_read_buffer();
        auto const read = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (read == 0 || (read < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) return hears->lost();
        if (read > 0) hears->received(buffer.first(static_cast<std::size_t>(read)));
        if (owner_) wait_readable();
    }

    void wait_writable() {
        if (std::exchange(waits_writable_, true)) return;
        socket_.async_wait(tcp_socket::wait_write, [self = shared_from_this()](boost::system::error_code error) {
            self->waits_writable_ = false;
            auto const hears = self->owner_;
            if (!hears) return;
            if (error) return hears->lost();
            hears->writable();
        });
    }

    tcp_socket socket_;
    std::shared_ptr<owner> owner_;
    bool waits_writable_ = false;
};

}  // namespace

std::shared_ptr<transport> make_plain_transport(tcp_socket socket) {
    return std::make_shared<plain_transport>(std::move(socket));
}

}  // namespace buduan::net
