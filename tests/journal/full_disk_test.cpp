// A real file system that is really full: a small one in memory, mounted in a name space of its own. Where that is not
// allowed the test says so and does nothing; the same faults on the simulated disk are in disk_fault_test.cpp.

#include "journal/journal_words.hpp"
#include "journal/sqlite_journal.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace buduan;
using namespace buduan::tests;
using journal::append_status;

namespace {

constexpr std::uint64_t ballast_bytes = 2 << 20;
constexpr char const not_allowed[] = "not allowed";

bool tell_kernel(char const* file, std::string const& text) {
    std::ofstream to(file);
    return (to << text).flush().good();
}

// Into a name space where mounts are nobody else's business; one who is not root becomes root of it first.
bool leave_the_others() {
    if (::geteuid() == 0) return ::unshare(CLONE_NEWNS) == 0;
    auto const user = std::to_string(::geteuid());
    auto const group = std::to_string(::getegid());
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && tell_kernel("/proc/self/setgroups", "deny") &&
           tell_kernel("/proc/self/uid_map", "0 " + user + " 1\n") &&
           tell_kernel("/proc/self/gid_map", "0 " + group + " 1\n");
}

// Mounts 12 MiB over `folder`, for this process alone.
bool mount_small(std::filesystem::path const& folder) {
    if (!leave_the_others()) return false;
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
    return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=12m") == 0;
}

class writer {
public:
    explicit writer(journal::sqlite_journal& to) : log_(to), tail_(to.claim(hall("fucheng"), "node")) {}

    append_status write(std::size_t bytes) {
        auto const result = append(log_, "fucheng", tail_, {entry(next_, std::string(bytes, 'x'))});
        if (result.status == append_status::ok) {
            tail_ = result.tail;
            ++next_;
        }
        return result.status;
    }
    // The first answer that is not ok.
    append_status write_until_refused(std::size_t bytes) {
        for (int i = 0; i < 10'000; ++i) {
            if (auto const status = write(bytes); status != append_status::ok) return status;
        }
        return append_status::ok;
    }
    [[nodiscard]] std::uint64_t written() const { return next_; }

private:
    journal::sqlite_journal& log_;
    journal::tail_position tail_;
    std::uint64_t next_ = 0;
};

// What went wrong, in words; empty = nothing.
std::string fill_and_recover(std::filesystem::path const& folder) {
    journal::sqlite_options options;
    options.path = (folder / "journal.db").string();
    options.ballast_bytes = ballast_bytes;
    std::uint64_t written = 0;
    {
        journal::sqlite_journal log(options);
        if (!std::filesystem::exists(folder / "journal.db-ballast")) return "no ballast was held";
        writer halls(log);
        if (halls.write_until_refused(40'000) != append_status::no_space) return "the disk was never full";
        auto const full_at = halls.written();
        if (log.release_ballast() < ballast_bytes) return "the ballast set nothing free";
        if (halls.write(300) != append_status::ok) return "no call went on from the ballast";
        if (log.restore_ballast()) return "the ballast was held on a full disk";
        if (halls.write_until_refused(40'000) != append_status::no_space) return "the ballast had no end";
        if (halls.written() < full_at + 10) return "the ballast was worth hardly anything";
        if (!log.trouble().empty()) return "poisoned: " + log.trouble();
        // Somebody makes room.
        if (::mount("tmpfs", folder.c_str(), "tmpfs", MS_REMOUNT, "size=64m") != 0) return "no more room to be had";
        if (!log.restore_ballast()) return "the ballast was not held again";
        if (halls.write(300) != append_status::ok) return "no append with room again";
        written = halls.written();
    }
    journal::sqlite_journal reopened(options);
    if (reopened.tail(hall("fucheng")).seq != written) return "acknowledged records are lost";
    if (!reopened.verify().empty()) return "the journal is damaged";
    return {};
}

}  // namespace

TEST_CASE("on a full file system calls go on from the ballast, and all comes back when there is room",
          "[journal][full_disk]") {
    temporary_folder folder;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    pid_t const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::string words = not_allowed;
        try {
            if (mount_small(folder.path())) words = fill_and_recover(folder.path());
        } catch (std::exception const& failure) {
            words = failure.what();
        }
        bool const told = ::write(ends[1], words.data(), words.size()) == static_cast<ssize_t>(words.size());
        ::_exit(told ? 0 : 1);
    }
    ::close(ends[1]);
    std::array<char, 512> buffer{};
    auto const length = ::read(ends[0], buffer.data(), buffer.size());
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == 0);

    std::string const words(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    if (words == not_allowed) {
        WARN("SKIPPED: no file system may be mounted here");
        return;
    }
    CHECK(words == "");
}
