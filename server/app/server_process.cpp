#include "app/server_process.hpp"

#include "app/config_flags.hpp"
#include "app/data_folder.hpp"
#include "app/public_client.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>

extern char** environ;

namespace buduan::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr auto start_limit = 30s;
constexpr auto stop_limit = 20s;
constexpr auto pace = 5ms;

std::string tail_of(fs::path const& file) {
    std::ifstream in(file);
    std::string const all(std::istreambuf_iterator<char>(in), {});
    return all.size() <= 2'000 ? all : all.substr(all.size() - 2'000);
}

}  // namespace

std::vector<std::string> bench_arguments(fs::path const& folder) {
    return {"serve",         "--halls",         folder / "halls", "--holidays", sample_halls() / "holidays",
            "--data",        folder / "data",   "--port",         "0",          "--port-file",
            folder / "port", "--demonstration", "--no-people",    "--start",    "09:00",
            "--log-level",   "warning"};
}

server_process::server_process(fs::path const& program, fs::path const& within, bench_halls const& halls) {
    auto pattern = (within / "buduan-load-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw stop_program(exit_code::io_error, pattern + ": " + std::strerror(errno));
    }
    folder_ = pattern;
    place_.data = folder_ / "data";
    try {
        halls.write(folder_ / "halls");
        start(program);
        wait_until_it_serves();
    } catch (...) {
        stop();
        throw;
    }
}

server_process::~server_process() {
    stop();
}

void server_process::start(fs::path const& program) {
    auto words = bench_arguments(folder_);
    words.insert(words.begin(), program);
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    auto const log = folder_ / "server.log";
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    int const error = ::posix_spawn(&place_.process, program.c_str(), &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (error != 0) {
        place_.process = -1;
        throw stop_program(exit_code::software, program.string() + ": " + std::strerror(error));
    }
}

void server_process::wait_until_it_serves() {
    auto const until = steady::now() + start_limit;
    while (steady::now() < until && !ended()) {
        std::ifstream in(folder_ / "port");
        if (in >> place_.port && http_get(place_.port, "/readyz").status == 200) return;
        std::this_thread::sleep_for(pace);
    }
    throw stop_program(exit_code::unavailable, "the server does not serve:\n" + tail_of(folder_ / "server.log"));
}

bool server_process::ended() {
    if (place_.process < 0) return true;
    if (::waitpid(place_.process, nullptr, WNOHANG) != place_.process) return false;
    place_.process = -1;
    return true;
}

void server_process::stop() {
    if (!ended()) {
        ::kill(place_.process, SIGTERM);
        auto const until = steady::now() + stop_limit;
        while (!ended() && steady::now() < until)
            std::this_thread::sleep_for(pace);
    }
    if (!ended()) {
        ::kill(place_.process, SIGKILL);
        ::waitpid(place_.process, nullptr, 0);
        place_.process = -1;
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

}  // namespace buduan::app
