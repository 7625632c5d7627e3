#include "journal/ballast.hpp"

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace buduan::journal {
namespace {

std::uint64_t held_bytes(std::string const& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return 0;
    return static_cast<std::uint64_t>(status.st_blocks) * 512;  // st_size would count holes
}

bool has_free(std::string const& path, std::uint64_t wanted) {
    std::error_code failed;
    auto const parent = std::filesystem::absolute(path, failed).parent_path();
    auto const space = std::filesystem::space(parent, failed);
    return !failed && space.available >= wanted;
}

}  // namespace

ballast::ballast(std::string path, std::uint64_t size) : path_(std::move(path)), size_(size) {}

bool ballast::hold() {
    if (size_ == 0 || held_bytes(path_) >= size_) return true;
    if (!has_free(path_, 2 * size_)) return false;
    int const file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return false;
    bool const taken = ::posix_fallocate(file, 0, static_cast<off_t>(size_)) == 0;
    ::close(file);
    if (!taken) ::unlink(path_.c_str());
    return taken;
}

std::uint64_t ballast::release() {
    std::uint64_t const held = held_bytes(path_);
    if (size_ == 0 || ::unlink(path_.c_str()) != 0) return 0;
    return held;
}

}  // namespace buduan::journal
