#include "app/service_manager.hpp"

#include <systemd/sd-daemon.h>

#include <ctime>

namespace buduan::app::service_manager {
namespace {

std::string monotonic_us() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::to_string(static_cast<long long>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1'000);
}

}  // namespace

void ready(std::string const& status) {
    ::sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void reloading() {
    ::sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + monotonic_us()).c_str());
}

void stopping() {
    ::sd_notify(0, "STOPPING=1");
}

std::optional<std::chrono::milliseconds> watchdog_pace() {
    std::uint64_t interval_us = 0;
    if (::sd_watchdog_enabled(0, &interval_us) <= 0) return std::nullopt;
    return std::chrono::milliseconds(interval_us / 2'000);
}

void alive() {
    ::sd_notify(0, "WATCHDOG=1");
}

}  // namespace buduan::app::service_manager
