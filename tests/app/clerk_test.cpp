#include "app/demonstration_clerk.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <set>

using namespace buduan::app;
using namespace std::chrono_literals;

namespace {

hall_time const nine{std::chrono::hours(490'009)};
hall_time const five = nine + 8h;

clerk_place const place{"W05", "s05", {"hukou"}, {"GA-H02"}, 1};

struct bench {
    demonstration_clerk clerk;
    desk_view desk;
    hall_time now = nine + 1h;

    explicit bench(std::uint64_t seed = 7) : clerk(place, seed) {
        clerk.plan_day({{nine, five}});
        desk.seated = "s05";
        desk.state = desk_state::free;
    }
    // The next deed, as its verb's name; the clock moves on to it. Empty when none comes within `patience`.
    std::string next(std::chrono::milliseconds patience = 30min) {
        clerk.see(desk, now);
        auto const until = now + patience;
        while (now <= until) {
            if (auto const deed = clerk.act(now)) return std::string(deed->begin()->key());
            now += 1s;
        }
        return {};
    }
};

}  // namespace

TEST_CASE("a clerk sits down, opens and calls", "[app][clerk]") {
    bench it;
    it.desk.seated.clear();
    it.desk.state = desk_state::closed;
    it.desk.waiting = 3;
    CHECK(it.next() == "takeSeat");
    it.desk.seated = "s05";
    CHECK(it.next() == "openWindow");
    it.desk.state = desk_state::free;
    CHECK(it.next() == "callNext");
}

TEST_CASE("a clerk leaves another person's seat alone", "[app][clerk]") {
    bench it;
    it.desk.seated = "s99";

    CHECK(it.next() == "");
}

TEST_CASE("a ticket is called until its calls are spent and then missed, or served to the end", "[app][clerk]") {
    std::set<std::string> ends;
    for (std::uint64_t ticket = 1; ticket <= 400; ++ticket) {
        bench it(ticket);
        it.desk.state = desk_state::called;
        it.desk.ticket = ticket;
        it.desk.since = it.now;
        it.desk.attempt = 1;
        it.desk.calls_left = 2;
        auto deed = it.next();
        while (deed == "recall") {
            ++it.desk.attempt;
            --it.desk.calls_left;
            it.desk.recall_from = it.now + 15s;
            auto const recalled = it.now;
            deed = it.next();
            if (deed == "recall") CHECK(it.now >= recalled + 15s);
        }
        CHECK((deed == "startService" || (deed == "markMissed" && it.desk.calls_left == 0)));
        if (deed == "startService") {
            it.desk.state = desk_state::serving;
            it.desk.since = it.now;
            deed = it.next(60min);
        }
        ends.insert(deed);
    }
    CHECK(ends == std::set<std::string>{"finishService", "holdTicket", "markMissed", "transferTicket"});
}

TEST_CASE("at noon a clerk rests with the own group and comes back", "[app][clerk]") {
    duty const noon{nine + 3h, nine + 4h + 30min};

    CHECK(duties_of_day(nine, five, noon, 1) ==
          std::vector<duty>{{nine - 10min, nine + 3h}, {nine + 3h + 45min, five}});
    CHECK(duties_of_day(nine, five, noon, 2) ==
          std::vector<duty>{{nine - 10min, nine + 3h + 45min}, {nine + 4h + 30min, five}});
    CHECK(duties_of_day(nine, five, std::nullopt, 1) == std::vector<duty>{{nine - 10min, five}});
}

TEST_CASE("a clerk whose rest begins closes and leaves the seat, and sits down again after it", "[app][clerk]") {
    bench it;
    it.clerk.plan_day({{nine, nine + 2h}, {nine + 2h + 45min, five}});
    it.now = nine + 2h;
    it.desk.waiting = 9;
    CHECK(it.next() == "closeWindow");
    it.desk.state = desk_state::closed;
    CHECK(it.next() == "releaseSeat");
    it.desk.seated.clear();
    CHECK(it.next(60min) == "takeSeat");
    CHECK(it.now >= nine + 2h + 45min);
}

TEST_CASE("after closing a clerk serves everybody who waits and then goes home", "[app][clerk]") {
    bench it;
    it.now = five + 5min;
    it.desk.closed_for_today = true;
    it.desk.waiting = 1;
    CHECK(it.next() == "callNext");
    it.desk.waiting = 0;
    CHECK(it.next() == "closeWindow");
}

TEST_CASE("the same seed and the same pictures make the same deeds at the same times", "[app][clerk]") {
    std::vector<hall_time> first;
    for (int run = 0; run < 2; ++run) {
        bench it;
        std::vector<hall_time> times;
        for (std::uint64_t ticket = 1; ticket < 20; ++ticket) {
            it.desk.state = desk_state::serving;
            it.desk.ticket = ticket;
            it.desk.since = it.now;
            static_cast<void>(it.next(60min));
            times.push_back(it.now);
        }
        if (run == 0) first = times;
        CHECK(times == first);
    }
}

TEST_CASE("a desk picture is read with its defaults left out and its long numbers as text", "[app][clerk]") {
    auto const desk = boost::json::parse(R"({
        "window": {"window": "W05", "no": 5, "state": "WINDOW_CALLED", "sinceMs": "1790000000000", "attempt": 2,
                   "phase": {"phase": "EXTENSION"}},
        "seated": "s05", "current": {"ticket": "17", "number": "B001"}, "recallFromMs": "1790000015000", "callsLeft": 1,
        "held": [{"ticket": "3", "sinceMs": "1789999000000"}]})");

    auto const view = read_desk(desk.as_object());

    CHECK(view.state == desk_state::called);
    CHECK(view.ticket == 17);
    CHECK(view.since == hall_time(1'790'000'000'000ms));
    CHECK(view.attempt == 2);
    CHECK(view.calls_left == 1);
    CHECK(view.recall_from == hall_time(1'790'000'015'000ms));
    CHECK(view.waiting == 0);
    CHECK(view.closed_for_today);
    REQUIRE(view.held.size() == 1);
    CHECK(view.held[0].ticket == 3);
    CHECK(view.missed.empty());
}
