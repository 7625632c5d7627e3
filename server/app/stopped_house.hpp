#pragma once

// The files of a server that does not run, opened for one request of the operator.

#include "app/admin_socket.hpp"

namespace buduan::app {

// Takes the data folder's lock for as long as it works. Throws stop_program when another process has it or the files
// cannot be opened.
[[nodiscard]] admin_end ask_stopped_house(std::filesystem::path const& data, boost::json::object const& request,
                                          std::function<void(boost::json::object)> const& line);

}  // namespace buduan::app
