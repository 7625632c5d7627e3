// A journal that somebody or something changed behind the server's back.

#include "app/load_crew.hpp"
#include "e2e/served_house.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace buduan::app;
using namespace buduan::tests;

namespace {

std::string content_of(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a record changed in the middle keeps the server from starting and is named", "[e2e][damage]") {
    served_house house({1, 1});
    for (int i = 0; i < 20; ++i)
        REQUIRE(house.command({"issue", "BENCH-1", "--hall", "bench-1"}).code == 0);
    // Killed, so that no snapshot spares the next start the reading; opened once by `verify`, which writes the log of
    // the database through to its file.
    house.kill();
    REQUIRE(house.command({"verify"}).code == 0);
    auto const journal = house.data() / "journal.db";
    auto damaged = content_of(journal);
    // The matter's code stands in the configuration and in each ticket's record: one in the middle.
    std::vector<std::size_t> places;
    for (auto at = damaged.find("BENCH-1"); at != std::string::npos; at = damaged.find("BENCH-1", at + 1))
        places.push_back(at);
    REQUIRE(places.size() >= 20);
    damaged[places[places.size() / 2]] ^= 1;
    std::ofstream(journal, std::ios::binary) << damaged;

    house.start_only();
    CHECK(house.process().wait() == 65);
    auto const said = house.process().err();
    INFO(said);
    CHECK(said.find("damaged") != std::string::npos);
    CHECK(said.find("bench-1") != std::string::npos);
    CHECK(said.find("record") != std::string::npos);
    CHECK(said.find("buduan restore") != std::string::npos);

    auto const verified = house.command({"verify"});
    // Damage among the newest records keeps the file from being opened at all; further back the walk finds it.
    CHECK((verified.code == 65 || verified.code == 1));
    CHECK((verified.out + verified.err).find("bench-1") != std::string::npos);
}

TEST_CASE("a file that is no journal is not served from", "[e2e][damage]") {
    served_house house({1, 1});
    REQUIRE(house.stop() == 0);
    std::ofstream(house.data() / "journal.db", std::ios::binary) << std::string(8'192, 'x');

    house.start_only();

    CHECK(house.process().wait() == 65);
}
