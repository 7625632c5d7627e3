#pragma once

// HTTP/1.1 requests out of bytes and responses into bytes, without any I/O; Beast inside. Stricter than Beast where
// leniency lets two readers of the same bytes disagree: no Transfer-Encoding in requests, no folded lines, and fields
// that may stand once stand once.

#include "net/handshake.hpp"
#include "net/http_message.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace buduan::net {

enum class http_fault : std::uint8_t {
    malformed,         // 400
    header_too_large,  // 431
    length_required,   // 411: a body must say its length
    body_too_large,    // 413
    wrong_version,     // 505
};

// Reads one request. Never throws on any bytes.
class request_reader {
public:
    explicit request_reader(std::size_t header_limit);
    ~request_reader();
    request_reader(request_reader&&) noexcept;
    request_reader& operator=(request_reader&&) noexcept;

    // Says how many bytes were used; the others are to come again with what follows them. Stops behind the head, so
    // that its length can be judged, and behind the body.
    [[nodiscard]] std::size_t put(std::string_view bytes);

    [[nodiscard]] std::optional<http_fault> fault() const;
    [[nodiscard]] bool head_complete() const;
    [[nodiscard]] bool complete() const;

    // Between the two: a fault when the announced body is larger.
    void allow_body(std::size_t limit);

    // REQUIRES: head_complete(). Without body, peer and what else the connection knows.
    [[nodiscard]] request const& head() const;
    [[nodiscard]] handshake_fields handshake() const;  // views into this
    [[nodiscard]] bool keep_alive() const;
    // REQUIRES: complete().
    [[nodiscard]] request take();

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

struct response_context {
    bool keep_alive = true;
    bool encrypted = false;  // adds Strict-Transport-Security
    bool head_only = false;  // the answer to HEAD
};

// The head's bytes; the body follows them as it is. Adds the fields that every response has.
[[nodiscard]] std::string response_head(response const& out, response_context const& context);

// 101, ready to be sent.
[[nodiscard]] std::string upgrade_head(handshake_answer const& agreed);

}  // namespace buduan::net
