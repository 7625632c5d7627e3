// Commands a second that the halls sustain by themselves: real loops on a network thread, the SQLite journal on its own,
// no socket and no wire. Every clerk waits for the answer before the next key, as a window page does: issue, call,
// start, finish. A measurement that a person runs by hand in the release preset; not a test.
//
//   halls_bench [halls] [seconds]      default 13 halls of 5 clerks for 5 seconds; a folder in the system's temporary one

#include "halls/asio_runtime.hpp"
#include "journal/sqlite_journal.hpp"
#include "simulation/sample_halls.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace buduan;
using namespace std::chrono;

// Nine o'clock of a workday, and from there at the machine's pace.
class bench_clock final : public halls::clock {
public:
    [[nodiscard]] halls::instant now() const override {
        return halls::instant{sys_days{2026y / 11 / 25}} + 1h + floor<milliseconds>(steady_clock::now() - begin_);
    }
    [[nodiscard]] halls::steady_time steady() const override { return floor<milliseconds>(steady_clock::now()); }
    [[nodiscard]] milliseconds until(halls::instant when) const override {
        return std::max(when - now(), milliseconds{0});
    }

private:
    steady_clock::time_point begin_ = steady_clock::now();
};

class nobody_follows final : public live::publisher {
public:
    [[nodiscard]] bool followed(std::string_view) const override { return false; }
    void publish(std::string_view, live::position, live::frame_kind, live::encode const&) override {}
};

struct figures {
    std::uint64_t recorded = 0;
    std::uint64_t not_recorded = 0;
    std::vector<steady_clock::duration> latencies;
};

class clerk {
public:
    clerk(halls::hall_directory& halls, dispatch::hall_id hall, dispatch::window_config const& window,
          dispatch::matter_id matter, dispatch::zone_id zone, figures& noted)
        : halls_(halls), hall_(hall), window_(window.id), self_(window.a_staff), noted_(noted) {
        ticket_.matters = {matter};
        ticket_.zone = zone;
        ticket_.window = window.id;
    }

    void begin() {
        ask(dispatch::take_seat{window_, self_, false}, [this](dispatch::record const&) {
            ask(dispatch::open_window{window_, self_}, [this](dispatch::record const&) { issue(); });
        });
    }

private:
    void issue() {
        ask(ticket_, [this](dispatch::record const&) {
            ask(dispatch::call_next{window_, self_, {}, false, std::nullopt},
                [this](dispatch::record const& happened) { serve(happened); });
        });
    }
    void serve(dispatch::record const& happened) {
        for (dispatch::event const& event : happened.events) {
            if (auto const* called = std::get_if<dispatch::ticket_called>(&event)) {
                auto const ticket = called->ticket;
                return ask(dispatch::start_service{window_, self_, ticket}, [this, ticket](dispatch::record const&) {
                    ask(dispatch::finish_service{window_, self_, ticket}, [this](dispatch::record const&) { issue(); });
                });
            }
        }
    }
    void ask(dispatch::command_body wanted, std::function<void(dispatch::record const&)> then) {
        dispatch::command command{{}, {dispatch::actor_kind::staff, self_.str()}, std::move(wanted)};
        static std::uint64_t ids = 0;
        std::uint64_t const id = ++ids * 0x9e3779b97f4a7c15ULL;
        for (std::size_t i = 0; i < 8; ++i) {
            command.id.bytes[i] = static_cast<std::uint8_t>(id >> (8 * i));
        }
        auto const asked = steady_clock::now();
        halls_.submit(hall_, std::move(command), [this, asked, then = std::move(then)](halls::outcome const& became) {
            auto const* happened = std::get_if<dispatch::record>(&became);
            if (happened == nullptr) {
                ++noted_.not_recorded;
                return;
            }
            ++noted_.recorded;
            noted_.latencies.push_back(steady_clock::now() - asked);
            then(*happened);
        });
    }

    halls::hall_directory& halls_;
    dispatch::hall_id hall_;
    dispatch::window_id window_;
    dispatch::staff_id self_;
    figures& noted_;
    dispatch::issue_ticket ticket_;
};

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double percentile_ms(std::vector<steady_clock::duration>& of, double share) {
    auto const at = of.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(of.size() - 1));
    std::nth_element(of.begin(), at, of.end());
    return duration<double, std::milli>(*at).count();
}

}  // namespace

int main(int count, char** values) {
    std::size_t const halls = count > 1 ? std::stoul(values[1]) : 13;
    seconds const length{count > 2 ? std::stol(values[2]) : 5};
    tests::temporary_folder const folder;
    journal::sqlite_options disk;
    disk.path = (folder.path() / "journal.db").string();
    journal::sqlite_journal storage(disk);
    boost::asio::io_context loop;
    bench_clock const time;
    nobody_follows screens;
    auto configurations = simulation::sample_halls(halls);
    for (auto& hall : configurations) {
        hall.rules.tickets_a_day = 1'000'000;
        hall.rules.number_reserve = 1'000;
    }
    halls::asio_runtime runtime(loop, storage, {}, configurations, simulation::hall_phase_lookup(), time, screens,
                                [](halls::notice const&) {});
    runtime.start();
    while (!runtime.halls().ready()) {
        loop.run_one();
    }

    figures noted;
    std::vector<std::unique_ptr<clerk>> clerks;
    for (auto const& hall : configurations) {
        for (auto const& window : hall.windows) {
            auto const matter = std::find_if(hall.matters.begin(), hall.matters.end(),
                                             [&](auto const& one) { return one.skill == window.skills.front(); });
            clerks.push_back(
                std::make_unique<clerk>(runtime.halls(), hall.id, window, matter->code, window.zone, noted));
            clerks.back()->begin();
        }
    }
    auto const began = steady_clock::now();
    double const cpu_before = cpu_seconds();
    loop.run_until(began + length);
    double const took = duration<double>(steady_clock::now() - began).count();
    double const cpu = cpu_seconds() - cpu_before;

    auto const counts = runtime.journal_counts();
    auto const recorded = static_cast<double>(noted.recorded);
    std::printf("%zu halls, %zu clerks: %.0f commands/s durable, %.1f us CPU a command, p50 %.2f ms, p99 %.2f ms\n",
                halls, clerks.size(), recorded / took, cpu * 1e6 / recorded, percentile_ms(noted.latencies, 0.5),
                percentile_ms(noted.latencies, 0.99));
    std::printf("%.0f commits/s, %.1f commands a commit, %llu not recorded\n",
                static_cast<double>(counts.commits) / took, recorded / static_cast<double>(counts.commits),
                static_cast<unsigned long long>(noted.not_recorded));
    return noted.not_recorded == 0 ? 0 : 1;
}
