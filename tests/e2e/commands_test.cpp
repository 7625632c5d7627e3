// What an operator types, beside a running server and beside a stopped one.

#include "app/public_client.hpp"
#include "e2e/served_house.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>

using namespace buduan::app;
using namespace buduan::tests;

namespace {

namespace json = boost::json;

// The objects of an output with one a line.
std::vector<json::object> lines_of(std::string const& out) {
    std::vector<json::object> all;
    for (std::size_t at = 0; at < out.size();) {
        auto const end = std::min(out.find('\n', at), out.size());
        if (end > at) all.push_back(json::parse(out.substr(at, end - at)).as_object());
        at = end + 1;
    }
    return all;
}

std::vector<json::object> sound(finished const& it) {
    INFO(it.err);
    REQUIRE(it.code == 0);
    return lines_of(it.out);
}

std::string text(json::object const& in, char const* member) {
    return std::string(in.at(member).as_string());
}

}  // namespace

TEST_CASE("every command explains itself", "[e2e][commands]") {
    temporary_folder folder;
    for (char const* command : {"serve", "check", "user", "device", "issue", "call", "watch", "verify", "backup",
                                "restore", "load", "status", "version"}) {
        auto const help = run(folder.path(), {command, "--help"});
        CHECK(help.code == 0);
        CHECK(help.out.find(command) != std::string::npos);
        bool const has_verbs = std::string_view(command) == "user" || std::string_view(command) == "device";
        CHECK((has_verbs || help.out.find("--json") != std::string::npos));
    }
    CHECK(run(folder.path(), {"nonsense"}).code == 64);
    CHECK(run(folder.path(), {}).code == 64);
}

TEST_CASE("check finds the sample halls sound", "[e2e][commands][check]") {
    temporary_folder folder;

    auto const found = sound(run(folder.path(), {"check", "--json"}));

    REQUIRE(found.size() == 1);
    CHECK(found[0].at("faults").as_array().empty());
    auto const& halls = found[0].at("halls").as_array();
    REQUIRE(halls.size() == 11);
    CHECK(text(halls[0].as_object(), "hall") == "shanting");
    CHECK(halls[0].at("windows") == 42);
}

TEST_CASE("check names the faults of the configuration, the halls and the holidays together",
          "[e2e][commands][check]") {
    temporary_folder folder;
    bench_halls{2, 2}.write(folder.path() / "halls");
    std::filesystem::create_directories(folder.path() / "halls/holidays");
    std::ofstream(folder / "halls/holidays/2026.json") << "{\"days\": 3}";
    std::ofstream(folder / "halls/hall-other.json") << "{ no json";
    std::ofstream(folder / "buduan.toml") << "[server]\nhalls = \"halls\"\n[http]\nprot = 1\n";

    auto const found = run(folder.path(), {"check", "--config", folder / "buduan.toml", "--json"});

    CHECK(found.code == 78);
    auto const lines = lines_of(found.out);
    REQUIRE(lines.size() == 1);
    std::string all;
    for (auto const& one : lines[0].at("faults").as_array())
        all += text(one.as_object(), "where") + ": " + text(one.as_object(), "what") + '\n';
    INFO(all);
    CHECK(all.find("buduan.toml:4: unknown key: http.prot") != std::string::npos);
    CHECK(all.find("hall-other.json") != std::string::npos);
    CHECK(all.find("holidays/2026.json") != std::string::npos);
    CHECK(run(folder.path(), {"serve", "--config", folder / "buduan.toml"}).code == 78);
}

TEST_CASE("the operator issues, calls, watches and asks how the halls are", "[e2e][commands]") {
    served_house house({2, 2});

    auto const issued = sound(house.command({"issue", "BENCH-1", "--hall", "bench-1"}));
    REQUIRE(issued.size() == 1);
    CHECK(text(issued[0], "number") == "A001");
    CHECK(issued[0].at("ahead") == 0);
    CHECK(text(issued[0], "link").size() == 22);

    std::string const id(32, 'a');
    auto const once = sound(house.command({"issue", "BENCH-1", "--hall", "bench-1", "--id", id}));
    auto const again = sound(house.command({"issue", "BENCH-1", "--hall", "bench-1", "--id", id}));
    CHECK(once == again);

    auto const called = sound(house.command({"call", "W01", "--hall", "bench-1", "--staff", "bench-1-S01"}));
    REQUIRE(called.size() == 1);
    CHECK(text(called[0], "number") == "A001");
    CHECK(text(called[0], "window") == "W01");
    auto const refused = house.command({"call", "W02", "--hall", "bench-2", "--staff", "bench-2-S02"});
    CHECK(refused.code == 1);
    CHECK(refused.err.find("nobody_waits") != std::string::npos);
    CHECK(house.command({"issue", "BENCH-1", "--hall", "nowhere"}).code == 64);

    auto const status = sound(house.command({"status"}));
    REQUIRE(status.size() == 2);
    CHECK(text(status[0], "hall") == "bench-1");
    CHECK(status[0].at("writable") == true);

    program watch(house.folder(), {"watch", "bench-1", "--from", "1", "--data", house.data(), "--json"});
    CHECK(eventually([&] { return watch.out().find("ticket_called") != std::string::npos; }));
    std::uint64_t seq = 0;
    for (auto const& record : lines_of(watch.out()))
        CHECK(record.at("seq").to_number<std::uint64_t>() == ++seq);
    CHECK(house.stop() == 0);
    CHECK(watch.wait() != 0);
    CHECK(house.command({"status"}).code == 69);
}

TEST_CASE("accounts and devices are kept beside a running server and a stopped one", "[e2e][commands]") {
    served_house house({1, 1});
    auto const sign_in = [&](std::string const& account, std::string const& password) {
        return http_post(house.place().port, "/v1/session",
                         R"({"hall":"bench-1","account":")" + account + R"(","password":")" + password + "\"}")
            .status;
    };

    auto const added = sound(house.command({"user", "add", "lead", "--hall", "bench-1", "--role", "supervisor"}));
    REQUIRE(added.size() == 1);
    auto const password = text(added[0], "password");
    CHECK(sign_in("lead", password) == 200);
    CHECK(sign_in("lead", "wrong" + password) == 401);
    CHECK(house.command({"user", "add", "lead", "--hall", "bench-1", "--role", "supervisor"}).code == 1);
    CHECK(house.command({"user", "disable", "lead", "--hall", "bench-1"}).code == 0);
    CHECK(sign_in("lead", password) == 401);

    auto const device = sound(house.command({"device", "add", "B01", "--hall", "bench-1", "--kind", "screen"}));
    REQUIRE(device.size() == 1);
    auto const token = R"({"token":")" + text(device[0], "token") + "\"}";
    CHECK(http_post(house.place().port, "/v1/device-session", token).status == 200);
    CHECK(house.command({"device", "revoke", "B01", "--hall", "bench-1"}).code == 0);
    CHECK(http_post(house.place().port, "/v1/device-session", token).status == 401);

    REQUIRE(house.stop() == 0);
    CHECK(house.command({"user", "enable", "lead", "--hall", "bench-1"}).code == 0);
    auto const users = sound(house.command({"user", "list"}));
    CHECK(std::any_of(users.begin(), users.end(), [](auto const& user) { return text(user, "account") == "lead"; }));
    house.start();
    CHECK(sign_in("lead", password) == 200);
}

TEST_CASE("a backup of a running server is restored, and numbers go on behind a gap", "[e2e][commands][backup]") {
    served_house house({1, 1});
    for (int i = 0; i < 3; ++i)
        static_cast<void>(sound(house.command({"issue", "BENCH-1", "--hall", "bench-1"})));
    auto const backup = (house.folder() / "saved").string();

    CHECK(sound(house.command({"backup", backup})).size() == 1);
    CHECK_FALSE(std::filesystem::exists(backup + "/personal.keys"));
    CHECK(house.command({"backup", backup}).code == 64);
    CHECK(sound(house.command({"verify"})).size() == 1);
    static_cast<void>(sound(house.command({"issue", "BENCH-1", "--hall", "bench-1"})));
    CHECK(house.command({"restore", backup, "--replace"}).code == 75);

    REQUIRE(house.stop() == 0);
    CHECK(house.command({"restore", backup}).code == 64);
    CHECK(house.command({"restore", backup, "--replace"}).code == 0);
    CHECK(house.command({"verify"}).code == 0);
    house.start();
    auto const after = sound(house.command({"issue", "BENCH-1", "--hall", "bench-1"}));
    REQUIRE(after.size() == 1);
    CHECK(text(after[0], "number") > "A100");
    CHECK(text(after[0], "number").size() >= 4);
}

TEST_CASE("an empty house gets its first administrator, once", "[e2e][commands]") {
    temporary_folder folder;
    bench_halls{1, 1}.write(folder.path() / "halls");
    std::ofstream(folder / "buduan.toml") << "[server]\ndata = \"data\"\nhalls = \"halls\"\nholidays = \""
                                          << BUDUAN_SAMPLE << "/holidays\"\n[http]\nport = 0\nport_file = \"port\"\n"
                                          << "[journal]\nballast_mib = 1\n";
    std::vector<std::string> const serve{"serve", "--config", folder / "buduan.toml"};
    auto const port = [&] {
        std::uint16_t known = 0;
        std::ifstream(folder / "port") >> known;
        return known;
    };
    {
        program first(folder.path(), serve);
        REQUIRE(eventually([&] { return port() != 0 && http_get(port(), "/livez").status == 200; }));
        std::ifstream in(folder / "data/first-admin.txt");
        std::string account;
        std::string password;
        REQUIRE((in >> account >> password));
        CHECK(http_post(port(), "/v1/session", R"({"account":")" + account + R"(","password":")" + password + "\"}")
                  .status == 200);
        first.signal(SIGTERM);
        CHECK(first.wait() == 0);
        CHECK(first.err().find("identity.first_admin") != std::string::npos);
        CHECK(first.err().find(password) == std::string::npos);
    }
    std::filesystem::remove(folder.path() / "data/first-admin.txt");
    std::filesystem::remove(folder.path() / "port");
    program second(folder.path(), serve);
    REQUIRE(eventually([&] { return port() != 0; }));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "data/first-admin.txt"));
    CHECK(run(folder.path(), {"serve", "--demonstration", "--data", folder / "data", "--port", "0"}).code != 0);
}
