// `buduan load` on a small scale: what it measures is another matter, that nothing is lost is not.

#include "e2e/program.hpp"
#include "support/temporary_folder.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace buduan::tests;

namespace {

boost::json::object load(temporary_folder const& folder, std::vector<std::string> more) {
    std::vector<std::string> words{"load", "--json", "--within", folder.path(), "--halls", "2", "--windows", "8"};
    words.insert(words.end(), more.begin(), more.end());
    auto const done = run(folder.path(), words);
    INFO(done.out << done.err);
    REQUIRE(done.code == 0);
    return boost::json::parse(done.out).as_object();
}

}  // namespace

TEST_CASE("a small load finds every figure and nothing lost", "[e2e][load]") {
    temporary_folder folder;

    auto const found =
        load(folder, {"--seconds", "1",           "--clients", "8",          "--boards", "5",      "--phones",
                      "60",        "--followers", "40",        "--idle",     "300",      "--only", "commands",
                      "--only",    "latency",     "--only",    "deliveries", "--only",   "idle"});

    CHECK(found.at("faults").as_array().empty());
    CHECK(found.at("commands").at("acknowledged").to_number<double>() > 100);
    CHECK(found.at("commands").at("called_twice") == 0);
    auto const& latency = found.at("latency").as_object();
    CHECK(latency.at("calls") == 50);
    CHECK(latency.at("boards").at("frames") == 5 * 50);
    CHECK(latency.at("strips").at("frames") == 50);
    CHECK(latency.at("windows").at("frames") == 50);
    CHECK(latency.at("missing") == 0);
    auto const& deliveries = found.at("deliveries").as_object();
    CHECK(deliveries.at("missing") == 0);
    CHECK(deliveries.at("frames").to_number<double>() >= deliveries.at("calls").to_number<double>() * 40);
    CHECK(found.at("idle").at("bytes_each").to_number<double>() > 0);
    for (auto const& left : std::filesystem::directory_iterator(folder.path()))
        CHECK_FALSE(left.is_directory());
}

TEST_CASE("stalled clients are closed and the others miss nothing", "[e2e][load]") {
    temporary_folder folder;

    auto const found = load(folder, {"--only", "stalled", "--followers", "30", "--stalled", "10", "--rounds", "1"});

    auto const& stalled = found.at("stalled").as_object();
    CHECK(stalled.at("missing") == 0);
    CHECK(stalled.at("closed") == 10);
}

TEST_CASE("load does not touch a hall that is no demonstration", "[e2e][load]") {
    temporary_folder folder;
    std::filesystem::create_directory(folder.path() / "data");

    CHECK(run(folder.path(), {"load", "--data", folder / "data", "--port", "8080"}).code == 64);
    CHECK(run(folder.path(), {"load", "--port", "8080"}).code == 64);
}
