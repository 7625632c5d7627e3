#include "contract/journal_factory.hpp"

#include "journal/faulty_journal.hpp"
#include "journal/memory_journal.hpp"
#include "journal/sqlite_journal.hpp"
#include "support/temporary_folder.hpp"

namespace buduan::contract {
namespace {

class in_memory final : public journal_place {
public:
    journal::journal& open() override { return held_; }
    journal::journal& restart() override { return held_; }

private:
    journal::memory_journal held_;
};

class faulty_without_faults final : public journal_place {
public:
    journal::journal& open() override { return held_; }
    journal::journal& restart() override {
        held_.restart(held_.not_durable());
        return held_;
    }

private:
    journal::faulty_journal held_;
};

class in_sqlite final : public journal_place {
public:
    journal::journal& open() override {
        journal::sqlite_options options;
        options.path = folder_ / "journal.db";
        held_ = std::make_unique<journal::sqlite_journal>(options);
        return *held_;
    }
    journal::journal& restart() override {
        held_.reset();
        return open();
    }

private:
    tests::temporary_folder folder_;
    std::unique_ptr<journal::sqlite_journal> held_;
};

template <class Place>
journal_backend backend(std::string name) {
    return {std::move(name), [] { return std::make_unique<Place>(); }};
}

}  // namespace

std::vector<journal_backend> journal_backends() {
    return {backend<in_memory>("memory"), backend<faulty_without_faults>("faulty, healthy"),
            backend<in_sqlite>("sqlite")};
}

dispatch::hall_id hall(std::string_view name) {
    return dispatch::hall_id::parse(name).value();
}

journal::command_id command(std::uint64_t number) {
    journal::command_id id;
    for (std::size_t i = 0; i < 8; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
        id.bytes[15 - i] = static_cast<std::uint8_t>(number * 167 >> (4 * i));
    }
    return id;
}

journal::instant at(std::chrono::milliseconds since_start) {
    return journal::instant(std::chrono::sys_days(std::chrono::year(2026) / 3 / 2)) + std::chrono::hours(1) +
           since_start;
}

journal::append_entry entry(std::uint64_t number, std::string payload) {
    return {command(number), at(std::chrono::milliseconds(number)), std::move(payload)};
}

journal::append_request request(std::string_view name, journal::tail_position const& after,
                                std::vector<journal::append_entry> entries) {
    return {hall(name), after.epoch, after.seq, std::move(entries)};
}

journal::append_result append_one(journal::journal& to, journal::append_request const& what) {
    return to.append({&what, 1}).at(0);
}

}  // namespace buduan::contract
