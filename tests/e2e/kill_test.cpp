// kill -9 at any moment, again and again, under load.

#include "app/bench_halls.hpp"
#include "app/latency_sample.hpp"
#include "e2e/served_house.hpp"
#include "e2e/stubborn_client.hpp"

#include <boost/json/array.hpp>
#include <catch2/catch.hpp>

#include <deque>
#include <iostream>
#include <random>

using namespace buduan::app;
using namespace buduan::tests;
using namespace std::chrono_literals;

namespace {

namespace json = boost::json;

constexpr int kills = 200;
constexpr std::size_t windows = 4;
constexpr std::size_t kiosks = 3;

// A restart must serve within this, with a day's tickets in the journal. Unoptimised builds are only reported.
constexpr double restart_bar_ms = 500;
#ifdef __OPTIMIZE__
constexpr bool optimised = true;
#else
constexpr bool optimised = false;
#endif

// People who go on with what they were doing whenever the server is there.
class shift {
public:
    explicit shift(served_house& house) : house_(house), port_(house.place().port) {
        for (std::size_t i = 0; i < kiosks; ++i) {
            auto const cookie = kiosk_session(house.place(), bench_hall(0), "K1" + std::to_string(i));
            clients_.emplace_back(reactor_, port_, bench_hall(0), cookie);
        }
        for (std::size_t i = 0; i < windows; ++i) {
            auto const cookie = clerk_session(house.place(), bench_hall(0), bench_staff(0, i));
            clients_.emplace_back(reactor_, port_, bench_hall(0), cookie);
        }
        connect();
        for (std::size_t i = 0; i < kiosks; ++i)
            issue(clients_[i]);
        for (std::size_t i = 0; i < windows; ++i)
            sit_down(i);
    }

    void connect() {
        for (auto& client : clients_)
            client.connect();
    }
    void work_for(std::chrono::milliseconds time) {
        auto const until = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < until) {
            reactor_.poll(1);
            for (auto& again : std::exchange(later_, {}))
                again();
        }
    }
    void disconnect() {
        for (auto& client : clients_)
            client.disconnect();
    }
    // Answers of before the kill, asked for again: how many were not the same.
    std::uint64_t ask_again() {
        std::uint64_t different = 0;
        std::size_t answers = 0;
        for (auto& client : clients_) {
            client.ask_last_again([&](bool same) {
                ++answers;
                if (!same) ++different;
            });
        }
        REQUIRE(reactor_.poll_until([&] { return answers == clients_.size(); }, 20));
        return different;
    }
    // No new deeds; what is under way is answered.
    void finish() {
        finishing_ = true;
        REQUIRE(reactor_.poll_until(
            [&] {
                return std::all_of(clients_.begin(), clients_.end(), [](auto const& client) { return client.idle(); });
            },
            20));
    }
    [[nodiscard]] std::vector<told> acknowledged() const {
        std::vector<told> all;
        for (auto const& client : clients_)
            all.insert(all.end(), client.acknowledged().begin(), client.acknowledged().end());
        return all;
    }

private:
    void issue(stubborn_client& by) {
        if (finishing_) return;
        by.command({{"issueTicket", {{"matters", json::array{bench_matter}}}}}, [this, &by](load_answer const&) {
            // A little slower than the windows: some of them find that nobody waits.
            later_.push_back([this, &by] { issue(by); });
        });
    }
    void sit_down(std::size_t window) {
        auto& by = clients_[kiosks + window];
        json::object const seat{{"window", bench_window(window)}};
        by.command({{"takeSeat", seat}}, [this, &by, window, seat](load_answer const&) {
            by.command({{"openWindow", seat}}, [this, window](load_answer const& opened) {
                REQUIRE(opened.happened);
                call(window, 0);
            });
        });
    }
    void call(std::size_t window, std::uint64_t in_hand) {
        if (finishing_) return;
        json::object wanted{{"window", bench_window(window)}, {"finish", true}};
        if (in_hand != 0) wanted["expected"] = std::to_string(in_hand);
        clients_[kiosks + window].command({{"callNext", std::move(wanted)}},
                                          [this, window, in_hand](load_answer const& answer) {
                                              if (answer.called) return serve(window, answer.ticket);
                                              CHECK((answer.happened || answer.problem == "nobody_waits"));
                                              auto const still = answer.happened ? 0 : in_hand;
                                              later_.push_back([this, window, still] { call(window, still); });
                                          });
    }
    void serve(std::size_t window, std::uint64_t ticket) {
        if (finishing_) return;
        json::object wanted{{"window", bench_window(window)}, {"ticket", std::to_string(ticket)}};
        clients_[kiosks + window].command({{"startService", std::move(wanted)}},
                                          [this, window, ticket](load_answer const& answer) {
                                              CHECK(answer.happened);
                                              call(window, ticket);
                                          });
    }

    served_house& house_;
    std::uint16_t port_;
    load_reactor reactor_;
    std::deque<stubborn_client> clients_;
    std::vector<std::function<void()>> later_;
    bool finishing_ = false;
};

// Through as many kiosks as it takes to stay below the pace at which one is cut off.
void issue(served_house const& house, std::size_t count) {
    constexpr std::size_t doors = 16;
    constexpr std::size_t at_once = 4;
    load_reactor reactor;
    std::deque<load_kiosk> all;
    for (std::size_t i = 0; i < doors; ++i)
        all.emplace_back(reactor, house.place(), bench_hall(0));
    std::size_t asked = 0;
    std::size_t issued = 0;
    bool refused = false;
    auto const done = [&](load_answer const& answer) {
        ++issued;
        refused = refused || !answer.happened;
    };
    REQUIRE(reactor.poll_until(
        [&] {
            for (auto& kiosk : all) {
                while (asked < count && kiosk.client().under_way() < at_once) {
                    ++asked;
                    kiosk.issue(done);
                }
            }
            return issued == count;
        },
        120));
    REQUIRE_FALSE(refused);
}

void print(char const* what, latency_sample const& times) {
    std::cout << what << ": restart to serving p50 " << times.at(0.5) << " ms, p90 " << times.at(0.9) << " ms, p99 "
              << times.at(0.99) << " ms, max " << times.most() << " ms (" << times.size() << " restarts)\n";
}

}  // namespace

TEST_CASE("two hundred kills under load lose nothing, call nobody twice and reuse no number", "[e2e][kill]") {
    served_house house({1, windows});
    shift people(house);
    std::mt19937 chance(20'261'124);
    latency_sample restarts;
    std::uint64_t different = 0;

    for (int i = 0; i < kills; ++i) {
        people.work_for(std::chrono::milliseconds(10 + chance() % 120));
        house.kill();
        people.disconnect();
        restarts.add(static_cast<double>(house.start().count()));
        people.connect();
        different += people.ask_again();
    }
    people.finish();
    auto const acknowledged = people.acknowledged();
    REQUIRE(house.stop() == 0);

    auto const found = read_book(house.data() / "journal.db", bench_hall(0), acknowledged);
    std::cout << "kill -9: " << kills << " kills, " << acknowledged.size() << " commands acknowledged, "
              << found.records << " records, " << found.tickets << " tickets; lost " << found.lost
              << ", answers changed " << different << ", called twice " << found.double_calls << ", numbers reused "
              << found.numbers_reused << '\n';
    print("kill -9", restarts);
    CHECK(acknowledged.size() > 10 * kills);
    CHECK(found.damages.empty());
    CHECK(found.lost == 0);
    CHECK(different == 0);
    CHECK(found.double_calls == 0);
    CHECK(found.numbers_reused == 0);
}

TEST_CASE("a killed server with ten thousand tickets in its day serves again within half a second", "[e2e][kill]") {
    constexpr std::size_t tickets = 10'000;
    constexpr int restarts_wanted = 10;
    served_house house({1, windows});
    issue(house, tickets);
    latency_sample restarts;
    for (int i = 0; i < restarts_wanted; ++i) {
        house.kill();
        restarts.add(static_cast<double>(house.start().count()));
    }
    print("ten thousand tickets", restarts);
    if (optimised) CHECK(restarts.most() < restart_bar_ms);
    CHECK(house.stop() == 0);
}
