#include "net/listener.hpp"

#include "net/cannot_listen.hpp"

#include <boost/asio/ip/v6_only.hpp>

#include <netinet/tcp.h>
#include <sys/socket.h>

namespace buduan::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

[[noreturn]] void give_up(listen_address const& where, std::string const& why) {
    throw cannot_listen("cannot listen on " + where.address + " port " + std::to_string(where.port) + ": " + why);
}

// The kernel otherwise keeps megabytes for one who does not read, and waits a quarter of an hour for one who is gone.
void set_options(tcp_socket& socket, connection_limits const& limits) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(tcp_socket::send_buffer_size(limits.send_buffer), ignored);
    auto const unacknowledged =
        static_cast<unsigned>(std::chrono::duration_cast<std::chrono::milliseconds>(limits.unacknowledged).count());
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof unacknowledged);
    socket.non_blocking(true, ignored);
}

}  // namespace

std::string address_text(asio::ip::address const& of) {
    if (of.is_v6() && of.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, of.to_v6()).to_string();
    }
    return of.to_string();
}

listener::listener(asio::io_context& loop, listen_address const& where, connection_limits const& limits,
                   live::timer_wheel& wheel, std::function<live::steady_time()> now, connection_count& count,
                   metrics& figures, accepted take)
    : acceptor_(loop.get_executor()),
      limits_(limits),
      wheel_(wheel),
      now_(std::move(now)),
      count_(count),
      taken_(figures.add_counter("buduan_connections_accepted_total", "Connections taken since the start")),
      full_(figures.add_counter("buduan_connections_refused_total",
                                "Connections closed at once because the house or the address was full")),
      take_(std::move(take)) {
    boost::system::error_code error;
    auto const address = asio::ip::make_address(where.address, error);
    if (error) give_up(where, "not an IP address");
    tcp::endpoint const there(address, where.port);

    acceptor_.open(there.protocol(), error);
    if (error) give_up(where, error.message());
    acceptor_.set_option(acceptor::reuse_address(true), error);
    // "::" is every address of this machine, of both families.
    if (address.is_v6()) acceptor_.set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor_.bind(there, error);
    if (!error) acceptor_.listen(acceptor::max_listen_connections, error);
    if (!error) acceptor_.non_blocking(true, error);
    if (error) give_up(where, error.message());
    port_ = acceptor_.local_endpoint().port();
}

void listener::start() {
    accept();
}

void listener::stop() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    live::timer_wheel::cancel(*this);
}

void listener::accept() {
    acceptor_.async_accept([this](boost::system::error_code error, tcp_socket socket) {
        if (error == asio::error::operation_aborted) return;
        if (!error) welcome(std::move(socket));
        if (!acceptor_.is_open()) return;
        // Out of descriptors, or too many newcomers: the backlog keeps them for the length of a tick.
        bool const out_of_breath = error == asio::error::no_descriptors || error == asio::error::no_memory ||
                                   !pace_.take(now_(), limits_.accepts_a_second, limits_.accept_burst);
        if (!out_of_breath) return accept();
        wheel_.set(*this, now_() + wheel_.tick());
    });
}

void listener::welcome(tcp_socket socket) {
    boost::system::error_code gone;
    auto const peer = socket.remote_endpoint(gone);
    if (gone) return;
    auto permit = count_.enter(address_text(peer.address()));
    if (!permit) return full_.add();
    taken_.add();
    set_options(socket, limits_);
    take_(std::move(socket), std::move(*permit));
}

void listener::due(live::steady_time) {
    accept();
}

}  // namespace buduan::net
