#include "app/hall_files.hpp"

#include "app/bench_halls.hpp"
#include "app/demonstration_day.hpp"
#include "calendar/business_day.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace buduan::app;
using namespace buduan;
using buduan::tests::temporary_folder;
using namespace std::chrono_literals;

namespace {

path const sample = "tools/sample";

hall_files sound(path const& halls) {
    auto read = read_hall_files(halls, sample / "holidays");
    if (auto const* faults = std::get_if<std::vector<fault>>(&read)) {
        for (auto const& fault : *faults)
            UNSCOPED_INFO(fault.where << ": " << fault.what);
    }
    REQUIRE(std::holds_alternative<hall_files>(read));
    return std::get<hall_files>(std::move(read));
}

std::vector<fault> faults_of(path const& halls, path const& holidays = sample / "holidays") {
    auto read = read_hall_files(halls, holidays);
    REQUIRE(std::holds_alternative<std::vector<fault>>(read));
    return std::get<std::vector<fault>>(std::move(read));
}

bool any(std::vector<fault> const& faults, std::string const& where, std::string const& what) {
    return std::any_of(faults.begin(), faults.end(), [&](auto const& fault) {
        return fault.where.find(where) != std::string::npos && fault.what.find(what) != std::string::npos;
    });
}

calendar::civil_day day(int year, unsigned month, unsigned of_month) {
    return calendar::civil_day{
        std::chrono::local_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(of_month)}};
}

}  // namespace

TEST_CASE("the sample halls are read whole, the district first", "[app][hall_files]") {
    auto const files = sound(sample);

    REQUIRE(files.halls.size() == 11);
    CHECK(files.halls.front().id.view() == "shanting");
    CHECK(files.halls.front().windows.size() == 42);
    CHECK(std::all_of(files.halls.begin() + 1, files.halls.end(),
                      [](auto const& hall) { return hall.level == dispatch::hall_level::town; }));
    CHECK(files.days->published(std::chrono::year{2026}));
}

TEST_CASE("halls made to measure are valid halls", "[app][hall_files]") {
    temporary_folder folder;
    bench_halls{3, 42}.write(folder.path());

    auto const files = sound(folder.path());

    REQUIRE(files.halls.size() == 3);
    CHECK(files.halls.front().windows.size() == 42);
    CHECK(files.halls.front().windows.back().id.view() == bench_window(41));
    CHECK(files.halls.back().windows.front().a_staff.view() == bench_staff(2, 0));
}

TEST_CASE("faults of all files come together, each with its file", "[app][hall_files]") {
    temporary_folder folder;
    bench_halls{2, 2}.write(folder.path());
    std::filesystem::rename(folder / "hall-bench-1.json", folder / "hall-first.json");
    std::ofstream(folder / "hall-broken.json") << "{";
    std::filesystem::create_directory(folder.path() / "holidays");
    std::ofstream(folder / "holidays/2026.json") << "[]";

    auto const faults = faults_of(folder.path(), folder.path() / "holidays");

    CHECK(any(faults, "hall-first.json: id", "hall-bench-1.json"));
    CHECK(any(faults, "hall-broken.json", ""));
    CHECK(any(faults, "holidays/2026.json", ""));
    CHECK(any(faults, "holidays", "Spring Festivals"));
}

TEST_CASE("folders that are not there or hold nothing are faults", "[app][hall_files]") {
    temporary_folder folder;

    CHECK(any(faults_of({}), "server.halls", "needed"));
    CHECK(any(faults_of(folder.path() / "none"), "matters.json", ""));
    bench_halls{0, 0}.write(folder.path());
    CHECK(any(faults_of(folder.path()), folder.path().string(), "holds no hall-"));
    CHECK(any(faults_of(sample, folder.path() / "none"), "none", ""));
}

TEST_CASE("a notice that should be out by now is missed", "[app][hall_files]") {
    auto const files = sound(sample);

    CHECK(notes_on(files, day(2026, 6, 1)).empty());
    CHECK(notes_on(files, day(2026, 11, 2)).size() == 1);
    CHECK(notes_on(files, day(2027, 3, 1)).size() == 1);
}

TEST_CASE("the demonstration begins on a workday, at the time asked for", "[app][demonstration]") {
    auto const files = sound(sample);
    config wanted;

    CHECK(demonstration_start(wanted, files, day(2026, 11, 24)) ==
          calendar::instant_at(day(2026, 11, 24), 11h + 30min));
    // A Saturday, and the National Day holiday.
    CHECK(demonstration_start(wanted, files, day(2026, 11, 28)) ==
          calendar::instant_at(day(2026, 11, 30), 11h + 30min));
    CHECK(demonstration_start(wanted, files, day(2026, 10, 1)) == calendar::instant_at(day(2026, 10, 8), 11h + 30min));
    wanted.demonstration.day = "2026-11-28";
    wanted.demonstration.start = "09:05";
    CHECK(demonstration_start(wanted, files, day(2026, 11, 24)) == calendar::instant_at(day(2026, 11, 28), 9h + 5min));
}
