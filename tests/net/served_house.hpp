#pragma once

// A whole server on a free port of this machine: real sockets, real halls and journal thread, stores in memory, and a
// clock that stands at ten of a workday. Runs on a thread of its own.

#include "halls/hall_directory.hpp"
#include "net/options.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace buduan::tests {

class served_house {
public:
    static constexpr char password[] = "correct horse battery";

    // Returns when every hall leads.
    explicit served_house(net::options with = {}, std::size_t halls = 2);
    // Stops in order and waits for the end.
    ~served_house();
    served_house(served_house const&) = delete;
    served_house& operator=(served_house const&) = delete;

    [[nodiscard]] std::uint16_t port() const;

    // Runs it on the server's thread and waits.
    void on_loop(std::function<void(halls::hall_directory&)> work);
    // What the personal store holds now.
    [[nodiscard]] std::size_t contacts();
    // Begins the orderly end; does not wait.
    void stop();
    void end_session_of(std::string const& token);
    [[nodiscard]] std::string log() const;

    // "kiosk-1", "screen-1" of the district; "kiosk-town" of the first town.
    [[nodiscard]] static std::string token_of(std::string const& device) {
        auto token = "token-of-" + device;
        token.resize(43, '0');
        return token;
    }

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

// Of this machine, for tests; a program that is not told better listens where nobody else can hear.
[[nodiscard]] net::options quick_options();

}  // namespace buduan::tests
