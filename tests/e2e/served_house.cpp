#include "e2e/served_house.hpp"

#include "app/public_client.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <thread>

namespace buduan::tests {

using steady = std::chrono::steady_clock;

served_house::served_house(app::bench_halls const& halls, std::vector<std::string> more, std::filesystem::path within)
    : folder_(within.empty() ? temporary_.path() : std::move(within)) {
    halls.write(folder_ / "halls");
    arguments_ = app::bench_arguments(folder_);
    arguments_.insert(arguments_.end(), more.begin(), more.end());
    start();
}

void served_house::start_only() {
    process_.reset();
    std::filesystem::remove(folder_ / "port");
    auto arguments = arguments_;
    // The same port again, so that clients come back to the address they know.
    for (std::size_t i = 0; port_ != 0 && i + 1 < arguments.size(); ++i) {
        if (arguments[i] == "--port") arguments[i + 1] = std::to_string(port_);
    }
    process_ = std::make_unique<program>(temporary_.path(), arguments);
}

std::chrono::milliseconds served_house::start() {
    auto const begun = steady::now();
    start_only();
    while (process_->running() && steady::now() < begun + patience) {
        std::ifstream in(folder_ / "port");
        if (std::uint16_t port = 0; in >> port) {
            port_ = port;
            if (serves()) return std::chrono::ceil<std::chrono::milliseconds>(steady::now() - begun);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    FAIL("the server does not serve: " << process_->err());
    return {};
}

bool served_house::serves() const {
    return app::http_get(port_, "/readyz").status == 200;
}

void served_house::kill() {
    process_->signal(SIGKILL);
    static_cast<void>(process_->wait());
}

int served_house::stop() {
    process_->signal(SIGTERM);
    return process_->wait();
}

finished served_house::command(std::vector<std::string> words) const {
    words.insert(words.end(), {"--data", data(), "--json"});
    return run(temporary_.path(), words);
}

}  // namespace buduan::tests
