#pragma once

// The real binary, run as an operator runs it.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string>
#include <sys/types.h>
#include <vector>

namespace buduan::tests {

// The most that anything in these tests waits for a process; a healthy one needs a small part of it.
inline constexpr std::chrono::seconds patience{60};

// Asks again and again, with short pauses, until `reached`; false when patience is at its end.
[[nodiscard]] bool eventually(std::function<bool()> const& reached);

// A child process with its output in files of `folder`; killed at the end of the scope if it still runs.
class program {
public:
    program(std::filesystem::path const& folder, std::vector<std::string> const& arguments,
            std::vector<std::string> const& environment = {});
    ~program();
    program(program const&) = delete;
    program& operator=(program const&) = delete;

    void signal(int number) const;
    // The exit code, 128 + the signal that ended it, or -1 when patience is at its end.
    [[nodiscard]] int wait();
    [[nodiscard]] bool running();
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;
    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    std::filesystem::path out_;
    std::filesystem::path err_;
    pid_t pid_ = -1;
    int status_ = -1;
    bool ended_ = false;
};

struct finished {
    int code = -1;
    std::string out;
    std::string err;
};
// Runs it to its end.
[[nodiscard]] finished run(std::filesystem::path const& folder, std::vector<std::string> const& arguments);

}  // namespace buduan::tests
