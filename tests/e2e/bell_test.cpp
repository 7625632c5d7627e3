// Opening bell: everybody presses at once.

#include "app/load_crew.hpp"
#include "e2e/served_house.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <iostream>
#include <map>
#include <set>

using namespace buduan::app;
using namespace buduan::tests;

namespace {

constexpr std::size_t windows = 42;
constexpr std::size_t people = 30;
constexpr std::size_t doors = 6;
constexpr int repetitions = 200;

struct bell {
    served_house house{{1, windows}};
    load_reactor reactor;
    std::deque<load_kiosk> kiosks;  // so many that none says more a second than one may
    std::vector<std::unique_ptr<load_clerk>> clerks;

    bell() {
        for (std::size_t i = 0; i < doors; ++i)
            kiosks.emplace_back(reactor, house.place(), bench_hall(0));
        for (std::size_t i = 0; i < windows; ++i) {
            clerks.push_back(std::make_unique<load_clerk>(reactor, house.place(), 0, i));
            clerks.back()->sit_down();
        }
        until([this] {
            return std::all_of(clerks.begin(), clerks.end(), [](auto const& clerk) { return clerk->seated(); });
        });
    }
    void until(std::function<bool()> const& reached) {
        bool const in_time = reactor.poll_until(reached, 30);
        for (auto& kiosk : kiosks)
            UNSCOPED_INFO("kiosk: " << state_of(kiosk.client()));
        for (auto& clerk : clerks)
            UNSCOPED_INFO(clerk->window() << ": " << state_of(clerk->client()));
        REQUIRE(in_time);
    }
    static std::string state_of(load_client& who) {
        auto const& line = who.line();
        return std::to_string(who.under_way()) + " under way" +
               (line.closed() ? ", closed with " + std::to_string(line.close_code()) : "");
    }

    std::set<std::uint64_t> let_in() {
        std::set<std::uint64_t> tickets;
        std::size_t answers = 0;
        for (std::size_t i = 0; i < people; ++i) {
            kiosks[i % doors].issue([&](load_answer const& answer) {
                ++answers;
                if (answer.happened) tickets.insert(answer.ticket);
            });
        }
        until([&] { return answers == people; });
        return tickets;
    }
    // Everybody who got a ticket serves it to the end.
    void clear() {
        std::size_t busy = 0;
        for (auto& clerk : clerks) {
            if (clerk->ticket() == 0) continue;
            ++busy;
            clerk->start_service([&busy, &it = *clerk](load_answer const&) {
                it.finish_service([&busy](load_answer const&) { --busy; });
            });
        }
        until([&] { return busy == 0; });
        for (auto& clerk : clerks)
            REQUIRE(clerk->ticket() == 0);
    }
};

}  // namespace

TEST_CASE("forty-two windows press next within a tenth of a second and thirty people wait", "[e2e][bell]") {
    bell it;
    std::size_t called_in_all = 0;
    std::size_t nobody_in_all = 0;
    std::size_t called_twice = 0;
    double widest_ms = 0;

    for (int repetition = 0; repetition < repetitions; ++repetition) {
        auto const waiting = it.let_in();
        REQUIRE(waiting.size() == people);

        std::set<std::uint64_t> called;
        std::map<std::string, std::size_t> refused;
        std::size_t answers = 0;
        auto const first = std::chrono::steady_clock::now();
        for (auto& clerk : it.clerks) {
            clerk->call_next([&](load_answer const& answer) {
                ++answers;
                if (!answer.called) {
                    ++refused[answer.problem];
                } else if (!called.insert(answer.ticket).second) {
                    ++called_twice;
                }
            });
        }
        std::chrono::duration<double, std::milli> const spread = std::chrono::steady_clock::now() - first;
        widest_ms = std::max(widest_ms, spread.count());
        it.until([&] { return answers == windows; });

        INFO("repetition " << repetition);
        REQUIRE(called == waiting);
        REQUIRE(refused == std::map<std::string, std::size_t>{{"nobody_waits", windows - people}});
        called_in_all += called.size();
        nobody_in_all += refused["nobody_waits"];
        it.clear();
    }

    std::cout << "opening bell: " << repetitions << " repetitions, " << called_in_all << " called, " << nobody_in_all
              << " told that nobody waits, " << called_twice << " called twice; all 42 pressed within " << widest_ms
              << " ms\n";
    CHECK(called_twice == 0);
    CHECK(widest_ms < 100);
    CHECK(it.house.stop() == 0);
}
