#pragma once

// Words to systemd (sd_notify): nothing happens when another service manager, or none, started the program.

#include <chrono>
#include <optional>
#include <string>

namespace buduan::app::service_manager {

void ready(std::string const& status);
void reloading();
void stopping();
// Half the interval within which systemd wants a sign of life; empty when it wants none.
[[nodiscard]] std::optional<std::chrono::milliseconds> watchdog_pace();
void alive();

}  // namespace buduan::app::service_manager
