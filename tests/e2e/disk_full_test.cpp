// A disk that is full: nothing is issued, whoever holds a ticket is still called, and all comes back by itself.

#include "app/load_crew.hpp"
#include "e2e/served_house.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <optional>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace buduan::app;
using namespace buduan::tests;

namespace {

// A file system of its own and of known size, gone at the end of the scope.
class small_disk {
public:
    explicit small_disk(std::filesystem::path where) : path_(std::move(where)) {
        std::filesystem::create_directories(path_);
        mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, "size=24m") == 0;
        if (!mounted_) error_ = std::strerror(errno);
    }
    ~small_disk() {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] std::string const& error() const { return error_; }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    // Takes all that is free.
    void fill() const {
        int const file = ::open((path_ / "filler").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        std::string block(64 * 1024, 'x');
        while (!block.empty()) {
            if (::write(file, block.data(), block.size()) > 0) continue;
            block.resize(block.size() / 2);
        }
        ::close(file);
    }
    void make_room() const { std::filesystem::remove(path_ / "filler"); }

private:
    std::filesystem::path path_;
    std::string error_;
    bool mounted_ = false;
};

}  // namespace

TEST_CASE("a full disk stops the kiosk, not the windows, and comes back by itself", "[e2e][disk_full]") {
    temporary_folder folder;
    small_disk const disk(folder.path() / "disk");
    if (!disk.mounted()) {
        std::cout << "SKIPPED: a full disk needs the right to mount one: " << disk.error() << '\n';
        // Where the right is expected the test may not be left out.
        CHECK(std::getenv("BUDUAN_EXPECT_PRIVILEGE") == nullptr);
        return;
    }
    served_house house({1, 2}, {"--ballast-mib", "2"}, disk.path());
    load_reactor reactor;
    load_kiosk kiosk(reactor, house.place(), bench_hall(0));
    load_clerk clerk(reactor, house.place(), 0, 0);
    clerk.sit_down();
    REQUIRE(reactor.poll_until([&] { return clerk.seated(); }, 10));
    std::string notices;
    load_client board(reactor, house.place().port, {});
    board.received = [&](std::string_view frame) {
        if (frame.find("\"hallState\"") != std::string_view::npos) notices += frame;
    };
    board.follow("board/" + bench_hall(0));
    auto const issue = [&] {
        std::optional<load_answer> answered;
        kiosk.issue([&](load_answer const& answer) { answered = answer; });
        REQUIRE(reactor.poll_until([&] { return answered.has_value(); }, 20));
        return *answered;
    };
    std::uint64_t issued = 0;
    for (; issued < 20; ++issued)
        REQUIRE(issue().happened);

    disk.fill();
    load_answer last;
    for (int tries = 0; tries < 5'000 && last.problem.empty(); ++tries) {
        last = issue();
        if (last.happened) ++issued;
    }
    CHECK(last.problem == "read_only");
    CHECK(reactor.poll_until([&] { return notices.find("\"notice\"") != std::string::npos; }, 10));

    // Those who hold a ticket are called and served from the reserve.
    for (int i = 0; i < 5; ++i) {
        bool served = false;
        std::string problem;
        clerk.call_next([&](load_answer const& called) {
            problem += called.problem;
            if (!called.called) return;
            clerk.start_service([&](load_answer const& started) {
                served = started.happened;
                problem += started.problem;
            });
        });
        REQUIRE(reactor.poll_until([&] { return served || !problem.empty(); }, 20));
        CHECK(problem == "");
    }
    CHECK(issue().problem == "read_only");

    disk.make_room();
    std::string after;
    CHECK(reactor.poll_until(
        [&] {
            auto const answer = issue();
            after = answer.number;
            return answer.happened;
        },
        30));
    INFO("issued before: " << issued);
    CHECK(after ==
          "A" + std::string(issued + 1 < 100 ? issued + 1 < 10 ? "00" : "0" : "") + std::to_string(issued + 1));
    CHECK(house.stop() == 0);
    CHECK(house.command({"verify"}).code == 0);
    std::cout << "full disk: " << issued << " tickets before it was full, calls went on, issuing came back\n";
}
