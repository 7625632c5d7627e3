// What the journal's thread does at length or at leisure: copies, walks and housekeeping, while the halls go on.

#include "journal/memory_journal.hpp"
#include "journal/sqlite_journal.hpp"
#include "journal/thread_owner.hpp"
#include "support/temporary_folder.hpp"

#include <atomic>

using namespace buduan;
using namespace buduan::tests;
using journal::append_status;

namespace {

namespace stored = buduan::journal;  // inside a class derived from it, `journal` means the class

// Tells when it is asked to keep house; the rest is in memory.
class housekeeping_journal final : public stored::journal {
public:
    explicit housekeeping_journal(std::function<void()> told) : told_(std::move(told)) {}
    bool quiet() override {
        told_();
        return false;
    }
    stored::tail_position claim(dispatch::hall_id in, std::string const& node) override { return log_.claim(in, node); }
    std::vector<stored::append_result> append(std::span<stored::append_request const> requests) override {
        return log_.append(requests);
    }
    std::vector<stored::stored_record> read(dispatch::hall_id in, std::uint64_t after, std::size_t limit) override {
        return log_.read(in, after, limit);
    }
    stored::tail_position tail(dispatch::hall_id in) override { return log_.tail(in); }
    std::optional<std::uint64_t> find(dispatch::hall_id in, stored::command_id id) override {
        return log_.find(in, id);
    }
    void put_snapshot(dispatch::hall_id in, stored::stored_snapshot const& snapshot) override {
        log_.put_snapshot(in, snapshot);
    }
    std::optional<stored::stored_snapshot> snapshot(dispatch::hall_id in) override { return log_.snapshot(in); }
    std::vector<dispatch::hall_id> halls() override { return log_.halls(); }
    std::vector<stored::damage> verify_in_steps(std::function<void()> const& step) override {
        return log_.verify_in_steps(step);
    }
    void backup(std::string const& path, std::function<void()> const& step) override { log_.backup(path, step); }

private:
    stored::memory_journal log_;
    std::function<void()> told_;
};

}  // namespace

TEST_CASE("halls go on while a backup is made, and a second backup at the same time is refused", "[journal][thread]") {
    temporary_folder folder;
    journal::sqlite_options options;
    options.path = folder / "journal.db";
    journal::sqlite_journal log(options);
    auto tail = log.claim(hall("fucheng"), "node");
    for (std::uint64_t number = 0; number < 300; ++number) {
        tail = append(log, "fucheng", tail, {entry(number, std::string(6000, 'p'))}).tail;
    }
    mailbox owner;
    journal::journal_thread thread(log, owner.executor());
    gate held;
    held.shut(thread);

    std::vector<std::string> order;
    REQUIRE(thread.backup(folder / "backup.db", [&](std::exception_ptr failure) {
        CHECK_FALSE(failure);
        order.push_back("backup");
    }));
    CHECK_FALSE(thread.backup(folder / "other.db", {}));
    REQUIRE(thread.append(request("fucheng", tail, 1000), [&](journal::append_result const& result) {
        CHECK(result.status == append_status::ok);
        order.push_back("append");
    }));
    held.open();
    owner.run_until([&] { return order.size() == 2; });

    // Asked later, done earlier: in between the steps of the copy.
    CHECK(order == std::vector<std::string>{"append", "backup"});
    bool again = false;
    REQUIRE(thread.backup(folder / "other.db", [&](std::exception_ptr) { again = true; }));
    owner.run_until([&] { return again; });
}

TEST_CASE("halls go on while the journal is walked, and what they append meanwhile is walked too",
          "[journal][thread]") {
    temporary_folder folder;
    journal::sqlite_options options;
    options.path = folder / "journal.db";
    journal::sqlite_journal log(options);
    auto const tail = grow(log, "fucheng", log.claim(hall("fucheng"), "node"), 0, 600);
    mailbox owner;
    journal::journal_thread thread(log, owner.executor());
    gate held;
    held.shut(thread);

    std::vector<std::string> order;
    REQUIRE(thread.verify([&](std::vector<journal::damage> const& found, std::exception_ptr const& failure) {
        CHECK_FALSE(failure);
        CHECK(found.empty());
        order.push_back("verify");
    }));
    CHECK_FALSE(thread.backup(folder / "other.db", {}));
    REQUIRE(thread.append(request("fucheng", tail, 1000), [&](journal::append_result const& result) {
        CHECK(result.status == append_status::ok);
        order.push_back("append");
    }));
    held.open();
    owner.run_until([&] { return order.size() == 2; });

    CHECK(order == std::vector<std::string>{"append", "verify"});
}

TEST_CASE("housekeeping is done when nothing waits", "[journal][thread]") {
    mailbox owner;
    std::atomic<int> kept = 0;
    housekeeping_journal log([&] {
        ++kept;
        owner.post([] {});
    });
    journal::journal_thread_limits limits;
    limits.quiet_after = std::chrono::milliseconds(1);
    journal::journal_thread thread(log, owner.executor(), limits);

    owner.run_until([&] { return kept >= 1; });
    bool done = false;
    REQUIRE(thread.run([](journal::journal&) {}, [&](std::exception_ptr) { done = true; }));
    owner.run_until([&] { return done && kept >= 2; });
    CHECK(kept >= 2);
}
