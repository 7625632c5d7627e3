#pragma once

// A server of bench halls for one test: the real binary with a data folder of its own, started, killed and started again
// at will on the same port.

#include "app/server_process.hpp"
#include "e2e/program.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace buduan::tests {

class served_house {
public:
    // Starts and waits until it serves. `more` are further arguments of `serve`; `within` is where its files lie, if not
    // in the system's temporary folder.
    explicit served_house(app::bench_halls const& halls, std::vector<std::string> more = {},
                          std::filesystem::path within = {});

    // Fails the test when it does not serve. Returns how long that took, from the start of the process.
    std::chrono::milliseconds start();
    // Starts without waiting, for a server that is not expected to serve.
    void start_only();
    void kill();                        // SIGKILL
    [[nodiscard]] int stop();           // SIGTERM; the exit code
    [[nodiscard]] bool serves() const;  // its /readyz says so now

    [[nodiscard]] app::server_place place() const { return {port_, data(), process_->pid()}; }
    [[nodiscard]] program& process() { return *process_; }
    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }
    [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }

    // An operator's command on this house, with --json.
    [[nodiscard]] finished command(std::vector<std::string> words) const;

private:
    temporary_folder temporary_;
    std::filesystem::path folder_;
    std::vector<std::string> arguments_;
    std::unique_ptr<program> process_;
    std::uint16_t port_ = 0;
};

}  // namespace buduan::tests
