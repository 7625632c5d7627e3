// Bytes of a real journal's files are flipped and the files cut short. Whatever comes of it, nobody may be shown a wrong
// stream: it is called damaged when opened, when read or by `verify`, or everything is as it was.

#include "journal/journal_words.hpp"
#include "journal/sqlite_journal.hpp"
#include "support/sanitized.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iostream>
#include <map>
#include <random>

using namespace buduan;
using namespace buduan::tests;
namespace fs = std::filesystem;

namespace {

// Everything that the contract lets one see.
struct picture {
    std::vector<dispatch::hall_id> halls;
    std::vector<journal::tail_position> tails;
    std::vector<std::vector<journal::stored_record>> streams;
    std::vector<std::optional<std::string>> snapshots;
    std::vector<std::optional<std::uint64_t>> found;
    bool operator==(picture const&) const = default;
};

constexpr std::uint64_t records_a_hall = 40;
constexpr int flips_a_file = sanitized ? 25 : 250;
constexpr int cuts_a_file = sanitized ? 20 : 120;

picture look(journal::journal& at) {
    picture seen;
    seen.halls = at.halls();
    for (auto const hall : seen.halls) {
        seen.tails.push_back(at.tail(hall));
        seen.streams.push_back(at.read(hall, 0, 1'000'000));
        auto const snapshot = at.snapshot(hall);
        seen.snapshots.push_back(snapshot ? std::optional(snapshot->state) : std::nullopt);
        for (std::uint64_t number = 0; number < 3 * records_a_hall; ++number) {
            seen.found.push_back(at.find(hall, command(number)));
        }
    }
    return seen;
}

journal::sqlite_options options_in(fs::path const& folder) {
    journal::sqlite_options options;
    options.path = (folder / "journal.db").string();
    return options;
}

void fill(journal::journal& to, std::uint64_t count) {
    std::uint64_t number = 0;
    for (auto const* name : {"fucheng", "xiji"}) {
        auto tail = to.claim(hall(name), "node");
        tail = grow(to, name, tail, number, count);
        to.put_snapshot(hall(name), {tail.seq, tail.hash, std::string(9000, 's')});
        number += count;
    }
}

std::string content_of(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(fs::path const& file, std::string const& content) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

enum class verdict : std::uint8_t { refused_to_open, refused_to_read, named_by_verify, as_it_was, undetected };

verdict judge(fs::path const& folder, picture const& truth) {
    std::unique_ptr<journal::sqlite_journal> opened;
    try {
        opened = std::make_unique<journal::sqlite_journal>(options_in(folder));
    } catch (journal::damaged_journal const&) {
        return verdict::refused_to_open;
    } catch (std::runtime_error const&) {
        return verdict::refused_to_open;  // a version of the future, by the flipped byte
    }
    picture seen;
    try {
        seen = look(*opened);
    } catch (journal::damaged_journal const&) {
        return verdict::refused_to_read;
    }
    if (seen == truth) return verdict::as_it_was;
    // A lost snapshot costs time only; an unknown command is the one thing that only `verify` sees.
    return opened->verify().empty() ? verdict::undetected : verdict::named_by_verify;
}

struct verdicts {
    std::map<verdict, int> of;
    void print(char const* what) {
        std::cout << what << ": refused to open " << of[verdict::refused_to_open] << ", refused to read "
                  << of[verdict::refused_to_read] << ", named by verify " << of[verdict::named_by_verify]
                  << ", as it was " << of[verdict::as_it_was] << ", undetected " << of[verdict::undetected] << '\n';
    }
};

// The files of a journal as they lie while a process has it open, so that they include a log with content, or after it
// ended well.
std::map<std::string, std::string> files_of_a_journal(bool running, picture& truth,
                                                      std::uint64_t count = records_a_hall) {
    temporary_folder folder;
    auto filled = std::make_unique<journal::sqlite_journal>(options_in(folder.path()));
    fill(*filled, count);
    truth = look(*filled);
    if (!running) filled.reset();
    std::map<std::string, std::string> files;
    for (auto const& file : fs::directory_iterator(folder.path())) {
        files[file.path().filename().string()] = content_of(file.path());
    }
    return files;
}

verdict judge_files(std::map<std::string, std::string> const& files, picture const& truth) {
    temporary_folder folder;
    for (auto const& [name, content] : files) {
        write(folder.path() / name, content);
    }
    return judge(folder.path(), truth);
}

}  // namespace

TEST_CASE("a flipped byte anywhere in a journal's files never passes for truth", "[journal][damage]") {
    bool const running = GENERATE(false, true);
    picture truth;
    auto const files = files_of_a_journal(running, truth);
    REQUIRE(judge_files(files, truth) == verdict::as_it_was);
    std::mt19937 chance(7);

    verdicts all;
    for (auto const& [name, content] : files) {
        for (int i = 0; i < flips_a_file; ++i) {
            auto changed = files;
            std::string& octets = changed[name];
            if (octets.empty()) continue;
            std::size_t const where = chance() % octets.size();
            octets[where] = static_cast<char>(octets[where] ^ (1 + chance() % 255));
            verdict const found = judge_files(changed, truth);
            ++all.of[found];
            INFO(name << " at " << where);
            CHECK(found != verdict::undetected);
        }
    }
    all.print(running ? "flips in the files of a running journal" : "flips in the files of a closed journal");
    CHECK(all.of[verdict::refused_to_read] + all.of[verdict::refused_to_open] > 0);
    CHECK(all.of[verdict::as_it_was] > 0);
}

TEST_CASE("a file cut short never passes for truth", "[journal][damage]") {
    bool const running = GENERATE(false, true);
    picture truth;
    auto const files = files_of_a_journal(running, truth);
    std::mt19937 chance(8);

    verdicts all;
    for (auto const& [name, content] : files) {
        for (int i = 0; i < cuts_a_file; ++i) {
            auto changed = files;
            std::string& octets = changed[name];
            if (octets.empty()) continue;
            // Also at page borders, where a cut looks tidy, and to nothing at all.
            std::size_t length = i == 0 ? 0 : chance() % octets.size();
            if (i % 3 == 1) length = length / 4096 * 4096;
            octets.resize(length);
            verdict const found = judge_files(changed, truth);
            ++all.of[found];
            INFO(name << " cut to " << length);
            CHECK(found != verdict::undetected);
        }
    }
    all.print(running ? "cuts of the files of a running journal" : "cuts of the files of a closed journal");
    CHECK(all.of[verdict::refused_to_open] > 0);
}

TEST_CASE("a journal whose end is lost says so, and opens with new epochs only when told to", "[journal][damage]") {
    picture truth;
    auto files = files_of_a_journal(/*running=*/true, truth);
    std::string& log = files["journal.db-wal"];
    log.resize(log.size() - 20'000);
    temporary_folder folder;
    for (auto const& [name, content] : files) {
        write(folder.path() / name, content);
    }

    auto options = options_in(folder.path());
    CHECK_THROWS_WITH(journal::sqlite_journal(options), Catch::Contains("records at the end are lost"));

    options.accept_lost_tail = true;
    std::uint64_t accepted_epoch = 0;
    {
        journal::sqlite_journal accepted(options);
        accepted_epoch = accepted.tail(hall("fucheng")).epoch;
        CHECK(accepted_epoch > truth.tails[0].epoch);
        CHECK(accepted.verify().empty());
    }
    options.accept_lost_tail = false;
    journal::sqlite_journal later(options);
    CHECK(later.tail(hall("fucheng")).epoch == accepted_epoch);
}

TEST_CASE("a bad record in the middle is named by hall and seq, and the rest of the journal is not",
          "[journal][damage]") {
    picture truth;
    auto files = files_of_a_journal(/*running=*/false, truth, 300);
    std::string& database = files["journal.db"];
    auto const where = database.find("event 77");
    REQUIRE(where != std::string::npos);
    database[where] = 'E';
    temporary_folder folder;
    for (auto const& [name, content] : files) {
        write(folder.path() / name, content);
    }

    // Fine at start: nobody reads the middle then.
    journal::sqlite_journal opened(options_in(folder.path()));
    CHECK(opened.read(hall("fucheng"), 0, 77).size() == 77);
    CHECK(opened.read(hall("fucheng"), 78, 1000).size() == 300 - 78);
    CHECK(opened.read(hall("xiji"), 0, 1000).size() == 300);
    try {
        static_cast<void>(opened.read(hall("fucheng"), 0, 1000));
        FAIL("a damaged record was read");
    } catch (journal::damaged_journal const& damaged) {
        CHECK(damaged.where().hall == hall("fucheng"));
        CHECK(damaged.where().seq == 78);
        CHECK_THAT(damaged.what(), Catch::Contains("hall fucheng, seq 78") && Catch::Contains("hash chain"));
    }
    int steps = 0;
    for (auto const& damages : {opened.verify(), opened.verify_in_steps([&steps] { ++steps; })}) {
        REQUIRE(damages.size() == 1);
        CHECK(damages[0].hall == hall("fucheng"));
        CHECK(damages[0].seq == 78);
    }
    CHECK(steps == 2);
}

TEST_CASE("a file of something else is refused as a journal and left as it was", "[journal][damage]") {
    temporary_folder folder;
    std::string const text(5000, 'x');
    write(folder.path() / "journal.db", text);

    CHECK_THROWS_AS(journal::sqlite_journal(options_in(folder.path())), journal::damaged_journal);
    CHECK(content_of(folder.path() / "journal.db") == text);
}
