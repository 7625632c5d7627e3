#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/load_report.hpp"
#include "app/process_figures.hpp"

#include <boost/json/serialize.hpp>

#include <fstream>
#include <iostream>
#include <sys/vfs.h>

namespace buduan::app {
namespace {

namespace fs = std::filesystem;

struct load_flags {
    load_sizes sizes;
    fs::path within = "/var/tmp";  // on disk, where /tmp may be memory
    fs::path prepare;
    fs::path data;
    std::uint16_t port = 0;
    bool json = false;
    bool bars = false;
    std::vector<std::string> only;

    [[nodiscard]] bool wants(std::string const& measure) const {
        return only.empty() || std::find(only.begin(), only.end(), measure) != only.end();
    }
    [[nodiscard]] bool wants_people() const {
        return wants("commands") || wants("latency") || wants("deliveries") || wants("stalled");
    }
};

std::string file_system_of(fs::path const& where) {
    struct statfs about {};
    if (::statfs(where.c_str(), &about) != 0) return "an unknown file system";
    switch (about.f_type) {
        case 0x01021994: return "tmpfs (memory: nothing here is durable)";
        case 0xEF53: return "ext4";
        case 0x58465342: return "xfs";
        case 0x9123683E: return "btrfs";
        case 0x794C7630: return "overlayfs";
        default: return "file system " + std::to_string(about.f_type);
    }
}

// The lock file of a data folder names the process that holds it.
server_place running_server(load_flags const& flags) {
    if (!fs::exists(flags.data / "demonstration")) {
        throw stop_program(exit_code::usage, "load presses every key there is: it is for demonstrations only, and " +
                                                 flags.data.string() + " is none's data folder");
    }
    server_place place{flags.port, flags.data, -1};
    std::ifstream in(flags.data / "lock");
    if (!(in >> place.process)) throw stop_program(exit_code::unavailable, "no server runs on " + flags.data.string());
    return place;
}

load_figures measure(load_flags const& flags) {
    auto const program = fs::read_symlink("/proc/self/exe");
    bench_halls const halls{flags.sizes.halls, flags.sizes.windows};
    bool const own = flags.data.empty();
    load_figures figures;
    figures.journal_on = file_system_of(own ? flags.within : flags.data);
    auto const say = [&flags](char const* what) {
        if (!flags.json) std::cerr << "measuring " << what << '\n';
    };
    // First, while the server is fresh.
    if (flags.wants("idle")) {
        say("idle connections");
        std::optional<server_process> fresh;
        if (own) fresh.emplace(program, flags.within, halls);
        figures.idle = measure_idle(own ? fresh->place() : running_server(flags), flags.sizes);
    }
    if (!flags.wants_people()) return figures;
    std::optional<server_process> server;
    if (own) server.emplace(program, flags.within, halls);
    load_site site(own ? server->place() : running_server(flags), flags.sizes);
    // First, while everybody has just sat down: whoever is silent for the length of a lease loses the seat.
    if (flags.wants("commands")) {
        say("durable commands");
        figures.commands = measure_commands(site, flags.sizes);
    }
    if (flags.wants("latency")) {
        say("the time from call to frame");
        figures.latency = measure_latency(site, flags.sizes);
    }
    if (flags.wants("stalled")) {
        say("stalled clients");
        figures.stalled = measure_stalled(site, flags.sizes);
    }
    if (flags.wants("deliveries")) {
        say("deliveries");
        figures.deliveries = measure_deliveries(site, flags.sizes);
    }
    return figures;
}

exit_code run(load_flags const& flags) {
    if (!flags.prepare.empty()) {
        bench_halls{flags.sizes.halls, flags.sizes.windows}.write(flags.prepare / "halls");
        std::cout << "buduan";
        for (auto const& word : bench_arguments(flags.prepare))
            std::cout << ' ' << word;
        std::cout << '\n';
        return exit_code::ok;
    }
    if (flags.data.empty() != (flags.port == 0)) {
        throw stop_program(exit_code::usage, "--data and --port of a running server are given together");
    }
    raise_descriptor_limit();
    auto const figures = measure(flags);
    if (flags.json) {
        std::cout << boost::json::serialize(json_of(figures)) << '\n';
    } else {
        std::cout << text_of(figures);
    }
    if (!faults_of(figures).empty()) return exit_code::failed;
    return flags.bars && !missed_bars(figures).empty() ? exit_code::failed : exit_code::ok;
}

}  // namespace

void add_load(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand(
        "load",
        "Measure a server on this machine: its own, started for it and thrown away, or a running demonstration");
    auto const flags = std::make_shared<load_flags>();
    auto& sizes = flags->sizes;
    command->add_flag("--json", flags->json, "Print JSON");
    command->add_flag("--bars", flags->bars, "Fail when a figure is below its bar");
    command->add_option("--only", flags->only, "commands, latency, deliveries, idle, stalled; default: all")
        ->check(CLI::IsMember({"commands", "latency", "deliveries", "idle", "stalled"}));
    command->add_option("--within", flags->within, "Folder for the server's files: decides what disk is measured")
        ->capture_default_str();
    command->add_option("--prepare", flags->prepare,
                        "Only write the halls into this folder and print the command of a server for them");
    command->add_option("--data", flags->data, "Data folder of a running server of such halls");
    command->add_option("--port", flags->port, "Its port");
    command->add_option("--seconds", sizes.seconds, "Length of each measure")
        ->check(CLI::Range(0.2, 600.0))
        ->capture_default_str();
    auto const size = [command](char const* flag, std::size_t& value, std::size_t most, char const* help) {
        command->add_option(flag, value, help)->check(CLI::Range(std::size_t{1}, most))->capture_default_str();
    };
    size("--halls", sizes.halls, 50, "Halls");
    size("--windows", sizes.windows, 99, "Windows of each hall");
    size("--clients", sizes.clients, 1'000, "Clients that command");
    size("--boards", sizes.boards, 5'000, "Boards");
    size("--phones", sizes.phones, 10'000, "Phones");
    size("--followers", sizes.followers, 10'000, "Followers of the delivery and stalled measures");
    size("--in-flight", sizes.in_flight, 32, "Calls under way to the followers");
    size("--idle", sizes.idle, 15'000, "Idle connections");
    size("--stalled", sizes.stalled, 1'000, "Stalled clients among the followers");
    size("--rounds", sizes.rounds, 9, "Rounds with and without stalled clients");
    command->add_option("--events", sizes.events_a_second, "Calls a second of the latency measures")
        ->check(CLI::Range(1.0, 1'000.0))
        ->capture_default_str();
    command->callback([&result, flags] { result = run(*flags); });
}

}  // namespace buduan::app
