#pragma once

// What the routes work with. Made once by the server, which owns or borrows all of it.

#include "halls/hall_directory.hpp"
#include "halls/loop_options.hpp"
#include "identity/registry.hpp"
#include "log/log.hpp"
#include "net/command_desk.hpp"
#include "net/metrics.hpp"
#include "net/options.hpp"
#include "net/origin_policy.hpp"
#include "net/printers.hpp"
#include "net/route_table.hpp"

namespace buduan::net {

struct house {
    options const& settings;
    halls::hall_directory& halls;
    identity::registry& people;
    log::logger const& log;
    metrics& figures;
    origin_policy const& origins;
    command_desk& desk;
    printers& paper;
    halls::phase_lookup phase_at;
    bool leaving = false;
};

// GET /v1/halls, /v1/halls/{hall}, /v1/halls/{hall}/board; POST /v1/halls/{hall}/tickets
void add_hall_routes(route_table& table, house& in);
// GET /v1/tickets/{link}, its qr.svg; POST its cancel, delay and print
void add_ticket_routes(route_table& table, house& in);
// POST, GET, DELETE /v1/session; POST /v1/device-session
void add_session_routes(route_table& table, house& in);
// GET /livez, /readyz, /metrics
void add_probe_routes(route_table& table, house& in);

}  // namespace buduan::net
