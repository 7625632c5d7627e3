// The disk is full or fails while the SQLite journal runs.

#include "journal/dropping_vfs.hpp"
#include "journal/journal_words.hpp"
#include "journal/sqlite_journal.hpp"
#include "support/sanitized.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::tests;
using journal::append_status;

namespace {

struct journal_on_a_bad_disk {
    dropping_vfs vfs{/*powersafe=*/true, /*seed=*/5};
    std::unique_ptr<journal::sqlite_journal> log;
    journal::tail_position tail;

    journal_on_a_bad_disk() {
        open();
        tail = grow(*log, "fucheng", log->claim(hall("fucheng"), "node"), 1, 5);
    }
    void open() {
        journal::sqlite_options options;
        options.path = "journal.db";
        options.vfs = vfs.name();
        log = std::make_unique<journal::sqlite_journal>(options);
    }
    void kill_and_open() {
        vfs.disk().die_at(1);
        log.reset();
        vfs.disk().process_killed();
        open();
    }
    journal::append_result append_next(std::uint64_t number) {
        auto const result = append(*log, "fucheng", tail, {entry(number)});
        if (result.status == append_status::ok) tail = result.tail;
        return result;
    }
};

}  // namespace

TEST_CASE("a full disk answers no_space, writes nothing, and takes the same append when there is room",
          "[journal][fault]") {
    journal_on_a_bad_disk on;
    on.vfs.disk().limit(on.vfs.disk().used());
    auto const before = on.log->read(hall("fucheng"), 0, 100);

    for (int i = 0; i < 5; ++i) {
        auto const refused = append(*on.log, "fucheng", on.tail, {entry(6, std::string(50'000, 'x'))});
        CHECK(refused.status == append_status::no_space);
        CHECK(refused.tail == on.tail);
    }
    CHECK(on.log->trouble().empty());
    CHECK(on.log->read(hall("fucheng"), 0, 100) == before);
    CHECK_FALSE(on.log->find(hall("fucheng"), command(6)));

    on.vfs.disk().limit(std::nullopt);
    auto const taken = append(*on.log, "fucheng", on.tail, {entry(6, std::string(50'000, 'x'))});
    CHECK(taken.status == append_status::ok);
    CHECK(taken.tail.seq == 6);
    on.kill_and_open();
    CHECK(on.log->tail(hall("fucheng")) == taken.tail);
    CHECK(on.log->verify().empty());
}

TEST_CASE("a full disk refuses the whole group but tells a retry where its command stands", "[journal][fault]") {
    journal_on_a_bad_disk on;
    auto const other = on.log->claim(hall("xiji"), "node");
    on.vfs.disk().limit(on.vfs.disk().used());

    std::vector<journal::append_request> const group{
        {hall("xiji"), other.epoch, other.seq, {entry(70, std::string(50'000, 'x'))}},
        {hall("fucheng"), on.tail.epoch, on.tail.seq, {entry(3)}},
        {hall("fucheng"), on.tail.epoch, on.tail.seq, {entry(71)}},
    };
    auto const results = on.log->append(group);

    CHECK(results[0].status == append_status::no_space);
    CHECK(results[1].status == append_status::duplicate);
    CHECK(results[1].duplicate_seq == 3);
    CHECK(results[2].status == append_status::no_space);
    CHECK(on.log->tail(hall("xiji")) == other);
}

TEST_CASE("a claim on a full disk says so and can be tried again", "[journal][fault]") {
    journal_on_a_bad_disk on;
    auto const epoch = on.log->tail(hall("fucheng")).epoch;
    on.vfs.disk().limit(on.vfs.disk().used());

    bool refused = false;
    for (int i = 0; i < 50 && !refused; ++i) {
        try {
            static_cast<void>(on.log->claim(hall("new-" + std::to_string(i)), std::string(2000, 'n')));
        } catch (journal::unavailable_journal const& full) {
            refused = true;
            CHECK(full.why() == append_status::no_space);
        }
    }
    REQUIRE(refused);

    on.vfs.disk().limit(std::nullopt);
    CHECK(on.log->claim(hall("fucheng"), "node").epoch > epoch);
    CHECK(on.log->trouble().empty());
}

TEST_CASE("a failed sync poisons the journal for ever, and only a restart tells what is on disk", "[journal][fault]") {
    journal_on_a_bad_disk on;
    on.vfs.disk().fail_sync_at(1);

    auto const failed = on.append_next(6);
    auto const syncs = on.vfs.disk().changes();

    CHECK(failed.status == append_status::poisoned);
    CHECK(failed.tail == on.tail);
    CHECK_THAT(on.log->trouble(), Catch::Contains("disk I/O error"));
    // The disk is well again, and still nothing is tried.
    CHECK(on.append_next(7).status == append_status::poisoned);
    CHECK_THROWS_AS(on.log->claim(hall("fucheng"), "node"), journal::unavailable_journal);
    on.log->put_snapshot(hall("fucheng"), {on.tail.seq, on.tail.hash, "state"});
    CHECK_FALSE(on.log->quiet());
    CHECK(on.vfs.disk().changes() == syncs);
    CHECK(on.log->read(hall("fucheng"), 0, 100).size() == 5);

    on.kill_and_open();
    CHECK(on.log->tail(hall("fucheng")).seq == 5);
    CHECK(on.log->trouble().empty());
    on.tail = on.log->claim(hall("fucheng"), "node");
    CHECK(on.append_next(6).status == append_status::ok);
}

TEST_CASE("a failed write poisons the journal and loses nothing that was acknowledged", "[journal][fault]") {
    for (std::uint64_t nth = 1; nth <= 12; ++nth) {
        journal_on_a_bad_disk on;
        on.vfs.disk().fail_write_at(nth);

        std::uint64_t number = 6;
        while (on.log->trouble().empty()) {
            REQUIRE(number < 40);
            on.append_next(number++);
        }
        CHECK(on.append_next(number).status == append_status::poisoned);

        on.kill_and_open();
        CHECK(on.log->tail(hall("fucheng")).seq >= on.tail.seq);
        CHECK(on.log->tail(hall("fucheng")).seq <= on.tail.seq + 1);
        CHECK(on.log->verify().empty());
    }
}

TEST_CASE("a poisoned journal makes no backup, because what it shows may never have reached the disk",
          "[journal][fault]") {
    journal_on_a_bad_disk on;
    on.vfs.disk().fail_sync_at(1);
    CHECK(on.append_next(6).status == append_status::poisoned);

    CHECK_THROWS_WITH(on.log->backup("backup.db", {}), Catch::Contains("disk I/O error"));
}

TEST_CASE("a closed poisoned journal leaves the disk alone", "[journal][fault]") {
    journal_on_a_bad_disk on;
    on.vfs.disk().fail_sync_at(1);
    CHECK(on.append_next(6).status == append_status::poisoned);
    auto const changes = on.vfs.disk().changes();

    on.log.reset();

    CHECK(on.vfs.disk().changes() == changes);
}

TEST_CASE("a disk that fills up at any write of a checkpoint harms nothing", "[journal][fault]") {
    for (std::size_t room = 0; room <= 80'000; room += sanitized ? 16'000 : 4'000) {
        journal_on_a_bad_disk on;
        on.tail = grow(*on.log, "fucheng", on.tail, 6, 300);
        on.vfs.disk().limit(on.vfs.disk().used() + room);
        while (on.log->quiet()) {
        }
        CHECK(on.log->trouble().empty());
        on.vfs.disk().limit(std::nullopt);
        CHECK(on.append_next(400).status == append_status::ok);
        on.kill_and_open();
        CHECK(on.log->tail(hall("fucheng")).seq == 306);
        CHECK(on.log->verify().empty());
    }
}

TEST_CASE("what a killed process had written but not synced is durable once the next one shows it",
          "[journal][fault]") {
    // The process dies inside the sync of its commit: the commit is in the log but nobody knows whether on the disk.
    journal_on_a_bad_disk on;
    auto const changes_a_commit = [&] {
        auto const before = on.vfs.disk().changes();
        on.append_next(6);
        return on.vfs.disk().changes() - before;
    }();
    on.vfs.disk().die_at(changes_a_commit - 1);  // the last change is that of the witness
    CHECK(on.append_next(7).status == append_status::poisoned);
    on.log.reset();
    on.vfs.disk().process_killed();

    on.open();
    REQUIRE(on.log->find(hall("fucheng"), command(7)) == 7);
    on.vfs.disk().die_at(1);
    on.log.reset();
    std::mt19937_64 chance(1);
    on.vfs.disk().power_cut(chance);
    on.open();

    CHECK(on.log->find(hall("fucheng"), command(7)) == 7);
}
