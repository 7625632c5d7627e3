#pragma once

// Pictures of a hall for people: whole, without personal data, a pure function of the state. Times are facts; how
// long ago they lie is the viewer's business.

#include "dispatch/call_picture.hpp"
#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"
#include "dispatch/waits.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buduan::dispatch {

inline constexpr std::size_t calls_on_board = 8;
inline constexpr std::size_t desk_list_limit = 8;

struct zone_summary {
    zone_id zone;
    std::uint32_t waiting = 0;
    std::uint32_t windows_open = 0;  // staffed and not away
    friend bool operator==(zone_summary const&, zone_summary const&) = default;
};

// Lobby board: recent calls newest first (at most `calls_on_board`), zones in list order.
struct board_picture {
    calendar::phase_span phase;
    std::vector<call_picture> calls;
    std::vector<zone_summary> zones;
    std::uint32_t open_tickets = 0;
    friend bool operator==(board_picture const&, board_picture const&) = default;
};

enum class window_state : std::uint8_t { closed, free, called, serving, away };

// Strip over a window; also the row of a zone's picture.
struct window_picture {
    window_id window;
    std::uint32_t no = 0;
    window_state state = window_state::closed;
    std::optional<ticket_number> number;
    std::optional<instant> since;
    std::uint32_t attempt = 0;
    std::optional<instant> away_until;
    std::vector<std::uint32_t> instead;  // window numbers to go to
    calendar::phase_span phase;
    friend bool operator==(window_picture const&, window_picture const&) = default;
};

struct zone_picture {
    zone_id zone;
    std::uint32_t waiting = 0;
    std::vector<window_picture> windows;
    std::vector<call_picture> calls;
    friend bool operator==(zone_picture const&, zone_picture const&) = default;
};

// One row of a clerk's lists.
struct desk_row {
    ticket_id ticket;
    ticket_number number;
    matter_id matter;
    instant since{};  // issued, held or missed at
    bool priority = false;
    bool bound = false;
    friend bool operator==(desk_row const&, desk_row const&) = default;
};

// The window client's picture: for staff only.
struct desk_picture {
    window_picture window;
    staff_id seated;
    std::optional<desk_row> current;
    std::vector<matter_id> current_matters;
    std::uint32_t current_matter = 0;
    std::optional<instant> recall_from;  // earliest next call of the current ticket
    std::uint32_t calls_left = 0;
    std::uint32_t waiting = 0;     // this window could serve
    std::vector<desk_row> next;    // in the order the policy would call now, at most `desk_list_limit`
    std::vector<desk_row> held;    // by this window
    std::vector<desk_row> missed;  // restorable, of this window's queues, newest first, as many
    std::uint32_t done_today = 0;
    friend bool operator==(desk_picture const&, desk_picture const&) = default;
};

// One shared frame for every phone of a queue: who waits in order, as ticket ids without personal data, and the wait
// by position. A phone finds itself in it.
struct queue_picture {
    queue_key queue;
    std::vector<ticket_id> waiting;  // in seniority order, at most `queue_picture_limit`
    std::uint32_t waiting_total = 0;
    std::vector<std::uint32_t> windows;  // numbers of the staffed windows
    std::optional<ticket_number> last_called;
    std::chrono::seconds service_time{};  // learned, one ticket
    std::uint32_t servers = 0;            // wait(position) = range of position * service_time / servers
    friend bool operator==(queue_picture const&, queue_picture const&) = default;
};
inline constexpr std::size_t queue_picture_limit = 500;

// A citizen's own ticket.
struct ticket_picture {
    ticket_id ticket;
    ticket_number number;
    zone_id zone;
    queue_key queue;
    std::vector<matter_id> matters;
    std::uint32_t current_matter = 0;
    ticket_stage stage;
    std::optional<std::uint32_t> window_no;  // when called or serving
    std::vector<std::uint32_t> windows;      // that can serve it
    std::uint32_t ahead = 0;
    std::optional<wait_range> wait;
    bool priority = false;
    instant issued_at{};
    std::optional<instant> restore_until;
    dispatch::language language = dispatch::language::zh;
    friend bool operator==(ticket_picture const&, ticket_picture const&) = default;
};

[[nodiscard]] board_picture board_of(hall const& state);
[[nodiscard]] std::optional<zone_picture> zone_of(hall const& state, zone_id zone);
[[nodiscard]] std::optional<window_picture> window_of(hall const& state, window_id window);
[[nodiscard]] std::optional<desk_picture> desk_of(hall const& state, window_id window, instant now);
[[nodiscard]] std::optional<queue_picture> queue_of(hall const& state, queue_key queue);
[[nodiscard]] std::optional<ticket_picture> ticket_of(hall const& state, ticket_id ticket, instant now);

// Which pictures a record changed, so that a change goes to its zone and queue, never to everybody.
struct touched {
    bool board = false;
    bool everything = false;  // configuration, phase or day
    std::vector<zone_id> zones;
    std::vector<window_id> windows;  // strip and desk
    std::vector<window_id> desks;    // the desk alone: its lists
    std::vector<queue_key> queues;
    std::vector<ticket_id> tickets;
    std::vector<call_picture> calls;  // announced by this record
};
[[nodiscard]] touched touched_by(hall const& after, record const& happened);

}  // namespace buduan::dispatch
