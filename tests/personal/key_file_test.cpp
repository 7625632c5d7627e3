#include "journal/personal_key_file.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace buduan::personal;
using namespace std::chrono_literals;
using buduan::journal::personal_key_file;
using buduan::tests::temporary_folder;

namespace {

instant const noon{std::chrono::hours(490'000)};

std::string content(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string octets(secret_key const& key) {
    return {key.begin(), key.end()};
}

stored_key some_key(instant due = noon) {
    return {draw_reference(), draw_key(), due};
}

}  // namespace

TEST_CASE("keys are there again after reopening", "[personal][key_file]") {
    temporary_folder folder;
    auto const first = some_key();
    auto const second = some_key(noon + 1h);
    {
        personal_key_file file(folder / "keys");
        file.put(first);
        file.put(second);
    }
    personal_key_file file(folder / "keys");

    CHECK(file.size() == 2);
    CHECK(file.get(first.ref) == first);
    CHECK(file.due(noon) == std::vector<stored_key>{first});
    CHECK(file.due(noon + 1h) == std::vector<stored_key>{first, second});
}

TEST_CASE("a destroyed key is nowhere in the file and its slot is used again", "[personal][key_file]") {
    temporary_folder folder;
    personal_key_file file(folder / "keys");
    auto const dying = some_key();
    auto const staying = some_key();
    file.put(dying);
    file.put(staying);
    auto const size = std::filesystem::file_size(folder / "keys");
    REQUIRE(content(folder / "keys").find(octets(dying.secret)) != std::string::npos);

    file.destroy({&dying.ref, 1});

    CHECK(content(folder / "keys").find(octets(dying.secret)) == std::string::npos);
    CHECK(content(folder / "keys").find(octets(staying.secret)) != std::string::npos);
    CHECK_FALSE(file.get(dying.ref));
    file.put(some_key());
    CHECK(std::filesystem::file_size(folder / "keys") == size);
}

TEST_CASE("a key put again is replaced where it lies", "[personal][key_file]") {
    temporary_folder folder;
    auto key = some_key();
    {
        personal_key_file file(folder / "keys");
        file.put(key);
        key.due = noon + 1h;
        file.put(key);
    }
    personal_key_file file(folder / "keys");

    CHECK(file.size() == 1);
    CHECK(file.get(key.ref) == key);
}

TEST_CASE("a slot torn by a power cut is zeroed and costs no other key", "[personal][key_file]") {
    temporary_folder folder;
    auto const whole = some_key();
    auto const torn = some_key();
    {
        personal_key_file file(folder / "keys");
        file.put(whole);
        file.put(torn);
    }
    {
        std::fstream file(folder / "keys", std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(2 * 64 + 3);
        file.put('\x5a').put('\x5a');
    }
    {
        personal_key_file file(folder / "keys");
        CHECK(file.get(whole.ref) == whole);
        CHECK_FALSE(file.get(torn.ref));
    }
    CHECK(content(folder / "keys").find(octets(torn.secret)) == std::string::npos);
}

TEST_CASE("the key file is its owner's alone and opened once", "[personal][key_file]") {
    temporary_folder folder;
    personal_key_file const file(folder / "keys");

    CHECK_THROWS_WITH(personal_key_file(folder / "keys"), Catch::Contains("in use by another process"));
    CHECK((std::filesystem::status(folder / "keys").permissions() & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("another file is not taken for a key file", "[personal][key_file]") {
    temporary_folder folder;
    std::ofstream(folder / "keys") << std::string(1'000, 'x');

    CHECK_THROWS_WITH(personal_key_file(folder / "keys"), Catch::Contains("no file of personal keys"));
    CHECK(content(folder / "keys") == std::string(1'000, 'x'));
}
