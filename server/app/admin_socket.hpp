#pragma once

// The unix socket in the data folder through which the operator's commands reach the running server, which alone may
// open its files. Who may open the socket is an administrator: it belongs to the server's user (0600).
//
// One request a connection. The client sends one line of JSON, {"command":"backup","to":"/srv/backup"}; the server
// answers with lines of JSON and ends with {"end":0} or {"end":65,"why":"…"}.

#include "app/admin_call.hpp"

#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace buduan::app {

inline constexpr std::size_t admin_request_limit = 64 * 1024;

class admin_socket {
public:
    // Listens at once; replaces a socket that a killed server left. Throws stop_program. REQUIRES: the data folder's
    // lock is held.
    admin_socket(boost::asio::io_context& loop, std::filesystem::path const& where, admin_answer answer);
    ~admin_socket();  // stops listening and removes the socket
    admin_socket(admin_socket const&) = delete;
    admin_socket& operator=(admin_socket const&) = delete;

private:
    class listener;
    std::shared_ptr<listener> listener_;
};

// Asks the server of this socket, hands over each line, and returns how it ended. Empty when no server answers there.
struct admin_end {
    exit_code code = exit_code::ok;
    std::string why;
};
[[nodiscard]] std::optional<admin_end> ask_server(std::filesystem::path const& where,
                                                  boost::json::object const& request,
                                                  std::function<void(boost::json::object)> const& line);

}  // namespace buduan::app
