#include "app/data_folder.hpp"

#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <fstream>

using namespace buduan::app;
using buduan::tests::temporary_folder;

namespace {

exit_code refused(std::filesystem::path const& where, data_folder::purpose purpose) {
    try {
        data_folder const folder(where, purpose);
    } catch (stop_program const& stop) {
        return stop.code();
    }
    return exit_code::ok;
}

}  // namespace

TEST_CASE("a data folder is made for its owner alone and held by one process", "[app][data_folder]") {
    temporary_folder place;
    data_folder const first(place / "a/data", data_folder::purpose::serve);

    CHECK((std::filesystem::status(first.path()).permissions() & std::filesystem::perms::all) ==
          std::filesystem::perms::owner_all);
    CHECK(refused(place / "a/data", data_folder::purpose::serve) == exit_code::in_use);
}

TEST_CASE("maintenance makes no folder", "[app][data_folder]") {
    temporary_folder place;

    CHECK(refused(place / "data", data_folder::purpose::maintain) == exit_code::no_input);
    CHECK_FALSE(std::filesystem::exists(place / "data"));
}

TEST_CASE("a demonstration never touches a real hall's data, nor the other way round", "[app][data_folder]") {
    temporary_folder place;
    {
        data_folder const real(place / "real", data_folder::purpose::serve);
        std::ofstream(real.journal()) << "precious";
    }
    { data_folder const demonstration(place / "demonstration", data_folder::purpose::demonstrate); }

    CHECK(refused(place / "real", data_folder::purpose::demonstrate) == exit_code::config);
    CHECK(refused(place / "demonstration", data_folder::purpose::serve) == exit_code::config);
    CHECK(refused(place / "demonstration", data_folder::purpose::demonstrate) == exit_code::ok);
}

TEST_CASE("a throw-away folder goes when it is no longer needed", "[app][data_folder]") {
    std::filesystem::path where;
    {
        auto const folder = data_folder::throw_away();
        where = folder.path();
        std::ofstream(folder.journal()) << "gone soon";
        CHECK(std::filesystem::exists(where));
    }
    CHECK_FALSE(std::filesystem::exists(where));
}

TEST_CASE("what a killed demonstration left is cleared away, and nobody else's", "[app][data_folder]") {
    temporary_folder place;
    char const* const before = std::getenv("TMPDIR");
    std::string const restored = before == nullptr ? "/tmp" : before;
    ::setenv("TMPDIR", place.path().c_str(), 1);
    auto const old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    for (auto const* name : {"buduan-demonstration-dead", "buduan-demonstration-held", "buduan-other"}) {
        std::filesystem::create_directory(place / name);
        std::ofstream(place / name + "/lock") << "1\n";
        std::filesystem::last_write_time(place / name + "/lock", old);
    }
    {
        data_folder const held(place / "buduan-demonstration-held", data_folder::purpose::demonstrate);
        std::filesystem::last_write_time(place / "buduan-demonstration-held/lock", old);

        auto const fresh = data_folder::throw_away();

        CHECK_FALSE(std::filesystem::exists(place / "buduan-demonstration-dead"));
        CHECK(std::filesystem::exists(place / "buduan-demonstration-held"));
        CHECK(std::filesystem::exists(place / "buduan-other"));
        CHECK(std::filesystem::exists(fresh.path()));
    }
    ::setenv("TMPDIR", restored.c_str(), 1);
}

TEST_CASE("the server's key is drawn once and kept", "[app][data_folder]") {
    temporary_folder place;
    data_folder const folder(place / "data", data_folder::purpose::serve);
    auto const key = folder.server_key();

    CHECK(folder.server_key() == key);
    CHECK(key != std::array<std::uint8_t, 32>{});
    std::ofstream(folder.server_key_file()) << "abc";
    CHECK_THROWS_AS(folder.server_key(), stop_program);
}

TEST_CASE("a restored folder says so until the gap is made", "[app][data_folder]") {
    temporary_folder place;
    data_folder const folder(place / "data", data_folder::purpose::serve);
    CHECK_FALSE(folder.restored());
    folder.mark_restored();
    CHECK(folder.restored());
    folder.forget_restored();
    CHECK_FALSE(folder.restored());
}
