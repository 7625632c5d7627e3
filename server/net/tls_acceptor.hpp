#pragma once

// TLS 1.2 and 1.3 in front of a connection, from a certificate on disk.

#include "live/timer_wheel.hpp"
#include "net/options.hpp"
#include "net/transport.hpp"

#include <functional>
#include <memory>

namespace buduan::net {

class tls_acceptor {
public:
    // Throws cannot_listen when certificate or key cannot be used.
    explicit tls_acceptor(tls_files const& files);
    ~tls_acceptor();

    // Shakes hands on the socket; null when that failed or was not over within the limit.
    void accept(tcp_socket socket, live::timer_wheel& wheel, live::steady_time deadline,
                std::function<void(std::shared_ptr<transport>)> done);

    // Breaks off every handshake under way.
    void stop();

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace buduan::net
