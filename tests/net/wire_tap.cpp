#include "net/wire_tap.hpp"

#include "live/client_frame.hpp"
#include "net/served_house.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace buduan::tests {

wire_tap::wire_tap(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(port);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr const*>(&there), sizeof there) != 0) {
        ::close(socket_);
        throw std::runtime_error("nobody listens");
    }
    timeval const patience{tap_patience.count(), 0};
    int const on = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

wire_tap::~wire_tap() {
    ::close(socket_);
}

void wire_tap::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // what the server says of it is still to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool wire_tap::fill() {
    char chunk[16 * 1024];
    auto const got = ::recv(socket_, chunk, sizeof chunk, 0);
    over_ = over_ || got == 0 || (got < 0 && errno == ECONNRESET);
    if (got <= 0) return false;
    in_.append(chunk, static_cast<std::size_t>(got));
    return true;
}

std::string wire_tap::read_until(std::string_view mark) {
    for (;;) {
        auto const at = in_.find(mark);
        if (at != std::string::npos) {
            auto found = in_.substr(0, at + mark.size());
            in_.erase(0, at + mark.size());
            return found;
        }
        if (!fill()) return std::exchange(in_, {});
    }
}

std::string wire_tap::read(std::size_t bytes) {
    while (in_.size() < bytes && fill()) {
    }
    auto found = in_.substr(0, bytes);
    in_.erase(0, found.size());
    return found;
}

bool wire_tap::closed() {
    while (fill())
        in_.clear();
    return over_;
}

tapped_answer read_answer(wire_tap& line, bool head_only) {
    tapped_answer answer;
    auto const head = line.read_until("\r\n\r\n");
    if (!head.starts_with("HTTP/1.1 ") || !head.ends_with("\r\n\r\n")) return answer;
    answer.status = std::stoi(head.substr(9, 3));
    for (auto at = head.find("\r\n") + 2; at + 2 < head.size();) {
        auto const end = head.find("\r\n", at);
        auto const field = head.substr(at, end - at);
        auto const colon = field.find(": ");
        auto name = field.substr(0, colon);
        for (char& c : name)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        answer.fields[name] = colon == std::string::npos ? "" : field.substr(colon + 2);
        at = end + 2;
    }
    auto const length = answer.field("content-length");
    if (!head_only && !length.empty()) answer.body = line.read(std::stoul(length));
    return answer;
}

std::string request_text(std::uint16_t port, std::string_view method, std::string_view target, std::string_view body,
                         std::vector<std::string> const& fields) {
    auto const host = "127.0.0.1:" + std::to_string(port);
    std::string text;
    text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    bool origin = false;
    for (auto const& field : fields) {
        text.append(field).append("\r\n");
        origin = origin || field.starts_with("Origin:");
    }
    if (!origin) text.append("Origin: http://").append(host).append("\r\n");
    if (!body.empty()) text.append("Content-Type: application/json\r\n");
    if (!body.empty() || method == "POST") {
        text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    }
    return text.append("\r\n").append(body);
}

tapped_answer ask(std::uint16_t port, std::string_view method, std::string_view target, std::string_view body,
                  std::vector<std::string> const& fields) {
    wire_tap line(port);
    line.send(request_text(port, method, target, body, fields));
    return read_answer(line, method == "HEAD");
}

namespace {

std::string cookie_of(tapped_answer const& answer) {
    auto const cookie = answer.field("set-cookie");
    if (answer.status != 200 || cookie.empty()) throw std::runtime_error("not signed in: " + answer.body);
    return cookie.substr(0, cookie.find(';'));
}

}  // namespace

std::string sign_in(std::uint16_t port, std::string const& account) {
    return cookie_of(
        ask(port, "POST", "/v1/session",
            R"({"hall":"district","account":")" + account + R"(","password":")" + served_house::password + R"("})"));
}

std::string sign_in_device(std::uint16_t port, std::string const& device) {
    return cookie_of(
        ask(port, "POST", "/v1/device-session", R"({"token":")" + served_house::token_of(device) + R"("})"));
}

tapped_socket::tapped_socket(std::uint16_t port, std::string const& cookie, bool binary) : line_(port) {
    std::vector<std::string> fields{"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                    std::string("Sec-WebSocket-Protocol: buduan.v1.") + (binary ? "proto" : "json")};
    if (!cookie.empty()) fields.push_back("Cookie: " + cookie);
    line_.send(request_text(port, "GET", "/ws", {}, fields));
    auto const head = line_.read_until("\r\n\r\n");
    if (!head.starts_with("HTTP/1.1 101")) throw std::runtime_error("no upgrade: " + head);
    auto const hello = next();
    if (!hello) throw std::runtime_error("no welcome");
    welcome_ = hello->payload;
}

std::string client_text(std::string_view message) {
    return client_frame{.payload = std::string(message)}.bytes();
}

void tapped_socket::say(std::string_view message) {
    line_.send(client_text(message));
}

std::optional<tapped_socket::frame> tapped_socket::next() {
    for (;;) {
        auto const head = line_.read(2);
        if (head.size() < 2) return std::nullopt;
        auto const byte = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c)); };
        std::size_t length = byte(head[1]) & 0x7FU;
        if (length >= 126) {
            auto const longer = line_.read(length == 126 ? 2 : 8);
            length = 0;
            for (char const c : longer)
                length = length << 8U | byte(c);
        }
        frame found{static_cast<std::uint8_t>(byte(head[0]) & 0x0FU), line_.read(length)};
        if (found.payload.size() < length) return std::nullopt;
        if (found.opcode != 9) return found;
        line_.send(client_frame{.kind = live::opcode::pong, .payload = found.payload}.bytes());
    }
}

std::string tapped_socket::expect(std::string_view part) {
    std::string seen;
    while (auto const one = next()) {
        if (one->says(part)) return one->payload;
        seen += one->payload.substr(0, 300) + '\n';
    }
    throw std::runtime_error("never said: " + std::string(part) + "; but:\n" + seen);
}

std::uint16_t tapped_socket::close_code(std::string* reason) {
    while (auto const one = next()) {
        if (one->opcode != 8) continue;
        if (reason != nullptr && one->payload.size() > 2) *reason = one->payload.substr(2);
        if (one->payload.size() < 2) return 1005;
        return static_cast<std::uint16_t>(static_cast<unsigned char>(one->payload[0]) << 8U |
                                          static_cast<unsigned char>(one->payload[1]));
    }
    return 1006;
}

bool tapped_socket::alive() {
    auto const stamp = std::to_string(777'000 + ++pings_);
    say(R"({"request":99,"ping":{"clientMs":")" + stamp + R"("}})");
    while (auto const one = next()) {
        if (one->opcode == 8) return false;
        if (one->says("pong") && one->says(stamp)) return true;
    }
    return false;
}

}  // namespace buduan::tests
