// One suite for every back end of the identity contract.

#include "identity/memory_store.hpp"
#include "identity/secret.hpp"
#include "journal/sqlite_identity.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <memory>

using namespace buduan::identity;
using buduan::journal::sqlite_identity;
using buduan::tests::temporary_folder;

namespace {

struct in_memory {
    memory_store kept;
    store& open() { return kept; }
};

struct in_sqlite {
    temporary_folder folder;
    std::unique_ptr<sqlite_identity> file;
    store& open() {  // anew each time, so that only what is on disk counts
        file.reset();
        file = std::make_unique<sqlite_identity>(folder / "identity.db");
        return *file;
    }
};

hall_id const hall = *hall_id::parse("shanting");

account clerk(std::string name) {
    return {hall, name, *staff_id::parse(name), role::window, "$argon2id$", false};
}
device kiosk(std::string const& id, std::string const& token) {
    return {*device_id::parse(id), hall, device_kind::kiosk, "大厅 东门", digest_of(token), false};
}
session of_clerk(std::string const& token) {
    return {digest_of(token), hall, staff_actor{"s01", *staff_id::parse("s01"), role::guide}, instant{}};
}

}  // namespace

TEMPLATE_TEST_CASE("what was stored is loaded whole and in order", "[identity][store]", in_memory, in_sqlite) {
    TestType house;
    account const admin{hall_id{}, "admin", staff_id{}, role::admin, "$argon2id$", true};
    std::vector<account> const accounts{clerk("s02"), admin, clerk("s01")};
    session const of_device{digest_of("b"), hall, device_actor{*device_id::parse("K1"), device_kind::kiosk},
                            instant(std::chrono::milliseconds(1'790'000'000'123))};

    house.open().put_accounts(accounts);
    house.open().put_device(kiosk("K1", "k"));
    house.open().put_session(of_clerk("a"));
    house.open().put_session(of_device);

    auto const all = house.open().load();
    CHECK(all.accounts == std::vector<account>{admin, clerk("s01"), clerk("s02")});
    CHECK(all.devices == std::vector<device>{kiosk("K1", "k")});
    CHECK(all.sessions.size() == 2);
    CHECK(std::find(all.sessions.begin(), all.sessions.end(), of_device) != all.sessions.end());
    CHECK(std::find(all.sessions.begin(), all.sessions.end(), of_clerk("a")) != all.sessions.end());
}

TEMPLATE_TEST_CASE("storing under the same key replaces", "[identity][store]", in_memory, in_sqlite) {
    TestType house;
    auto disabled = clerk("s01");
    disabled.disabled = true;
    account const first = clerk("s01");
    house.open().put_accounts({&first, 1});
    house.open().put_accounts({&disabled, 1});
    house.open().put_device(kiosk("K1", "old"));
    house.open().put_device(kiosk("K1", "new"));

    auto const all = house.open().load();
    CHECK(all.accounts == std::vector<account>{disabled});
    CHECK(all.devices == std::vector<device>{kiosk("K1", "new")});
}

TEMPLATE_TEST_CASE("ended sessions are gone and unknown ones do no harm", "[identity][store]", in_memory, in_sqlite) {
    TestType house;
    house.open().put_session(of_clerk("a"));
    house.open().put_session(of_clerk("b"));
    std::vector<digest> const ended{digest_of("a"), digest_of("never")};

    house.open().end_sessions(ended);

    CHECK(house.open().load().sessions == std::vector<session>{of_clerk("b")});
}

TEST_CASE("a second opener of the identity file is told that it is in use", "[identity][store]") {
    temporary_folder folder;
    sqlite_identity const first(folder / "identity.db");

    CHECK_THROWS_WITH(sqlite_identity(folder / "identity.db"), Catch::Contains("in use by another process"));
}

TEST_CASE("a file of another kind is not taken for an identity file", "[identity][store]") {
    temporary_folder folder;
    std::ofstream(folder / "identity.db") << "this is a shopping list and nothing else, of more than 16 bytes";

    CHECK_THROWS_AS(sqlite_identity(folder / "identity.db"), store_failure);
}

TEST_CASE("the identity file and its copy are for the owner's eyes only", "[identity][store]") {
    temporary_folder folder;
    sqlite_identity file(folder / "identity.db");
    file.backup(folder / "copy.db");

    for (auto const* name : {"identity.db", "copy.db"}) {
        auto const allowed = std::filesystem::status(folder / name).permissions();
        CHECK((allowed & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
              std::filesystem::perms::none);
    }
}

TEST_CASE("a copy has the accounts and devices but no sessions, and never overwrites", "[identity][store]") {
    temporary_folder folder;
    sqlite_identity file(folder / "identity.db");
    auto const s01 = clerk("s01");
    file.put_accounts({&s01, 1});
    file.put_device(kiosk("K1", "k"));
    file.put_session(of_clerk("a"));

    file.backup(folder / "copy.db");

    auto const copied = sqlite_identity(folder / "copy.db").load();
    CHECK(copied.accounts.size() == 1);
    CHECK(copied.devices.size() == 1);
    CHECK(copied.sessions.empty());
    CHECK_THROWS_AS(file.backup(folder / "copy.db"), store_failure);
}
