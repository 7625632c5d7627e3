#pragma once

// Accepts connections: as fast as the limit allows, as many as there is room for. What is refused here is closed at
// once; what has to wait waits in the kernel's backlog.

#include "live/timer_wheel.hpp"
#include "net/connection_count.hpp"
#include "net/metrics.hpp"
#include "net/options.hpp"
#include "net/token_bucket.hpp"
#include "net/transport.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace buduan::net {

// Address and port of the other end as one sees them; an IPv4 address mapped into IPv6 is shown as IPv4.
[[nodiscard]] std::string address_text(boost::asio::ip::address const& of);

// Throws cannot_listen when `where` is no address of this machine or the port is taken.
class listener : private live::timed {
public:
    // Non-blocking, with its options set and counted.
    using accepted = std::function<void(tcp_socket, connection_count::permit)>;

    listener(boost::asio::io_context& loop, listen_address const& where, connection_limits const& limits,
             live::timer_wheel& wheel, std::function<live::steady_time()> now, connection_count& count,
             metrics& figures, accepted take);

    void start();
    void stop();
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    using acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, loop_executor>;

    void accept();
    void welcome(tcp_socket socket);
    void due(live::steady_time now) override;

    acceptor acceptor_;
    connection_limits limits_;
    live::timer_wheel& wheel_;
    std::function<live::steady_time()> now_;
    connection_count& count_;
    counter& taken_;
    counter& full_;
    accepted take_;
    token_bucket pace_;
    std::uint16_t port_ = 0;
};

}  // namespace buduan::net
