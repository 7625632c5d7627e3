// The framing alone behind a socket, for clients that others wrote: says back what it hears, and obeys a few words.
// One connection after the other; the handshake is the shortest that a client accepts, the server's own lies in net.
//
//   "!ping X"    sends a ping with X, and "pong" once it is answered
//   "!close N X" closes with code N and reason X
//   "!big N"     sends a message of N bytes
//
// Prints the port it listens on and ends when its standard input does.

#include "live/frame_codec.hpp"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <netinet/in.h>
#include <poll.h>
#include <span>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace {

using namespace buduan::live;

class socket_handle {
public:
    explicit socket_handle(int number) : number_(number) {
        if (number_ < 0) throw std::runtime_error("no socket");
    }
    ~socket_handle() { ::close(number_); }
    socket_handle(socket_handle const&) = delete;
    socket_handle& operator=(socket_handle const&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

void send_all(socket_handle const& to, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(to.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // the client has gone, which the next read tells too
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string accept_of(std::string_view key) {
    std::string const text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, 20> hash{};
    std::array<unsigned char, 32> base64{};
    EVP_Digest(text.data(), text.size(), hash.data(), nullptr, EVP_sha1(), nullptr);
    int const length = EVP_EncodeBlock(base64.data(), hash.data(), static_cast<int>(hash.size()));
    return {base64.begin(), base64.begin() + length};
}

// Reads the request's head; false when the client went away.
bool shake_hands(socket_handle const& with) {
    std::string head;
    char one = 0;
    while (!head.ends_with("\r\n\r\n")) {
        if (head.size() > 8192 || ::recv(with.number(), &one, 1, 0) != 1) return false;
        head.push_back(one);
    }
    constexpr std::string_view field = "\r\nSec-WebSocket-Key: ";
    auto const at = head.find(field);
    if (at == std::string::npos) return false;
    auto const from = at + field.size();
    send_all(with,
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Accept: " +
                 accept_of(std::string_view(head).substr(from, head.find('\r', from) - from)) + "\r\n\r\n");
    return true;
}

unsigned number_in(std::string_view& text) {
    unsigned value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty()) text.remove_prefix(1);
    return value;
}

std::string reply_to(message_heard const& message) {
    std::string out;
    auto rest = message.payload;
    auto const order = [&rest](std::string_view word) {
        if (!rest.starts_with(word)) return false;
        rest.remove_prefix(word.size());
        return true;
    };
    if (message.text && order("!ping ")) {
        append_frame(out, opcode::ping, rest);
    } else if (message.text && order("!close ")) {
        auto const code = static_cast<std::uint16_t>(number_in(rest));
        append_close(out, code, rest);
    } else if (message.text && order("!big ")) {
        append_frame(out, opcode::binary, std::string(number_in(rest), 'b'));
    } else {
        append_frame(out, message.text ? opcode::text : opcode::binary, message.payload);
    }
    return out;
}

// What is to be sent, and whether that ends the connection.
std::pair<std::string, bool> answer_to(heard const& what) {
    std::string out;
    if (auto const* message = std::get_if<message_heard>(&what)) return {reply_to(*message), false};
    if (auto const* ping = std::get_if<ping_heard>(&what)) {
        append_frame(out, opcode::pong, ping->payload);
        return {out, false};
    }
    if (std::holds_alternative<pong_heard>(what)) {
        append_frame(out, opcode::text, "pong");
        return {out, false};
    }
    if (auto const* close = std::get_if<close_heard>(&what)) {
        if (close->code == 1005) {
            append_frame(out, opcode::close, {});
        } else {
            append_close(out, close->code, close->reason);
        }
        return {out, true};
    }
    auto const code = std::get<violation>(what).code;
    append_close(out, static_cast<std::uint16_t>(code), meaning_of(code).reason);
    return {out, true};
}

void serve(socket_handle const& client) {
    if (!shake_hands(client)) return;
    frame_reader reader;
    std::array<char, 65536> buffer{};
    // Reads of many sizes, so that frames are cut at every place.
    constexpr std::array<std::size_t, 6> sizes{1, 3, 64, 1021, 4096, 65536};
    for (std::size_t turn = 0;; ++turn) {
        auto const got = ::recv(client.number(), buffer.data(), sizes[turn % sizes.size()], 0);
        if (got <= 0) return;
        std::span<char> input(buffer.data(), static_cast<std::size_t>(got));
        for (;;) {
            auto const what = reader.next(input);
            if (std::holds_alternative<need_more>(what)) break;
            auto const [out, ends] = answer_to(what);
            send_all(client, out);
            if (!ends) continue;
            ::shutdown(client.number(), SHUT_WR);
            while (::recv(client.number(), buffer.data(), buffer.size(), 0) > 0) {
            }
            return;
        }
    }
}

}  // namespace

int main() {
    socket_handle const listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof here;
    auto* const address = reinterpret_cast<sockaddr*>(&here);
    if (::bind(listener.number(), address, length) != 0 || ::listen(listener.number(), 16) != 0 ||
        ::getsockname(listener.number(), address, &length) != 0) {
        std::perror("listen");
        return 1;
    }
    std::printf("%d\n", ntohs(here.sin_port));
    std::fflush(stdout);

    std::array<pollfd, 2> watched{pollfd{listener.number(), POLLIN, 0}, pollfd{STDIN_FILENO, POLLIN, 0}};
    while (::poll(watched.data(), watched.size(), -1) > 0 && watched[1].revents == 0) {
        if ((watched[0].revents & POLLIN) == 0) continue;
        int const accepted = ::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted >= 0) serve(socket_handle(accepted));
    }
    return 0;
}
