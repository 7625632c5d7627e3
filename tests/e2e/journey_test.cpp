// The way of one ticket through the real program: kiosk, window, and everybody's eyes.

#include "app/load_crew.hpp"
#include "app/public_client.hpp"
#include "e2e/served_house.hpp"
#include "journal/personal_key_file.hpp"

#include <boost/json/array.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace buduan::app;
using namespace buduan::tests;

namespace {

struct eyes {
    load_client line;
    std::vector<std::string> frames;

    eyes(load_reactor& reactor, server_place const& server, std::string const& topic) : line(reactor, server.port, {}) {
        line.received = [this](std::string_view frame) { frames.emplace_back(frame); };
        line.follow(topic);
    }
    [[nodiscard]] bool saw(std::string const& words) const {
        return std::any_of(frames.begin(), frames.end(),
                           [&](auto const& frame) { return frame.find(words) != std::string::npos; });
    }
};

}  // namespace

TEST_CASE("a kiosk's ticket is called and board, strip and phone show it", "[e2e][journey]") {
    served_house house({1, 3});
    load_reactor reactor;
    auto const place = house.place();
    load_kiosk kiosk(reactor, place, bench_hall(0));
    load_clerk clerk(reactor, place, 0, 1);
    eyes board(reactor, place, "board/bench-1");
    eyes strip(reactor, place, "window/bench-1/W02");
    eyes zone(reactor, place, "zone/bench-1/A");
    auto const soon = [&](std::function<bool()> const& reached) { return reactor.poll_until(reached, 10); };

    load_answer issued;
    kiosk.issue([&](load_answer const& answer) { issued = answer; });
    REQUIRE(soon([&] { return issued.happened; }));
    CHECK(issued.number == "A001");
    REQUIRE(issued.link.size() == 22);
    eyes phone(reactor, place, "ticket/" + issued.link);
    REQUIRE(soon([&] { return phone.saw("\"stage\":\"WAITING\"") && !board.frames.empty() && !strip.frames.empty(); }));

    clerk.sit_down();
    REQUIRE(soon([&] { return clerk.seated(); }));
    load_answer called;
    clerk.call_next([&](load_answer const& answer) { called = answer; });
    REQUIRE(soon([&] { return called.happened; }));
    CHECK(called.number == "A001");
    CHECK(called.ticket == issued.ticket);

    CHECK(soon([&] { return board.saw("\"number\":\"A001\",\"window\":\"W02\""); }));
    CHECK(soon([&] { return zone.saw("\"number\":\"A001\",\"window\":\"W02\""); }));
    CHECK(soon([&] { return strip.saw("\"state\":\"WINDOW_CALLED\",\"number\":\"A001\""); }));
    CHECK(soon([&] { return phone.saw("\"stage\":\"CALLED\",\"windowNo\":2"); }));
    CHECK(soon([&] {
        return std::any_of(board.frames.begin(), board.frames.end(), [](auto const& f) { return is_news(f); });
    }));

    bool done = false;
    clerk.start_service([&](load_answer const& started) {
        CHECK(started.happened);
        clerk.finish_service([&](load_answer const& finished) { done = finished.happened; });
    });
    CHECK(soon([&] { return done && phone.saw("\"stage\":\"DONE\""); }));
    CHECK(house.stop() == 0);
}

TEST_CASE("a contact lies nowhere in the clear and is due for deletion a day after the service", "[e2e][journey]") {
    std::string const phone_number = "13800001234";
    served_house house({1, 1});
    load_reactor reactor;
    load_kiosk kiosk(reactor, house.place(), bench_hall(0));
    load_clerk clerk(reactor, house.place(), 0, 0);
    auto const soon = [&](std::function<bool()> const& reached) { return reactor.poll_until(reached, 10); };
    clerk.sit_down();
    load_answer issued;
    kiosk.client().command(bench_hall(0),
                           {{"issueTicket", {{"matters", boost::json::array{bench_matter}}, {"phone", phone_number}}}},
                           [&](load_answer const& answer) { issued = answer; });
    REQUIRE(soon([&] { return issued.happened && clerk.seated(); }));
    bool done = false;
    clerk.call_next([&](load_answer const&) {
        clerk.start_service([&](load_answer const&) {
            clerk.finish_service([&](load_answer const& finished) { done = finished.happened; });
        });
    });
    REQUIRE(soon([&] { return done; }));
    auto const card = http_get(house.place().port, "/v1/halls/" + bench_hall(0)).body;
    std::chrono::sys_time<std::chrono::milliseconds> const hall_now{
        std::chrono::milliseconds(number_member(card, "serverMs"))};
    REQUIRE(house.stop() == 0);

    buduan::journal::personal_key_file keys((house.data() / "personal.keys").string());
    CHECK(keys.due(hall_now + std::chrono::hours(23)).empty());
    CHECK(keys.due(hall_now + std::chrono::hours(24)).size() == 1);
    for (auto const& file : std::filesystem::recursive_directory_iterator(house.data())) {
        std::ifstream in(file.path(), std::ios::binary);
        std::string const content(std::istreambuf_iterator<char>(in), {});
        INFO(file.path());
        CHECK(content.find(phone_number) == std::string::npos);
    }
}
