// The promise to the citizen, tested as a stranger would who gets hold of every file: after the schedule has run, no
// file and no backup holds the name, the phone, the identity number or the means to open what was sealed.

#include "journal/personal_key_file.hpp"
#include "journal/sqlite_personal.hpp"
#include "personal/vault.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

using namespace buduan::personal;
using namespace std::chrono_literals;
using buduan::dispatch::civil_day;
using buduan::dispatch::hall_id;
using buduan::journal::personal_key_file;
using buduan::journal::sqlite_personal;
using buduan::tests::temporary_folder;

namespace {

instant const noon{std::chrono::hours(490'000)};
hall_id const hall = *hall_id::parse("shanting");
civil_day const today{std::chrono::days(20'416)};
std::string const identity_number = "370406199001011234";

struct house {
    temporary_folder folder;
    std::unique_ptr<sqlite_personal> records;
    std::unique_ptr<personal_key_file> keys;
    std::unique_ptr<buduan::personal::vault> vault;

    house() { open(); }
    void close() {
        vault.reset();
        records.reset();
        keys.reset();
    }
    void open() {
        close();
        records = std::make_unique<sqlite_personal>(folder / "personal.db");
        keys = std::make_unique<personal_key_file>(folder / "personal.keys");
        vault = std::make_unique<buduan::personal::vault>(*records, *keys);
    }
    // Names of the files below the folder that hold these bytes.
    [[nodiscard]] std::vector<std::string> files_with(std::string const& bytes) const {
        std::vector<std::string> found;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            std::string const content(std::istreambuf_iterator<char>(file), {});
            if (content.find(bytes) != std::string::npos) found.push_back(entry.path().filename());
        }
        return found;
    }
};

contact citizen(int i) {
    return {"欧阳" + std::to_string(1'000 + i), std::to_string(13'800'000'000 + i)};
}

std::string octets(secret_key const& key) {
    return {key.begin(), key.end()};
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("after the schedule nothing in any file or backup tells who came", "[personal][deletion]") {
    house it;
    constexpr int citizens = 80;
    std::vector<reference> given;
    std::vector<secret_key> secrets;
    for (int i = 0; i < citizens; ++i) {
        given.push_back(it.vault->put(record_kind::ticket_contact, citizen(i), noon));
        secrets.push_back(it.keys->get(given.back())->secret);
        if (i % 3 == 0) it.vault->ended(given.back(), noon + 1h);
        if (i % 20 == 19) it.open();
    }
    auto const person = it.vault->person_of_day(hall, today, noon + 12h, identity_number, noon);
    for (auto const& key : it.keys->due(noon + 12h))
        secrets.push_back(key.secret);
    std::filesystem::create_directory(it.folder.path() / "backup");
    it.records->backup(it.folder / "backup/personal.db");
    // The search itself bites: keys lie in the key file, sealed records in the file and in its backup.
    CHECK(it.files_with(octets(secrets[7])) == names{"personal.keys"});
    CHECK(it.files_with(it.records->get(given[7])->sealed).size() == 2);
    CHECK(it.vault->read(given[7]) == citizen(7));

    auto const deleted = it.vault->run_schedule(noon + 49h);

    CHECK(deleted.size() == citizens + 1);
    for (bool reopened : {false, true}) {
        if (reopened) it.open();
        CHECK(it.keys->size() == 0);
        CHECK(it.records->all().empty());
        for (int i = 0; i < citizens; ++i) {
            CHECK(it.files_with(citizen(i).name).empty());
            CHECK(it.files_with(citizen(i).phone).empty());
            CHECK_FALSE(it.vault->read(given[static_cast<std::size_t>(i)]));
        }
        for (auto const& secret : secrets)
            CHECK(it.files_with(octets(secret)).empty());
        CHECK(it.files_with(identity_number).empty());
        CHECK(it.files_with(person).empty());
    }
    CHECK(it.vault->person_of_day(hall, today, noon + 200h, identity_number, noon) != person);
}

TEST_CASE("a restored backup brings back sealed records that nobody can open, and the next run removes them",
          "[personal][deletion]") {
    house it;
    auto const ref = it.vault->put(record_kind::ticket_contact, citizen(1), noon);
    auto const sealed = it.records->get(ref)->sealed;
    it.records->backup(it.folder / "copy.db");
    REQUIRE(it.vault->run_schedule(noon + 48h).size() == 1);
    CHECK(it.files_with(sealed) == names{"copy.db"});

    it.close();
    std::filesystem::rename(it.folder / "copy.db", it.folder / "personal.db");
    it.open();

    CHECK(it.records->get(ref)->sealed == sealed);
    CHECK_FALSE(it.vault->read(ref));
    auto const removed = it.vault->run_schedule(noon + 49h);
    REQUIRE(removed.size() == 1);
    CHECK(removed[0].cause == deletion_cause::orphaned);
    CHECK(it.files_with(sealed).empty());
}

TEST_CASE("the list of deletions survives and says nothing of whom", "[personal][deletion]") {
    house it;
    auto const ref = it.vault->put(record_kind::ticket_contact, citizen(1), noon);
    it.vault->forget(ref, noon + 1min);

    it.open();

    CHECK(it.records->deletions() ==
          std::vector<deletion>{{noon + 1min, ref, "ticket_contact", deletion_cause::on_request}});
}

TEST_CASE("a crash between key and record leaves a key that the schedule destroys", "[personal][deletion]") {
    house it;
    stored_key const lone{draw_reference(), draw_key(), delete_at_latest(record_kind::ticket_contact, noon)};
    it.keys->put(lone);

    it.open();
    CHECK(it.vault->run_schedule(noon + 48h).size() == 1);

    CHECK(it.keys->size() == 0);
    CHECK(it.files_with(octets(lone.secret)).empty());
}
