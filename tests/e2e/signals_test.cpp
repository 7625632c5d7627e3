// What the service manager does to the program, and how the program ends.

#include "app/load_crew.hpp"
#include "app/public_client.hpp"
#include "e2e/served_house.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>

using namespace buduan::app;
using namespace buduan::tests;

TEST_CASE("a hang-up reads the halls again, and faulty files change nothing", "[e2e][signals]") {
    served_house house({1, 2}, {"--log-level", "info"});
    auto const card = [&] { return http_get(house.place().port, "/v1/halls/bench-1").body; };
    CHECK(card().find("\"W03\"") == std::string::npos);

    bench_halls{1, 3}.write(house.folder() / "halls");
    house.process().signal(SIGHUP);
    CHECK(eventually([&] { return card().find("\"W03\"") != std::string::npos; }));

    std::ofstream(house.folder() / "halls/hall-bench-1.json") << "{}";
    house.process().signal(SIGHUP);
    CHECK(eventually([&] { return house.process().err().find("reload.refused") != std::string::npos; }));
    CHECK(card().find("\"W03\"") != std::string::npos);
    CHECK(house.serves());
    CHECK(house.stop() == 0);
}

TEST_CASE("a termination tells clients to come back and keeps what was acknowledged", "[e2e][signals]") {
    served_house house({1, 1}, {"--log-level", "info"});
    load_reactor reactor;
    load_kiosk kiosk(reactor, house.place(), bench_hall(0));
    std::string number;
    kiosk.issue([&](load_answer const& answer) { number = answer.number; });
    REQUIRE(reactor.poll_until([&] { return !number.empty(); }, 10));

    house.process().signal(SIGTERM);
    REQUIRE(reactor.poll_until([&] { return kiosk.client().line().closed(); }, 10));
    CHECK(kiosk.client().line().close_code() == 1012);
    CHECK(house.process().wait() == 0);
    auto const log = house.process().err();
    auto const stopping = log.find("server.stopping");
    auto const stopped = log.find("server.stopped");
    REQUIRE(stopped != std::string::npos);
    CHECK(stopping < stopped);
    CHECK_FALSE(std::filesystem::exists(house.data() / "admin.sock"));

    house.start();
    load_kiosk later(reactor, house.place(), bench_hall(0));
    std::string next;
    later.issue([&](load_answer const& answer) { next = answer.number; });
    REQUIRE(reactor.poll_until([&] { return !next.empty(); }, 10));
    CHECK(number == "A001");
    CHECK(next == "A002");
}

TEST_CASE("what another process holds is not taken", "[e2e][signals]") {
    served_house house({1, 1});
    temporary_folder other;
    std::vector<std::string> serve{"serve",
                                   "--demonstration",
                                   "--no-people",
                                   "--halls",
                                   house.folder() / "halls",
                                   "--holidays",
                                   std::string(BUDUAN_SAMPLE) + "/holidays"};
    auto same_data = serve;
    same_data.insert(same_data.end(), {"--data", house.data(), "--port", "0"});
    auto same_port = serve;
    same_port.insert(same_port.end(), {"--port", std::to_string(house.place().port)});

    CHECK(run(other.path(), same_data).code == 75);
    CHECK(run(other.path(), same_port).code == 75);
    CHECK(house.serves());
}

TEST_CASE("an interrupt ends a demonstration and leaves nothing behind", "[e2e][signals]") {
    temporary_folder folder;
    program demonstration(folder.path(),
                          {"serve", "--port", "0", "--port-file", folder / "port", "--speed", "10", "--json"},
                          {"TMPDIR=" + folder.path().string()});
    REQUIRE(eventually([&] { return demonstration.out().find("\"shanting\"") != std::string::npos; }));
    CHECK(demonstration.out().find("#token=") != std::string::npos);
    std::uint16_t port = 0;
    std::ifstream(folder / "port") >> port;
    // The simulated people come to life by the public interface alone.
    CHECK(eventually([&] {
        constexpr std::string_view happened = "buduan_commands_total{outcome=\"happened\"} ";
        auto const figures = http_get(port, "/metrics").body;
        auto const at = figures.find(happened);
        return at != std::string::npos && std::atoi(figures.c_str() + at + happened.size()) > 100;
    }));

    demonstration.signal(SIGINT);

    CHECK(demonstration.wait() == 0);
    for (auto const& left : std::filesystem::directory_iterator(folder.path()))
        CHECK_FALSE(left.path().filename().string().starts_with("buduan-demonstration"));
}
