#include "e2e/journal_book.hpp"

#include "halls/recovery.hpp"
#include "journal/sqlite_journal.hpp"

#include <set>
#include <tuple>
#include <unordered_map>

namespace buduan::tests {
namespace {

using namespace dispatch;

std::string hex(command_id const& id) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (auto const byte : id.bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

// Where each ticket is, by the events alone.
class ledger {
public:
    explicit ledger(book_findings& findings) : findings_(findings) {}

    void take(ticket_issued const& it) {
        ++findings_.tickets;
        if (!numbers_.emplace(it.day, it.number.prefix, it.number.count).second) ++findings_.numbers_reused;
    }
    void take(ticket_called const& it) {
        if (!in_hand_.insert(it.ticket).second) ++findings_.double_calls;
    }
    void take(ticket_requeued const& it) { in_hand_.erase(it.ticket); }
    void take(ticket_done const& it) { in_hand_.erase(it.ticket); }
    void take(ticket_missed const& it) { in_hand_.erase(it.ticket); }
    void take(ticket_held const& it) { in_hand_.erase(it.ticket); }
    void take(ticket_abandoned const& it) { in_hand_.erase(it.ticket); }
    template <class Other>
    void take(Other const&) {}

private:
    book_findings& findings_;
    std::set<std::tuple<civil_day, char, std::uint32_t>> numbers_;
    std::set<ticket_id> in_hand_;
};

}  // namespace

book_findings read_book(std::filesystem::path const& journal, std::string const& hall_name,
                        std::vector<told> const& acknowledged) {
    journal::sqlite_options options;
    options.path = journal;
    journal::sqlite_journal book(options);
    auto const hall = hall_id::parse(hall_name).value();
    book_findings findings;
    for (auto const& damage : book.verify())
        findings.damages.push_back(damage.hall.str() + " record " + std::to_string(damage.seq) + ": " + damage.what);

    ledger tickets(findings);
    std::unordered_map<std::string, std::uint64_t> recorded;
    constexpr std::size_t batch = 1'000;
    for (std::uint64_t after = 0;;) {
        auto const records = book.read(hall, after, batch);
        for (auto const& stored : records) {
            recorded.emplace(hex(stored.command), stored.seq);
            for (auto const& event : halls::record_of(hall, stored).events)
                std::visit([&](auto const& it) { tickets.take(it); }, event);
            after = stored.seq;
        }
        findings.records += records.size();
        if (records.size() < batch) break;
    }
    for (auto const& one : acknowledged) {
        auto const found = recorded.find(one.id);
        if (found == recorded.end() || found->second != one.seq) ++findings.lost;
    }
    return findings;
}

}  // namespace buduan::tests
