#include "app/public_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <netinet/in.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace buduan::app {
namespace {

constexpr int patience_s = 5;
constexpr std::size_t answer_limit = 4 * 1024 * 1024;

class loopback_socket {
public:
    explicit loopback_socket(std::uint16_t port) : file_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        timeval const patience{patience_s, 0};
        ::setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(file_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(file_, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
    }
    ~loopback_socket() {
        if (file_ >= 0) ::close(file_);
    }
    loopback_socket(loopback_socket const&) = delete;
    loopback_socket& operator=(loopback_socket const&) = delete;

    bool send(std::string_view text) const {
        while (connected_ && !text.empty()) {
            auto const sent = ::send(file_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return connected_;
    }
    [[nodiscard]] std::string receive_all() const {
        std::string all;
        std::array<char, 16 * 1024> chunk{};
        while (all.size() < answer_limit) {
            auto const got = ::recv(file_, chunk.data(), chunk.size(), 0);
            if (got <= 0) break;
            all.append(chunk.data(), static_cast<std::size_t>(got));
        }
        return all;
    }

private:
    int file_;
    bool connected_ = false;
};

std::string header(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
        auto const line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        bool same = true;
        for (std::size_t i = 0; i < name.size(); ++i)
            same = same && (line[i] | 0x20) == (name[i] | 0x20);
        if (!same) continue;
        auto const value = line.substr(name.size() + 1);
        auto const begin = value.find_first_not_of(' ');
        return begin == std::string_view::npos ? std::string() : std::string(value.substr(begin));
    }
    return {};
}

// Chunks as RFC 9112 frames them, joined.
std::string joined(std::string_view chunks) {
    std::string all;
    while (!chunks.empty()) {
        auto const line = chunks.find("\r\n");
        if (line == std::string_view::npos) break;
        auto const size = std::strtoul(std::string(chunks.substr(0, line)).c_str(), nullptr, 16);
        chunks.remove_prefix(line + 2);
        if (size == 0 || size > chunks.size()) break;
        all += chunks.substr(0, size);
        chunks.remove_prefix(std::min(chunks.size(), size + 2));
    }
    return all;
}

http_answer ask(std::uint16_t port, std::string const& request) {
    loopback_socket const socket(port);
    if (!socket.send(request)) return {};
    auto const answer = socket.receive_all();
    auto const end = answer.find("\r\n\r\n");
    if (!answer.starts_with("HTTP/1.") || end == std::string::npos || end < 12) return {};
    std::string_view const head(answer.data(), end + 2);
    http_answer made;
    made.status = std::atoi(answer.c_str() + 9);
    auto const cookie = header(head, "Set-Cookie");
    made.cookie = cookie.substr(0, cookie.find(';'));
    made.body = answer.substr(end + 4);
    if (header(head, "Transfer-Encoding") == "chunked") made.body = joined(made.body);
    return made;
}

std::string origin(std::uint16_t port) {
    return "127.0.0.1:" + std::to_string(port);
}

}  // namespace

http_answer http_get(std::uint16_t port, std::string const& target) {
    return ask(port, "GET " + target + " HTTP/1.1\r\nHost: " + origin(port) + "\r\nConnection: close\r\n\r\n");
}

http_answer http_post(std::uint16_t port, std::string const& target, std::string const& json,
                      std::string const& cookie) {
    return ask(port, "POST " + target + " HTTP/1.1\r\nHost: " + origin(port) + "\r\nOrigin: http://" + origin(port) +
                         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(json.size()) +
                         (cookie.empty() ? "" : "\r\nCookie: " + cookie) + "\r\nConnection: close\r\n\r\n" + json);
}

}  // namespace buduan::app
