#pragma once

// Every request comes in here: the route is found, origin, pace and person are looked at in that order, and what is no
// route is a page or nothing. The same look is taken at those who ask for a WebSocket.

#include "live/timer_wheel.hpp"
#include "net/house.hpp"
#include "net/http_connection.hpp"
#include "net/request_budget.hpp"
#include "net/route_table.hpp"
#include "net/static_files.hpp"
#include "net/talk.hpp"

#include <functional>
#include <optional>

namespace buduan::net {

class door final : public http_service {
public:
    static constexpr std::string_view websocket_path = "/ws";

    door(house& in, talks& conversations, static_files const& pages, std::function<live::steady_time()> now);

    [[nodiscard]] verdict judge(request const& head) override;
    void answer(request asked, respond done) override;
    [[nodiscard]] std::variant<upgrade_grant, response> judge_upgrade(request const& asked,
                                                                      handshake_fields const& fields) override;
    [[nodiscard]] response refuse(http_fault why) override;
    [[nodiscard]] response too_late() override;

private:
    void answer_at(route const& at, visit by);
    // Why this request may not go on to the route, if so.
    [[nodiscard]] std::optional<wire::problem_code> objection(route const& at, visit const& by);
    [[nodiscard]] identity::session const* session_of(request const& asked) const;

    house& in_;
    talks& talks_;
    static_files const& pages_;
    std::function<live::steady_time()> now_;
    route_table routes_;
    request_budget budget_;
};

}  // namespace buduan::net
