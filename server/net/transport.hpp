#pragma once

// The bytes under a connection, plain or TLS. The plain one writes straight from the logs of frames in one gather write
// and keeps nothing; the TLS one copies what it takes, since encryption must.
//
// An owner and its transport hold each other from `start` to `cut`, so both live as long as the connection does.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace buduan::net {

// With the concrete executor a socket is a third of its usual size.
using loop_executor = boost::asio::io_context::executor_type;
using tcp_socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, loop_executor>;

class transport {
public:
    // Hears of a transport. Every call may end with the owner cutting or handing on its transport.
    class owner {
    public:
        virtual ~owner() = default;

        // Bytes that came in; they may be changed in place and are gone after the call.
        virtual void received(std::span<char> bytes) = 0;
        // After a `write` that took less than all: it takes bytes again.
        virtual void writable() = 0;
        // The other end closed or the connection broke. The last call; the owner is to cut.
        virtual void lost() = 0;
    };

    virtual ~transport() = default;

    // Begins to read, or goes on reading for another owner: what is heard from now on is for `hears`.
    virtual void start(std::shared_ptr<owner> hears) = 0;

    // Takes what it can of the pieces, in order, and says how many bytes; when that was not all, `writable` follows.
    // Empty when the connection is broken; then nothing follows.
    [[nodiscard]] virtual std::optional<std::size_t> write(std::span<std::string_view const> pieces) = 0;

    // Says that nothing more will be written, after what was taken; reading goes on until the other end closes too.
    virtual void finish() = 0;

    // Closes at once; nothing is heard any more and the owner is let go.
    virtual void cut() = 0;
};

// `socket` is connected and non-blocking.
[[nodiscard]] std::shared_ptr<transport> make_plain_transport(tcp_socket socket);

}  // namespace buduan::net
