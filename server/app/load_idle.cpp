// What a WebSocket that says nothing costs the server's memory.

#include "app/data_folder.hpp"
#include "app/load_measures.hpp"
#include "app/public_client.hpp"

#include <cstdlib>
#include <deque>
#include <string_view>

namespace buduan::app {
namespace {

using steady = std::chrono::steady_clock;

// Opened first and kept, so that what is set up once for all connections is not counted.
constexpr std::size_t warm_connections = 200;
// Connections begun before the ones before them are welcomed.
constexpr std::size_t at_once = 256;
// The server's allocator and its short-lived requests come to rest.
constexpr double rest_s = 1.5;

// What the server's own figures say it has in use. The kernel's count would not do: what was freed before stays with
// the process and is taken again.
double heap_bytes(server_place const& server) {
    constexpr std::string_view name = "\nbuduan_heap_bytes ";
    auto const figures = http_get(server.port, "/metrics").body;
    auto const at = figures.find(name);
    if (at == std::string::npos) throw stop_program(exit_code::failed, "the server does not tell its memory");
    return std::strtod(figures.c_str() + at + name.size(), nullptr);
}

class crowd {
public:
    crowd(server_place const& server) : server_(server) {}

    void grow_to(std::size_t count) {
        while (lines_.size() < count) {
            auto const before = lines_.size();
            while (lines_.size() < std::min(count, before + at_once))
                lines_.emplace_back(reactor_, server_.port, std::string());
            wait_for_messages(1);
        }
    }
    void follow(std::string const& topic) {
        for (auto& line : lines_) {
            line.follow(topic);
            reactor_.poll(0);
        }
        wait_for_messages(3);  // welcomed, told that it follows, shown the picture
    }
    // The smallest of some readings over a short rest.
    [[nodiscard]] double memory() {
        auto least = heap_bytes(server_);
        auto const until = steady::now() + std::chrono::duration<double>(rest_s);
        while (steady::now() < until) {
            reactor_.poll(100);
            least = std::min(least, heap_bytes(server_));
        }
        return least;
    }

private:
    void wait_for_messages(std::uint64_t count) {
        bool const reached = reactor_.poll_until(
            [&] {
                return std::all_of(lines_.begin(), lines_.end(),
                                   [count](auto& line) { return line.line().messages() >= count; });
            },
            60);
        if (!reached) throw stop_program(exit_code::failed, "not every idle connection was answered");
    }

    server_place server_;
    load_reactor reactor_;
    std::deque<load_client> lines_;
};

}  // namespace

idle_figures measure_idle(server_place const& server, load_sizes const& sizes) {
    crowd all(server);
    all.grow_to(warm_connections);
    auto const before = all.memory();
    all.grow_to(warm_connections + sizes.idle);
    auto const connected = all.memory();
    all.follow("board/" + bench_hall(0));
    auto const following = all.memory();

    idle_figures figures;
    figures.connections = sizes.idle;
    auto const each = [&](double now) { return (now - before) / static_cast<double>(sizes.idle); };
    figures.bytes_each = each(connected);
    figures.bytes_each_following = each(following);
    return figures;
}

}  // namespace buduan::app
