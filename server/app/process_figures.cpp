#include "app/process_figures.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace buduan::app {
namespace {

std::string file_of(pid_t process, char const* name) {
    return "/proc/" + std::to_string(process) + '/' + name;
}

}  // namespace

double processor_seconds(pid_t process) {
    std::ifstream in(file_of(process, "stat"));
    std::string line;
    std::getline(in, line);
    // The second field is the name in brackets and may hold anything; fields 14 and 15 are the times.
    auto const name_end = line.rfind(')');
    if (name_end == std::string::npos) return 0;
    std::istringstream rest(line.substr(name_end + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        rest >> skipped;
    double user = 0;
    double system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::uint64_t private_bytes(pid_t process) {
    std::ifstream in(file_of(process, "smaps_rollup"));
    std::uint64_t kibibytes = 0;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string name;
        std::uint64_t value = 0;
        words >> name >> value;
        if (name == "Private_Clean:" || name == "Private_Dirty:") kibibytes += value;
    }
    return kibibytes * 1024;
}

void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace buduan::app
