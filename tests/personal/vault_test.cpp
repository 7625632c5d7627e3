#include "personal/vault.hpp"

#include "personal/memory_stores.hpp"

#include <catch2/catch.hpp>

using namespace buduan::personal;
using namespace std::chrono_literals;
using buduan::dispatch::civil_day;
using buduan::dispatch::hall_id;

namespace {

instant const noon{std::chrono::hours(490'000)};
hall_id const hall = *hall_id::parse("shanting");
hall_id const other_hall = *hall_id::parse("fucheng");
civil_day const today{std::chrono::days(20'416)};

struct house {
    memory_record_store records;
    memory_key_store keys;
    buduan::personal::vault vault{records, keys};
    reference given(instant when = noon) {
        return vault.put(record_kind::ticket_contact, {"王小明", "13812345678"}, when);
    }
    std::string person(std::string_view number, civil_day day = today, hall_id where = hall) {
        return vault.person_of_day(where, day, noon + 12h, number, noon);
    }
};

}  // namespace

TEST_CASE("a contact is read back by its reference", "[personal][vault]") {
    house it;
    CHECK(it.vault.read(it.given()) == contact{"王小明", "13812345678"});
    CHECK_FALSE(it.vault.read(draw_reference()));
}

TEST_CASE("a contact goes one day after the end of the service", "[personal][vault]") {
    house it;
    auto const ref = it.given();
    it.vault.ended(ref, noon + 1h);

    CHECK(it.vault.run_schedule(noon + 25h - 1ms).empty());
    CHECK(it.vault.read(ref));

    CHECK(it.vault.run_schedule(noon + 25h) ==
          std::vector<deletion>{{noon + 25h, ref, "ticket_contact", deletion_cause::due}});
    CHECK_FALSE(it.vault.read(ref));
    CHECK(it.keys.size() == 0);
    CHECK(it.records.all().empty());
}

TEST_CASE("a contact whose end is never reported goes at its latest time", "[personal][vault]") {
    house it;
    auto const ref = it.given();

    CHECK(it.vault.run_schedule(noon + 48h - 1ms).empty());
    CHECK(it.vault.run_schedule(noon + 48h).size() == 1);
    CHECK_FALSE(it.vault.read(ref));
}

TEST_CASE("a late or repeated report of the end never keeps a contact longer", "[personal][vault]") {
    house it;
    auto const ref = it.given();
    it.vault.ended(ref, noon + 1h);
    it.vault.ended(ref, noon + 10h);
    it.vault.ended(ref, noon + 100h);

    CHECK(it.vault.run_schedule(noon + 25h).size() == 1);
}

TEST_CASE("a contact is forgotten on request at once", "[personal][vault]") {
    house it;
    auto const ref = it.given();
    it.vault.forget(ref, noon + 5min);
    it.vault.forget(ref, noon + 6min);

    CHECK_FALSE(it.vault.read(ref));
    CHECK(it.records.deletions() ==
          std::vector<deletion>{{noon + 5min, ref, "ticket_contact", deletion_cause::on_request}});
}

TEST_CASE("a record that a restored backup brings back without its key is removed as an orphan", "[personal][vault]") {
    house it;
    auto const ref = it.given();
    auto const backed_up = *it.records.get(ref);
    it.vault.forget(ref, noon);
    it.records.put(backed_up);

    CHECK_FALSE(it.vault.read(ref));
    CHECK(it.vault.run_schedule(noon + 1min) ==
          std::vector<deletion>{{noon + 1min, ref, "ticket_contact", deletion_cause::orphaned}});
    CHECK(it.records.all().empty());
}

TEST_CASE("a field beyond the limit is not kept at all", "[personal][vault]") {
    house it;
    contact const endless{std::string(contact_field_limit + 1, 'x'), ""};

    CHECK_THROWS_AS(it.vault.put(record_kind::ticket_contact, endless, noon), store_failure);
    CHECK(it.keys.size() == 0);
    CHECK(it.records.all().empty());
}

TEST_CASE("a person is the same within a hall's day and a stranger in the next one or next door", "[personal][vault]") {
    house it;
    auto const person = it.person("370406199001011234");

    CHECK(it.person("370406199001011234") == person);
    CHECK(it.person("370406199001011235") != person);
    CHECK(it.person("370406199001011234", today + std::chrono::days{1}) != person);
    CHECK(it.person("370406199001011234", today, other_hall) != person);
}

TEST_CASE("the day's key dies at midnight and nobody is a person of that day again", "[personal][vault]") {
    house it;
    auto const person = it.person("370406199001011234");

    auto const deleted = it.vault.run_schedule(noon + 12h);

    REQUIRE(deleted.size() == 1);
    CHECK(deleted[0].what == "day_key");
    CHECK(it.vault.person_of_day(hall, today, noon + 12h, "370406199001011234", noon + 12h).empty());
    CHECK(it.person("370406199001011234") != person);  // a clock set back gets a new key, never the old one
}

TEST_CASE("the deletion table is that of the requirements", "[personal][retention]") {
    using std::chrono::days;
    CHECK(delete_at(record_kind::ticket_contact, noon) == noon + days{1});
    CHECK(delete_at(record_kind::appointment_contact, noon) == noon + days{7});
    CHECK(delete_at(record_kind::mailing_address, noon) == noon + days{7});
    CHECK(delete_at(record_kind::mandate, noon) == noon + days{365});
    CHECK(delete_at(record_kind::negative_rating_contact, noon) == noon + days{30});
    CHECK(delete_at(record_kind::complaint_contact, noon) == noon + days{365});
}
