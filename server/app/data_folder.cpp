#include "app/data_folder.hpp"

#include <openssl/rand.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace buduan::app {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void stop(fs::path const& where, int error) {
    auto const code =
        error == EACCES || error == EPERM || error == EROFS ? exit_code::no_permission : exit_code::io_error;
    throw stop_program(code, where.string() + ": " + std::strerror(error));
}

int take_lock(fs::path const& folder) {
    auto const file = folder / "lock";
    int const lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (lock < 0) stop(file, errno);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        throw stop_program(exit_code::in_use, folder.string() + " is in use by another process");
    }
    auto const pid = std::to_string(::getpid()) + '\n';
    // The process id is for people; a full disk does not keep the server from starting.
    if (::ftruncate(lock, 0) == 0) [[maybe_unused]]
        auto const written = ::write(lock, pid.data(), pid.size());
    return lock;
}

// Of demonstrations that were killed: nobody holds their lock.
void remove_abandoned(fs::path const& within, std::string_view prefix) {
    constexpr std::chrono::minutes surely_locked{1};  // by a process that just made its folder
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(within, ignored)) {
        if (!entry.path().filename().string().starts_with(prefix)) continue;
        auto const file = entry.path() / "lock";
        auto const made = fs::last_write_time(file, ignored);
        if (ignored || fs::file_time_type::clock::now() - made < surely_locked) continue;
        int const lock = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (lock < 0) continue;
        if (::flock(lock, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
        ::close(lock);
    }
}

std::string hex(std::array<std::uint8_t, 32> const& bytes) {
    std::string text;
    for (auto byte : bytes) {
        std::array<char, 3> two{};
        std::snprintf(two.data(), two.size(), "%02x", byte);
        text += two.data();
    }
    return text;
}

}  // namespace

data_folder::data_folder(fs::path where, purpose wanted) : path_(std::move(where)) {
    bool const there = fs::is_directory(path_);
    if (!there && wanted == purpose::maintain) {
        throw stop_program(exit_code::no_input, path_.string() + " is no data folder");
    }
    if (!there) {
        std::error_code error;
        fs::create_directories(path_.parent_path().empty() ? "." : path_.parent_path(), error);
        if (error) stop(path_.parent_path(), error.value());
        if (::mkdir(path_.c_str(), S_IRWXU) != 0) stop(path_, errno);
    }
    lock_ = take_lock(path_);
    try {
        bool const used = fs::exists(journal());
        auto const mark = path_ / "demonstration";
        if (wanted == purpose::demonstrate && used && !fs::exists(mark)) {
            throw stop_program(exit_code::config, path_.string() + " holds a real hall's data: no demonstration there");
        }
        if (wanted == purpose::serve && fs::exists(mark)) {
            throw stop_program(exit_code::config,
                               path_.string() + " holds a demonstration: serve it with --demonstration");
        }
        if (wanted == purpose::demonstrate && !used) write_private(mark, "made by buduan serve\n");
    } catch (...) {
        ::close(lock_);
        throw;
    }
}

data_folder data_folder::throw_away() {
    constexpr std::string_view prefix = "buduan-demonstration-";
    auto const within = fs::temp_directory_path();
    remove_abandoned(within, prefix);
    auto pattern = (within / prefix).string() + "XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) stop(pattern, errno);
    data_folder made(pattern, purpose::demonstrate);
    made.throw_away_ = true;
    return made;
}

data_folder::data_folder(data_folder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      throw_away_(std::exchange(other.throw_away_, false)) {}

data_folder::~data_folder() {
    if (throw_away_) {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    if (lock_ >= 0) ::close(lock_);
}

fs::path data_folder::admin_socket(fs::path const& data) {
    return data / "admin.sock";
}

std::array<std::uint8_t, 32> data_folder::server_key() const {
    std::array<std::uint8_t, 32> key{};
    auto const file = server_key_file();
    if (!fs::exists(file)) {
        if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) {
            throw stop_program(exit_code::software, "no random bytes to be had");
        }
        write_private(file, hex(key) + '\n');
        return key;
    }
    std::ifstream in(file);
    std::string text;
    in >> text;
    if (text.size() != 2 * key.size() || text.find_first_not_of("0123456789abcdef") != std::string::npos) {
        throw stop_program(exit_code::data_error, file.string() + " is no server key (64 hex digits)");
    }
    for (std::size_t i = 0; i < key.size(); ++i) {
        key[i] = static_cast<std::uint8_t>(std::strtoul(text.substr(2 * i, 2).c_str(), nullptr, 16));
    }
    return key;
}

bool data_folder::restored() const {
    return fs::exists(path_ / "restored");
}

void data_folder::mark_restored() const {
    write_private(path_ / "restored", "made from a backup\n");
}

void data_folder::forget_restored() const {
    std::error_code ignored;
    fs::remove(path_ / "restored", ignored);
}

void write_private(fs::path const& file, std::string const& content) {
    auto const fresh = file.string() + ".new";
    int const out = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (out < 0) stop(fresh, errno);
    bool const written = ::write(out, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
                         ::fsync(out) == 0 && ::rename(fresh.c_str(), file.c_str()) == 0;
    int const error = errno;
    ::close(out);
    if (!written) stop(file, error);
    // The name must outlive a power cut as well as the bytes.
    auto const parent = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    int const folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool const kept = folder >= 0 && ::fsync(folder) == 0;
    int const why = errno;
    if (folder >= 0) ::close(folder);
    if (!kept) stop(file, why);
}

}  // namespace buduan::app
