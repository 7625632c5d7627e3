#pragma once

// A connection's bytes over TLS: one coalesced write under way at a time. Costs about 34 KiB of memory a connection.

#include "net/transport.hpp"

#include <boost/asio/ssl/stream.hpp>

#include <memory>

namespace buduan::net {

using tls_stream = boost::asio::ssl::stream<tcp_socket>;

[[nodiscard]] std::shared_ptr<transport> make_tls_transport(std::unique_ptr<tls_stream> stream);

}  // namespace buduan::net
