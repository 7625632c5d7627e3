#include "personal/custodian.hpp"

#include "personal/memory_stores.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace buduan::personal;
using namespace std::chrono_literals;

namespace {

instant const noon{std::chrono::hours(490'000)};

// A disk that fails when told to.
struct failing_record_store final : record_store {
    memory_record_store kept;
    bool broken = false;
    void put(sealed_record const& record) override {
        if (broken) throw store_failure("told to fail");
        kept.put(record);
    }
    std::optional<sealed_record> get(reference ref) override { return kept.get(ref); }
    std::vector<sealed_record> all() override {
        if (broken) throw store_failure("told to fail");
        return kept.all();
    }
    void erase(std::span<deletion const> deletions) override { kept.erase(deletions); }
    std::vector<deletion> deletions() override { return kept.deletions(); }
    void backup(std::string const& path) override { kept.backup(path); }
};

// Both threads of the custodian, turned by hand.
struct house {
    failing_record_store records;
    memory_key_store keys;
    buduan::personal::vault vault{records, keys};
    std::deque<std::function<void()>> elsewhere;
    std::deque<std::function<void()>> posted;
    bool full = false;
    std::optional<custodian> door;

    house() {
        door.emplace(vault, custodian::links{[this](custodian::posted work) {
                                                 if (!full) elsewhere.push_back(std::move(work));
                                                 return !full;
                                             },
                                             [this](custodian::posted work) { posted.push_back(std::move(work)); }});
    }
    static void turn(std::deque<std::function<void()>>& queue) {
        while (!queue.empty()) {
            auto work = std::move(queue.front());
            queue.pop_front();
            work();
        }
    }
    void turn_both() {
        turn(elsewhere);
        turn(posted);
    }
};

}  // namespace

TEST_CASE("a contact goes in and comes out through the custodian", "[personal][custodian]") {
    house it;
    std::optional<std::string> ref;
    it.door->put({"王小明", "13812345678"}, noon, [&](auto kept) { ref = kept; });
    CHECK_FALSE(ref);  // never from within the call
    it.turn_both();
    REQUIRE(ref);
    std::optional<contact> who;
    it.door->read(*ref, [&](auto found) { who = found; });
    it.turn_both();

    CHECK(who == contact{"王小明", "13812345678"});
}

TEST_CASE("a contact that cannot be kept is answered without a reference", "[personal][custodian]") {
    house it;
    int refused = 0;
    auto const count = [&](std::optional<std::string> const& ref) { refused += ref ? 0 : 1; };
    it.records.broken = true;
    it.door->put({"王小明", ""}, noon, count);
    it.turn_both();
    it.full = true;
    it.door->put({"王小明", ""}, noon, count);

    CHECK(refused == 2);
}

TEST_CASE("a schedule that fails says so and succeeds on its next run", "[personal][custodian]") {
    house it;
    it.door->put({"王小明", ""}, noon, [](auto const&) {});
    it.turn_both();
    std::optional<std::vector<deletion>> ran;
    int answers = 0;
    auto const note = [&](std::optional<std::vector<deletion>> deleted) {
        ran = std::move(deleted);
        ++answers;
    };

    it.records.broken = true;
    it.door->run_schedule(noon + 48h, note);
    it.turn_both();
    CHECK_FALSE(ran);
    it.records.broken = false;
    it.door->run_schedule(noon + 48h, note);
    it.turn_both();

    CHECK(answers == 2);
    REQUIRE(ran);
    CHECK(ran->size() == 1);
}

TEST_CASE("the end of a ticket reaches its contact", "[personal][custodian]") {
    house it;
    std::string ref;
    it.door->put({"王小明", ""}, noon, [&](auto kept) { ref = *kept; });
    it.turn_both();
    it.door->ended(ref, noon);
    it.door->ended("no reference", noon);
    std::size_t deleted = 0;
    it.door->run_schedule(noon + 24h, [&](auto const& done) { deleted = done->size(); });
    it.turn_both();

    CHECK(deleted == 1);
}

TEST_CASE("an answer that comes after the custodian is gone is dropped", "[personal][custodian]") {
    house it;
    bool called = false;
    it.door->put({"王小明", ""}, noon, [&](auto const&) { called = true; });
    house::turn(it.elsewhere);
    it.door.reset();
    house::turn(it.posted);

    CHECK_FALSE(called);
}
