#include "journal/power_loss_world.hpp"

#include <algorithm>

namespace buduan::tests {
namespace {

using journal::append_status;

journal::command_id command(std::uint64_t number) {
    journal::command_id id;
    for (std::size_t i = 0; i < 8; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    // Spread over the index as real ids are.
    id.bytes[15] = static_cast<std::uint8_t>(number * 101);
    std::reverse(id.bytes.begin(), id.bytes.end());
    return id;
}

bool same(journal::stored_record const& stored, journal::append_entry const& wanted) {
    return stored.command == wanted.command && stored.at == wanted.at && stored.payload == wanted.payload;
}

}  // namespace

power_loss_world::power_loss_world(std::uint64_t seed, bool never_sync, power_loss_tally& tally)
    : seed_(seed), never_sync_(never_sync), tally_(tally), chance_(seed), vfs_(/*powersafe=*/seed % 2 == 0, seed) {
    // SQLite draws the salts of its log from one generator of the whole process.
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(seed % 0x7fffffff) + 1, nullptr);
    for (char const* name : {"fucheng", "xiji", "shanting"}) {
        halls_[dispatch::hall_id::parse(name).value()];
    }
}

void power_loss_world::round() {
    vfs_.disk().die_at(1 + drawn(drawn(4) == 0 ? 40 : 500));
    if (drawn(8) == 0) vfs_.disk().fail_sync_at(1 + drawn(40));
    if (start()) {
        compare();
        if (claim_all()) {
            std::uint64_t const turns = 5 + drawn(60);
            for (std::uint64_t i = 0; i < turns && turn(); ++i) {
            }
        }
    }
    crash();
}

bool power_loss_world::start() {
    journal::sqlite_options options;
    options.path = "journal.db";
    options.vfs = vfs_.name();
    options.log_pages_at_leisure = 40;
    options.log_pages_at_most = 120;
    options.never_sync_for_test = never_sync_;
    options.accept_lost_tail = never_sync_;
    try {
        journal_ = std::make_unique<journal::sqlite_journal>(options);
        return true;
    } catch (journal::damaged_journal const& damaged) {
        if (vfs_.disk().dead()) return false;
        ++tally_.refused_to_open;
        if (!never_sync_) complain(damaged.what());
    } catch (std::exception const& failure) {
        // Dying while opening is part of the game.
        if (!vfs_.disk().dead() && vfs_.disk().counts().syncs_failed == counted_.syncs_failed) {
            complain(failure.what());
        }
    }
    return false;
}

void power_loss_world::compare() {
    // The interrupted group was one transaction: all of it happened or nothing.
    bool some_found = false;
    bool some_missing = false;
    for (auto& [hall, model] : halls_) {
        try {
            compare_hall(hall, model, some_found, some_missing);
        } catch (std::exception const& failure) {
            if (vfs_.disk().dead()) return;
            complain(failure.what());
        }
    }
    if (some_found && some_missing) complain("half of a group commit is there");
    try {
        auto const damages = journal_->verify();
        if (!damages.empty()) complain("verify: " + damages.front().what);
    } catch (std::exception const& failure) {
        if (!vfs_.disk().dead()) complain(failure.what());
    }
}

void power_loss_world::compare_hall(dispatch::hall_id hall, hall_model& model, bool& some_found, bool& some_missing) {
    auto const stored = journal_->read(hall, 0, 1'000'000);
    std::size_t const known = model.acknowledged.size();
    for (std::size_t i = 0; i < known; ++i) {
        if (i >= stored.size() || !same(stored[i], model.acknowledged[i])) {
            tally_.lost += known - i;
            if (!never_sync_) complain("an acknowledged record is lost");
            break;
        }
        if (journal_->find(hall, stored[i].command) != i + 1) complain("an acknowledged command is not found");
    }
    std::size_t const extra = stored.size() > known ? stored.size() - known : 0;
    if (extra != 0 && extra != model.in_doubt.size()) complain("a request is there in part, or records of nobody");
    for (std::size_t i = 0; i < extra && i < model.in_doubt.size(); ++i) {
        if (!same(stored[known + i], model.in_doubt[i])) complain("a record that nobody wrote");
    }
    if (!model.in_doubt.empty()) (extra != 0 ? some_found : some_missing) = true;
    tally_.in_doubt_found += extra;

    if (auto const snapshot = journal_->snapshot(hall)) {
        if (!never_sync_ && !model.snapshots.contains({snapshot->seq, snapshot->state})) {
            complain("a snapshot that nobody put");
        }
    }
    auto const tail = journal_->tail(hall);
    if (tail.epoch < model.epoch && !never_sync_) complain("a claim is lost");

    // From now on what is there is what was promised.
    model.acknowledged.clear();
    for (auto const& record : stored) {
        model.acknowledged.push_back({record.command, record.at, record.payload});
    }
    model.in_doubt.clear();
}

bool power_loss_world::claim_all() {
    for (auto& [hall, model] : halls_) {
        try {
            auto const tail = journal_->claim(hall, "node");
            if (tail.epoch <= model.epoch && !never_sync_) complain("an epoch was given twice");
            model.epoch = tail.epoch;
            tails_[hall] = tail;
        } catch (journal::unavailable_journal const&) {
            return false;
        }
    }
    return true;
}

bool power_loss_world::turn() {
    std::uint64_t const which = drawn(100);
    if (which < 80) return append_group();
    if (which < 86) return put_snapshot();
    if (which < 96) {
        journal_->quiet();
        return journal_->trouble().empty();
    }
    return reopen();
}

bool power_loss_world::append_group() {
    std::vector<journal::append_request> group;
    for (auto& [hall, model] : halls_) {
        if (drawn(3) == 0) continue;
        journal::append_request request{hall, tails_[hall].epoch, tails_[hall].seq, {}};
        for (std::uint64_t i = 0, count = 1 + drawn(4); i < count; ++i) {
            std::uint64_t const number = next_command_++;
            // Every tenth is larger than a page.
            std::string payload(drawn(10) == 0 ? 3000 + drawn(9000) : 20 + drawn(300), '\0');
            std::generate(payload.begin(), payload.end(), [this] { return static_cast<char>(chance_()); });
            request.entries.push_back(
                {command(number), journal::instant(std::chrono::milliseconds(1'772'000'000'000 + number)), payload});
        }
        group.push_back(std::move(request));
    }
    auto const results = journal_->append(group);
    bool all_well = true;
    for (std::size_t i = 0; i < group.size(); ++i) {
        hall_model& model = halls_[group[i].hall];
        auto const& entries = group[i].entries;
        if (results[i].status == append_status::ok) {
            model.acknowledged.insert(model.acknowledged.end(), entries.begin(), entries.end());
            tails_[group[i].hall] = results[i].tail;
            tally_.acknowledged += entries.size();
        } else {
            if (results[i].status != append_status::poisoned) complain("an append was refused without reason");
            model.in_doubt = entries;
            tally_.in_doubt += entries.size();
            all_well = false;
        }
    }
    return all_well && journal_->trouble().empty();
}

bool power_loss_world::put_snapshot() {
    auto const& [hall, tail] = *std::next(tails_.begin(), static_cast<std::ptrdiff_t>(drawn(tails_.size())));
    std::string const state(drawn(20'000), static_cast<char>('a' + drawn(26)));
    halls_[hall].snapshots.emplace(tail.seq, state);
    try {
        journal_->put_snapshot(hall, {tail.seq, tail.hash, state});
    } catch (journal::unavailable_journal const&) {
        return false;
    }
    return journal_->trouble().empty();
}

bool power_loss_world::reopen() {
    journal_.reset();
    if (vfs_.disk().dead() || !start()) return false;
    compare();
    return journal_->trouble().empty() && claim_all();
}

void power_loss_world::crash() {
    dropping_disk& disk = vfs_.disk();
    ++tally_.crash_points;
    if (disk.dead()) ++tally_.in_the_middle;
    // A poisoned journal is a process that must be restarted, not a machine without power.
    bool const sync_failed = disk.counts().syncs_failed != counted_.syncs_failed;
    bool const only_killed = sync_failed || drawn(4) == 0;
    if (!disk.dead()) disk.die_at(1);
    journal_.reset();
    tails_.clear();
    if (only_killed) {
        disk.process_killed();
    } else {
        disk.power_cut(chance_);
    }
    counted_ = disk.counts();
}

void power_loss_world::complain(std::string what) {
    ++tally_.wrong;
    if (tally_.complaints.size() < 20) tally_.complaints.push_back("seed " + std::to_string(seed_) + ": " + what);
}

}  // namespace buduan::tests
