#pragma once

// The network part of the process: listens, speaks HTTP and WebSocket, and hands every wish to the halls, the registry
// or the custodian. Lives on the loop's one thread; every call is made there.

#include "halls/clock.hpp"
#include "halls/hall_directory.hpp"
#include "halls/loop_options.hpp"
#include "identity/registry.hpp"
#include "live/hub.hpp"
#include "log/log.hpp"
#include "net/cannot_listen.hpp"
#include "net/metrics.hpp"
#include "net/options.hpp"
#include "personal/custodian.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace buduan::net {

class server {
public:
    // All outlive the server. The hub's `wake` is the owner's business, and so is turning the halls.
    struct parts {
        boost::asio::io_context& loop;
        live::hub& hub;
        halls::hall_directory& halls;
        halls::clock const& time;  // the domain's and the steady one
        identity::registry& people;
        personal::custodian& custodian;
        log::logger const& log;
        metrics& figures;  // shown at /metrics; the server adds those of the connections, the hub and the halls
    };

    // Reads the pages and the certificate. Throws cannot_listen; std::runtime_error for a page that cannot be read.
    server(parts from, options with, halls::phase_lookup phase_at);
    // REQUIRES: stopped, or the loop no longer runs.
    ~server();
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    // Listens from now on. Throws cannot_listen.
    void start();
    [[nodiscard]] std::uint16_t port() const;  // REQUIRES: start() returned

    // The holiday table changed: hall cards show the new day.
    void replan(halls::phase_lookup phase_at);

    // The orderly end: stops to accept; requests under way are answered and their connections closed; WebSockets are
    // closed with 1012 and a retry hint; what is left after `options.websockets.closing` is cut. Then `done` is called.
    // To be called before the halls stop, so that requests under way still get their answers; a WebSocket's command is
    // answered when its client comes back with the same id.
    void stop(std::function<void()> done);

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace buduan::net
