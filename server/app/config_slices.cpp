#include "app/config_slices.hpp"

#include "app/demonstration.hpp"
#include "app/printer_list.hpp"
#include "app/version.hpp"

namespace buduan::app {
namespace {

// After a restore nobody knows which numbers were handed out since the backup: so many are left out.
constexpr std::uint32_t numbers_skipped_after_restore = 100;

}  // namespace

net::options network_options(config const& from) {
    net::options made;
    made.listen = {from.http.address, from.http.port};
    made.tls = {from.http.certificate, from.http.certificate_key};
    made.plain_beyond_loopback = from.http.plain_beyond_loopback;
    made.pages = from.server.pages;
    made.public_url = from.http.public_url;
    if (made.public_url.ends_with('/')) made.public_url.pop_back();
    made.printers = std::get<std::vector<net::kiosk_printer>>(parse_printers(from.http.printers));  // validated
    made.build = version;
    bool const own_clock = from.demonstration.enabled && !from.demonstration.real_clock;
    made.clock_speed = own_clock ? from.demonstration.speed : 1;
    made.connections.connections = from.http.connections;
    made.connections.connections_an_address = from.http.connections;
    return made;
}

store_options files_options(config const& from) {
    return {std::uint64_t{from.journal.ballast_mib} * 1024 * 1024, from.journal.accept_lost_tail};
}

halls::directory_options hall_options(config const& from, data_folder const& folder) {
    halls::directory_options made;
    made.node = from.server.node;
    made.limits.mailbox = from.halls.mailbox;
    made.key = folder.server_key();
    made.seat_lease = std::chrono::seconds(from.halls.seat_lease_s);
    made.after_restore = folder.restored();
    made.number_jump = made.after_restore ? numbers_skipped_after_restore : 0;
    // A demonstration's day is chosen, not read off a clock that could be wrong.
    made.day_confirmed = from.journal.confirm_day || from.demonstration.enabled;
    return made;
}

identity::registry_limits people_limits(config const& from) {
    identity::registry_limits made;
    made.staff_session = std::chrono::hours(from.identity.staff_session_h);
    made.lockout.tries_an_account = from.identity.failed_tries;
    made.lockout.locked_for = std::chrono::minutes(from.identity.locked_min);
    if (from.demonstration.enabled) made.cost = demonstration_cost;
    return made;
}

}  // namespace buduan::app
