#include "e2e/program.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace buduan::tests {
namespace {

std::string content(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

std::atomic<int> count{0};

}  // namespace

bool eventually(std::function<bool()> const& reached) {
    auto const until = std::chrono::steady_clock::now() + patience;
    while (!reached()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

program::program(std::filesystem::path const& folder, std::vector<std::string> const& arguments,
                 std::vector<std::string> const& environment)
    : out_(folder / ("out-" + std::to_string(++count))), err_(out_.string() + ".err") {
    std::vector<std::string> words{BUDUAN_BINARY};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = environment;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        if (!std::string_view(*variable).starts_with("BUDUAN_")) variables.emplace_back(*variable);
    }
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int const error =
        ::posix_spawn(&pid_, BUDUAN_BINARY, &files, nullptr, pointers(words).data(), pointers(variables).data());
    ::posix_spawn_file_actions_destroy(&files);
    if (error != 0) throw std::runtime_error("cannot start " BUDUAN_BINARY);
}

program::~program() {
    if (running()) signal(SIGKILL);
    if (!ended_) ::waitpid(pid_, &status_, 0);
}

void program::signal(int number) const {
    if (!ended_) ::kill(pid_, number);
}

bool program::running() {
    if (!ended_) ended_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
    return !ended_;
}

int program::wait() {
    if (!eventually([this] { return !running(); })) return -1;
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
}

std::string program::out() const {
    return content(out_);
}

std::string program::err() const {
    return content(err_);
}

finished run(std::filesystem::path const& folder, std::vector<std::string> const& arguments) {
    program it(folder, arguments);
    auto const code = it.wait();
    return {code, it.out(), it.err()};
}

}  // namespace buduan::tests
