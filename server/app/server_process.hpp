#pragma once

// A server of its own for measuring: this very program, started with halls made to measure, a data folder that is thrown
// away, and a free port of this machine.

#include "app/bench_halls.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace buduan::app {

// A running server on this machine, as its operator reaches it.
struct server_place {
    std::uint16_t port = 0;
    std::filesystem::path data;
    pid_t process = -1;
};

// What a server of bench halls is started with: the clock stands in the morning of a workday, nobody is simulated.
[[nodiscard]] std::vector<std::string> bench_arguments(std::filesystem::path const& folder);

class server_process {
public:
    // Writes the halls into a new folder inside `within` and starts `program`; returns when it serves. Throws
    // stop_program when it does not.
    server_process(std::filesystem::path const& program, std::filesystem::path const& within, bench_halls const& halls);
    // Stops it and removes its folder.
    ~server_process();
    server_process(server_process const&) = delete;
    server_process& operator=(server_process const&) = delete;

    [[nodiscard]] server_place const& place() const { return place_; }

private:
    void start(std::filesystem::path const& program);
    void wait_until_it_serves();
    [[nodiscard]] bool ended();
    void stop();

    std::filesystem::path folder_;
    server_place place_;
};

}  // namespace buduan::app
