// Durable appends a second of the SQLite journal on a real disk, with 1, 8 and 64 requests a commit, beside the disk's
// own pace: one 4 KiB write and its fdatasync. Figures of different machines and different minutes do not compare, so
// all of it runs in turns within one run and is read as ratios.
//
//   journal_bench [folder]      a new folder below `folder` is used and removed; default: the system's temporary one

#include "journal/sqlite_journal.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <sys/vfs.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace buduan;
namespace fs = std::filesystem;
using steady = std::chrono::steady_clock;

constexpr std::size_t halls = 64;
constexpr std::size_t payload_bytes = 300;  // a call with its reasons
constexpr int turns = 5;
constexpr std::chrono::milliseconds a_turn{400};
constexpr long magic_of_tmpfs = 0x01021994;

class folder_for_one_run {
public:
    explicit folder_for_one_run(fs::path const& below) {
        std::string pattern = (below / "journal-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no folder can be made in " + below.string());
        path_ = pattern;
    }
    ~folder_for_one_run() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    folder_for_one_run(folder_for_one_run const&) = delete;
    folder_for_one_run& operator=(folder_for_one_run const&) = delete;
    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

struct series {
    std::string name;
    std::size_t appends_a_commit = 1;
    std::vector<steady::duration> commits;

    [[nodiscard]] double seconds() const {
        steady::duration sum{};
        for (auto const took : commits) {
            sum += took;
        }
        return std::chrono::duration<double>(sum).count();
    }
    [[nodiscard]] double appends_a_second() const {
        return static_cast<double>(commits.size() * appends_a_commit) / seconds();
    }
    [[nodiscard]] double percentile_ms(double share) {
        auto const at = static_cast<std::size_t>(share * static_cast<double>(commits.size() - 1));
        std::nth_element(commits.begin(), commits.begin() + static_cast<std::ptrdiff_t>(at), commits.end());
        return std::chrono::duration<double, std::milli>(commits[at]).count();
    }
};

template <class Commit>
void run_for_a_turn(series& of, Commit&& commit) {
    auto const end = steady::now() + a_turn;
    for (auto now = steady::now(); now < end;) {
        auto const began = now;
        commit();
        now = steady::now();
        of.commits.push_back(now - began);
    }
}

journal::sqlite_options options_in(fs::path const& folder) {
    journal::sqlite_options options;
    options.path = (folder / "journal.db").string();
    return options;
}

// The halls of a house that all have something to write.
class busy_house {
public:
    explicit busy_house(fs::path const& folder) : log_(options_in(folder)) {
        for (std::size_t i = 0; i < halls; ++i) {
            auto const hall = dispatch::hall_id::parse("hall-" + std::to_string(i)).value();
            auto const tail = log_.claim(hall, "bench");
            requests_.push_back({hall, tail.epoch, tail.seq, {}});
        }
    }

    void commit(std::size_t together) {
        for (std::size_t i = 0; i < together; ++i) {
            requests_[i].entries = {next_entry()};
        }
        auto const results = log_.append({requests_.data(), together});
        for (std::size_t i = 0; i < together; ++i) {
            if (results[i].status != journal::append_status::ok) throw std::runtime_error("an append was refused");
            requests_[i].expected_seq = results[i].tail.seq;
        }
    }

private:
    journal::append_entry next_entry() {
        journal::command_id command;
        std::uint64_t const mixed = ++number_ * 0x9e3779b97f4a7c15ULL;
        for (std::size_t i = 0; i < 8; ++i) {
            command.bytes[i] = static_cast<std::uint8_t>(mixed >> (8 * i));
            command.bytes[8 + i] = static_cast<std::uint8_t>(number_ >> (8 * i));
        }
        auto const at = journal::instant(std::chrono::milliseconds(1'772'000'000'000 + number_));
        return {command, at, std::string(payload_bytes, 'p')};
    }

    journal::sqlite_journal log_;
    std::vector<journal::append_request> requests_;
    std::uint64_t number_ = 0;
};

class plain_file {
public:
    explicit plain_file(fs::path const& folder)
        : file_(::open((folder / "plain").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (file_ < 0 || ::posix_fallocate(file_, 0, length) != 0) throw std::runtime_error("no file can be made");
    }
    ~plain_file() { ::close(file_); }
    plain_file(plain_file const&) = delete;
    plain_file& operator=(plain_file const&) = delete;

    void write() {
        bool const written = ::pwrite(file_, page_.data(), page_.size(), at_) == static_cast<ssize_t>(page_.size());
        if (!written || ::fdatasync(file_) != 0) throw std::runtime_error("the disk fails");
        at_ = (at_ + static_cast<off_t>(page_.size())) % length;
    }

private:
    static constexpr off_t length = 16 << 20;
    int file_;
    off_t at_ = 0;
    std::string page_ = std::string(4096, 'x');
};

void measure(fs::path const& below) {
    struct statfs about {};
    if (::statfs(below.c_str(), &about) == 0 && about.f_type == magic_of_tmpfs) {
        std::printf("%s lies in memory: nothing here is durable, name a folder on a disk\n", below.c_str());
    }
    folder_for_one_run const folder(below);
    plain_file plain(folder.path());
    busy_house house(folder.path());
    series disk{"4 KiB write + fdatasync", 1, {}};
    std::vector<series> groups{
        {"1 request a commit", 1, {}}, {"8 requests a commit", 8, {}}, {"64 requests a commit", 64, {}}};

    for (int turn = 0; turn < turns; ++turn) {
        run_for_a_turn(disk, [&] { plain.write(); });
        for (series& group : groups) {
            run_for_a_turn(group, [&] { house.commit(group.appends_a_commit); });
        }
    }

    double const one = groups.front().appends_a_second();
    std::printf("%-24s %12s %10s %10s %10s\n", "", "durable/s", "ratio", "p50 ms", "p99 ms");
    groups.insert(groups.begin(), disk);
    for (series& group : groups) {
        std::printf("%-24s %12.0f %10.2f %10.3f %10.3f\n", group.name.c_str(), group.appends_a_second(),
                    group.appends_a_second() / one, group.percentile_ms(0.5), group.percentile_ms(0.99));
    }
    std::printf("payload %zu bytes, synchronous=FULL, %d turns of %d ms each, checkpoints included\n", payload_bytes,
                turns, static_cast<int>(a_turn.count()));
}

}  // namespace

int main(int count, char** arguments) {
    try {
        measure(count > 1 ? fs::path(arguments[1]) : fs::temp_directory_path());
        return EXIT_SUCCESS;
    } catch (std::exception const& failure) {
        std::fprintf(stderr, "journal_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
