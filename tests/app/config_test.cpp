#include "app/config.hpp"

#include "app/printer_list.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>

using namespace buduan::app;
using buduan::tests::temporary_folder;

namespace {

struct world {
    temporary_folder folder;
    std::map<std::string, std::string> environment;
    std::map<std::string, std::string> flags;

    void file(std::string const& content) const { std::ofstream(folder / "buduan.toml") << content; }
    [[nodiscard]] std::variant<config, std::vector<fault>> load(bool with_file = true) const {
        config_sources sources;
        sources.flags = flags;
        sources.environment = [this](char const* name) -> char const* {
            auto const found = environment.find(name);
            return found == environment.end() ? nullptr : found->second.c_str();
        };
        if (with_file) sources.file = folder / "buduan.toml";
        return load_config(sources);
    }
    [[nodiscard]] config sound(bool with_file = true) const {
        auto loaded = load(with_file);
        if (auto const* faults = std::get_if<std::vector<fault>>(&loaded)) {
            for (auto const& fault : *faults)
                UNSCOPED_INFO(fault.where << ": " << fault.what);
        }
        REQUIRE(std::holds_alternative<config>(loaded));
        return std::get<config>(loaded);
    }
    // Where and what, with the folder's path cut off.
    [[nodiscard]] std::vector<std::string> faults() const {
        auto const loaded = load();
        std::vector<std::string> all;
        if (auto const* faults = std::get_if<std::vector<fault>>(&loaded)) {
            for (auto const& fault : *faults) {
                auto const slash = fault.where.rfind('/');
                all.push_back(fault.where.substr(slash == std::string::npos ? 0 : slash + 1) + ": " + fault.what);
            }
        }
        return all;
    }
};

}  // namespace

TEST_CASE("a flag wins over the environment, that over the file, that over the default", "[app][config]") {
    world it;
    CHECK(it.sound(false).http.port == 8080);
    it.file("[http]\nport = 1001\n");
    CHECK(it.sound().http.port == 1001);
    it.environment["BUDUAN_HTTP_PORT"] = "1002";
    CHECK(it.sound().http.port == 1002);
    it.flags["http.port"] = "1003";
    CHECK(it.sound().http.port == 1003);
}

TEST_CASE("a file sets values of every kind", "[app][config]") {
    world it;
    it.file(R"(
[server]
data = "data"
halls = "/srv/halls"
node = "north"
[http]
port = 0
plain_beyond_loopback = true
[demonstration]
enabled = true
speed = 2.5
[log]
level = "warning"
)");
    auto const made = it.sound();

    CHECK(made.server.data == it.folder / "data");  // beside the file
    CHECK(made.server.halls == "/srv/halls");
    CHECK(made.server.node == "north");
    CHECK(made.http.port == 0);
    CHECK(made.http.plain_beyond_loopback);
    CHECK(made.demonstration.enabled);
    CHECK(made.demonstration.speed == 2.5);
    CHECK(made.log.level == buduan::log::level::warning);
}

TEST_CASE("each fault of a configuration is named with its place", "[app][config]") {
    struct row {
        std::string file;
        std::string fault;
    };
    auto const [file, expected] = GENERATE(values<row>({
        {"[http]\nporte = 1\n", "buduan.toml:2: unknown key: http.porte"},
        {"\n[htttp]\nport = 1\n", "buduan.toml:2: unknown section: htttp"},
        {"port = 1\n", "buduan.toml:1: unknown section: port"},
        {"[http]\nport = \"1\"\n", "buduan.toml:2: http.port: is a whole number"},
        {"[http]\nport = 70000\n", "buduan.toml:2: http.port: is a whole number from 0 to 65535"},
        {"[http]\nport = -1\n", "buduan.toml:2: http.port: is a whole number from 0 to 65535"},
        {"[http]\nport = 1.5\n", "buduan.toml:2: http.port: is a whole number"},
        {"[http]\naddress = true\n", "buduan.toml:2: http.address: is a text in quotes"},
        {"[demonstration]\npeople = 1\n", "buduan.toml:2: demonstration.people: is true or false"},
        {"[demonstration]\nspeed = 0\n", "buduan.toml:2: demonstration.speed: is 0.1 to 600"},
        {"[demonstration]\nstart = \"25:00\"\n", "buduan.toml:2: demonstration.start: is a time of day such as 11:30"},
        {"[demonstration]\nday = \"2026-02-30\"\n", "buduan.toml:2: demonstration.day: is a date such as 2026-11-24"},
        {"[log]\nlevel = \"loud\"\n", "buduan.toml:2: log.level: is debug, info, warning or error"},
        {"[http]\naddress = \"0.0.0.0\"\n",
         "buduan.toml:2: http.address: without a certificate the server listens on this machine only, unless "
         "http.plain_beyond_loopback is set"},
        {"[http]\ncertificate = \"a.pem\"\n",
         "buduan.toml:2: http.certificate: a certificate and its key are given together"},
        {"[http]\npublic_url = \"hall.example\"\n", "buduan.toml:2: http.public_url: begins with http:// or https://"},
        {"[demonstration]\nenabled = true\n", "default: server.halls: is needed"},
        {"[http]\nprinters = \"shanting/K01\"\n",
         "buduan.toml:2: http.printers: \"shanting/K01\" is not hall/kiosk=host[:port][+gb18030][+silent]"},
        {"[halls]\nmailbox = 1\n", "buduan.toml:2: halls.mailbox: is 16 to 65536"},
    }));
    world it;
    it.file(file);

    CHECK(it.faults() == std::vector<std::string>{expected});
}

TEST_CASE("all faults of all sources are reported together", "[app][config]") {
    world it;
    it.file("[http]\nporte = 1\nport = \"x\"\n[nonsense]\na = 1\n");
    it.environment["BUDUAN_HALLS_MAILBOX"] = "many";
    it.flags["log.level"] = "loud";

    CHECK(it.faults() ==
          std::vector<std::string>{"buduan.toml:3: http.port: is a whole number",
                                   "buduan.toml:2: unknown key: http.porte", "buduan.toml:4: unknown section: nonsense",
                                   "BUDUAN_HALLS_MAILBOX: halls.mailbox: is a whole number from 0 to 4294967295",
                                   "--log-level: log.level: is debug, info, warning or error"});
}

TEST_CASE("a syntax error and a missing file are named", "[app][config]") {
    world it;
    it.file("[http]\nport = \n");
    auto const broken = it.faults();
    REQUIRE(broken.size() == 1);
    CHECK(broken[0].starts_with("buduan.toml:2: "));

    temporary_folder const empty;
    config_sources missing;
    missing.file = empty / "none.toml";
    auto const loaded = load_config(missing);
    REQUIRE(std::holds_alternative<std::vector<fault>>(loaded));
    CHECK(std::get<std::vector<fault>>(loaded).size() == 1);
}

TEST_CASE("each setting has a name, a flag and a variable of its own, and reads back what it shows", "[app][config]") {
    std::set<std::string> names;
    for (auto const& setting : settings()) {
        names.insert(setting.name());
        names.insert("--" + std::string(setting.flag));
        names.insert(setting.environment_name());
        config made;
        CHECK(setting.set(made, setting.show(config{})) == "");
        CHECK(setting.show(made) == setting.show(config{}));
        CHECK_FALSE(setting.help.empty());
    }
    CHECK(names.size() == 3 * settings().size());
}

TEST_CASE("printers are read with their kiosk, address and habits", "[app][config]") {
    auto const read = parse_printers("shanting/K01=10.0.0.9, shanting/K02=printer.hall:9101+gb18030+silent");
    REQUIRE(std::holds_alternative<std::vector<buduan::net::kiosk_printer>>(read));
    auto const& printers = std::get<std::vector<buduan::net::kiosk_printer>>(read);
    REQUIRE(printers.size() == 2);
    CHECK(printers[0].hall == "shanting");
    CHECK(printers[0].kiosk == "K01");
    CHECK(printers[0].printer.host == "10.0.0.9");
    CHECK(printers[0].printer.port == 9100);
    CHECK(printers[0].printer.asks_status);
    CHECK(printers[1].printer.port == 9101);
    CHECK(printers[1].printer.gb18030);
    CHECK_FALSE(printers[1].printer.asks_status);
    for (auto const* wrong : {"K01=10.0.0.9", "a/b=", "a/b=c:0", "a/b=c:x", "a/b=c+loud", "a/b=c,,"})
        CHECK(std::holds_alternative<std::string>(parse_printers(wrong)));
}
