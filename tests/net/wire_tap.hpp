#pragma once

// A client that sends whatever bytes a test wants, right or wrong, and says what came back. Plain blocking sockets; any
// wait ends after `patience`.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::tests {

inline constexpr std::chrono::seconds tap_patience{10};

class wire_tap {
public:
    // To 127.0.0.1. Throws std::runtime_error when nobody listens.
    explicit wire_tap(std::uint16_t port);
    ~wire_tap();
    wire_tap(wire_tap const&) = delete;
    wire_tap& operator=(wire_tap const&) = delete;

    void send(std::string_view bytes);
    // Reads until what was read ends with or holds `mark`, the other side closes, or patience is at its end.
    std::string read_until(std::string_view mark);
    // Exactly so many bytes, fewer when the other side closes.
    std::string read(std::size_t bytes);
    // True when the other side closes in time; what came before is dropped.
    bool closed();

private:
    bool fill();

    int socket_ = -1;
    std::string in_;
    bool over_ = false;
};

struct tapped_answer {
    int status = 0;                             // 0: the server closed without a word
    std::map<std::string, std::string> fields;  // names in lower case
    std::string body;
    [[nodiscard]] std::string field(std::string const& name) const {
        auto const found = fields.find(name);
        return found == fields.end() ? std::string() : found->second;
    }
    [[nodiscard]] bool says(std::string_view part) const { return body.find(part) != std::string::npos; }
};

// One answer off the line. `head_only`: no body follows whatever its length says.
tapped_answer read_answer(wire_tap& line, bool head_only = false);

// A whole request with the fields that a page of this server would send.
[[nodiscard]] std::string request_text(std::uint16_t port, std::string_view method, std::string_view target,
                                       std::string_view body = {}, std::vector<std::string> const& fields = {});
// On a connection of its own.
tapped_answer ask(std::uint16_t port, std::string_view method, std::string_view target, std::string_view body = {},
                  std::vector<std::string> const& fields = {});

// "name=value" of the session that is opened; throws when it is refused.
[[nodiscard]] std::string sign_in(std::uint16_t port, std::string const& account);
[[nodiscard]] std::string sign_in_device(std::uint16_t port, std::string const& device);

// A text message framed and masked as a browser would.
[[nodiscard]] std::string client_text(std::string_view message);

// A WebSocket on a tap: upgraded, and its frames one by one.
class tapped_socket {
public:
    // Throws when the upgrade is refused. The welcome has been read.
    explicit tapped_socket(std::uint16_t port, std::string const& cookie = {}, bool binary = false);

    void say(std::string_view message);
    void send_bytes(std::string_view bytes) { line_.send(bytes); }

    struct frame {
        std::uint8_t opcode = 0;
        std::string payload;
        [[nodiscard]] bool says(std::string_view part) const { return payload.find(part) != std::string::npos; }
    };
    // The next frame that is no ping; empty when the line ended.
    std::optional<frame> next();
    // The next message that holds `part`; throws when none comes.
    std::string expect(std::string_view part);
    // The code of the close frame that ends the line, whatever comes before it; 1006 when it just ends.
    std::uint16_t close_code(std::string* reason = nullptr);
    // Nothing is lost: a ping in order is answered.
    [[nodiscard]] bool alive();

    [[nodiscard]] std::string const& welcome() const { return welcome_; }

private:
    wire_tap line_;
    std::string welcome_;
    int pings_ = 0;
};

}  // namespace buduan::tests
