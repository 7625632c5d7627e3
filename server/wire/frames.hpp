#pragma once

// Outgoing live frames: one function a picture, each a whole message (ServerFrame) without WebSocket framing. To be made
// once for all who follow a topic. A topic's newest frame is also what its HTTP route answers, so that a client may go
// on from there with a subscription.

#include "dispatch/board.hpp"
#include "wire/form.hpp"
#include "wire/replies.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace buduan::wire {

struct frame_place {
    std::string_view topic;
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
};

[[nodiscard]] std::string board_frame(form as, frame_place at, dispatch::board_picture const& shown);
[[nodiscard]] std::string zone_frame(form as, frame_place at, dispatch::zone_picture const& shown);
[[nodiscard]] std::string window_frame(form as, frame_place at, dispatch::window_picture const& shown);
[[nodiscard]] std::string desk_frame(form as, frame_place at, dispatch::desk_picture const& shown);
// The wait for each number of people ahead is spelled out, from nobody to all who are listed.
[[nodiscard]] std::string queue_frame(form as, frame_place at, dispatch::queue_picture const& shown);
[[nodiscard]] std::string ticket_frame(form as, frame_place at, dispatch::ticket_picture const& shown,
                                       dispatch::hall_plan const& names, ticket_places const& places);

// News: dropped by screens after `expires`.
[[nodiscard]] std::string call_frame(form as, frame_place at, dispatch::call_picture const& called,
                                     dispatch::instant expires);

// The hall can, or can no longer, write. The notice is for the screens; empty when it can.
[[nodiscard]] std::string hall_state_frame(form as, frame_place at, bool writable, dispatch::bilingual const& notice);

// 请A023号到5号窗口办理 / Ticket A023, please go to window 5
[[nodiscard]] dispatch::bilingual call_text(dispatch::ticket_number number, std::uint32_t window_no);

// --- of one connection

struct welcome {
    dispatch::instant server{};  // the hall's clock
    double clock_speed = 1;
    std::string_view build;
    std::chrono::seconds heartbeat{};
    std::string_view staff;  // who is signed in on this connection, if anybody
};
[[nodiscard]] std::string welcome_frame(form as, welcome const& hello);

// `resumed` = false: the next picture is whole, forget what you had.
[[nodiscard]] std::string subscribed_frame(form as, std::uint32_t request, std::string_view topic, bool resumed);
[[nodiscard]] std::string pong_frame(form as, std::uint32_t request, std::int64_t client_ms, dispatch::instant server);

}  // namespace buduan::wire
