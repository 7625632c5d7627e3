#pragma once

// Who the load comes from: signed-in kiosks and clerks, each with a WebSocket, and screens and phones that only look.
// They do what any client can do and know what any client is told.

#include "app/load_connection.hpp"
#include "app/load_frame.hpp"
#include "app/server_process.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <unordered_map>

namespace buduan::app {

// Sessions, as cookies. A kiosk is named to the server by its operator, clerks have the demonstration's password. Throw
// stop_program when they are refused.
[[nodiscard]] std::string kiosk_session(server_place const& server, std::string const& hall, std::string const& device);
[[nodiscard]] std::string clerk_session(server_place const& server, std::string const& hall, std::string const& staff);

// A connection that sends commands and is told what became of each.
class load_client {
public:
    using on_answer = std::function<void(load_answer const&)>;

    load_client(load_reactor& reactor, std::uint16_t port, std::string cookie, int receive_buffer = 0);

    // `verb` is the command without id and hall. The id may be given, for a retry.
    void command(std::string const& hall, boost::json::object verb, on_answer done, std::string id = {});
    void follow(std::string const& topic);
    // Frames of followed topics.
    std::function<void(std::string_view)> received;

    [[nodiscard]] load_connection& line() { return line_; }
    [[nodiscard]] std::size_t under_way() const { return waiting_.size(); }

private:
    void hear(std::string_view frame);

    load_connection line_;
    std::uint32_t request_ = 0;
    std::unordered_map<std::uint32_t, on_answer> waiting_;
};

// 32 hex digits by chance.
[[nodiscard]] std::string draw_command_id();

// Takes tickets for the one matter of its hall.
class load_kiosk {
public:
    load_kiosk(load_reactor& reactor, server_place const& server, std::string hall);

    void issue(load_client::on_answer done);
    [[nodiscard]] load_client& client() { return client_; }
    [[nodiscard]] std::string const& hall() const { return hall_; }

private:
    std::string hall_;
    load_client client_;
};

// Sits at one window. A round is: call the next one (which finishes the last one), and begin to serve.
class load_clerk {
public:
    load_clerk(load_reactor& reactor, server_place const& server, std::size_t hall, std::size_t window);
    load_clerk(load_clerk const&) = delete;
    load_clerk& operator=(load_clerk const&) = delete;

    // Takes the seat and opens the window; `seated` says when it stands open.
    void sit_down();
    [[nodiscard]] bool seated() const { return seated_; }

    void call_next(load_client::on_answer done);
    void start_service(load_client::on_answer done);
    void finish_service(load_client::on_answer done);
    [[nodiscard]] std::uint64_t ticket() const { return ticket_; }  // in hand; 0 = none
    [[nodiscard]] load_client& client() { return client_; }
    [[nodiscard]] std::string const& hall() const { return hall_; }
    [[nodiscard]] std::string const& window() const { return window_; }

private:
    std::string hall_;
    std::string window_;
    load_client client_;
    std::uint64_t ticket_ = 0;
    bool seated_ = false;
};

}  // namespace buduan::app
