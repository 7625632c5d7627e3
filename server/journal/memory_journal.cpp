#include "journal/memory_journal.hpp"

#include "journal/chain.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

namespace buduan::journal {

tail_position memory_journal::claim(dispatch::hall_id hall, std::string const& /*node*/) {
    stream& claimed = streams_[hall];
    ++claimed.tail.epoch;
    return claimed.tail;
}

std::vector<append_result> memory_journal::append(std::span<append_request const> requests) {
    std::vector<append_result> results;
    results.reserve(requests.size());
    for (append_request const& request : requests) {
        auto const found = streams_.find(request.hall);
        results.push_back(found == streams_.end() ? append_result{append_status::fenced, {}, 0}
                                                  : append_to(found->second, request));
    }
    return results;
}

append_result memory_journal::append_to(stream& to, append_request const& request) {
    if (request.epoch != to.tail.epoch) return {append_status::fenced, to.tail, 0};
    if (request.expected_seq != to.tail.seq) return {append_status::out_of_sequence, to.tail, 0};

    instant newest = to.newest;
    std::unordered_set<command_id> of_this_request;
    for (append_entry const& entry : request.entries) {
        newest = std::max(newest, entry.at);
        if (!of_this_request.insert(entry.command).second) return {append_status::duplicate, to.tail, 0};
        if (auto const seq = recorded(to, entry.command, newest)) {
            return {append_status::duplicate, to.tail, *seq};
        }
    }

    for (append_entry const& entry : request.entries) {
        stored_record record{request.epoch, to.tail.seq + 1, entry.command, entry.at, entry.payload, {}};
        record.hash = chained(to.tail.hash, request.hall, record);
        to.tail = {request.epoch, record.seq, record.hash};
        to.commands[entry.command] = record.seq;
        to.records.push_back(std::move(record));
    }
    to.newest = newest;
    forget_old_commands(to);
    return {append_status::ok, to.tail, 0};
}

std::optional<std::uint64_t> memory_journal::recorded(stream const& in, command_id command, instant newest) {
    auto const found = in.commands.find(command);
    if (found == in.commands.end()) return std::nullopt;
    if (!within_dedup_window(in.records[found->second - 1].at, newest)) return std::nullopt;
    return found->second;
}

void memory_journal::forget_old_commands(stream& in) {
    while (in.forgotten < in.records.size() && !within_dedup_window(in.records[in.forgotten].at, in.newest)) {
        stored_record const& old = in.records[in.forgotten];
        auto const found = in.commands.find(old.command);
        // The id may have been used again since; then the newer record owns it.
        if (found != in.commands.end() && found->second == old.seq) in.commands.erase(found);
        ++in.forgotten;
    }
}

std::vector<stored_record> memory_journal::read(dispatch::hall_id hall, std::uint64_t after, std::size_t limit) {
    auto const found = streams_.find(hall);
    if (found == streams_.end()) return {};
    std::vector<stored_record> const& records = found->second.records;
    if (after >= records.size()) return {};
    std::size_t const first = static_cast<std::size_t>(after);
    std::size_t const last = first + std::min(limit, records.size() - first);
    std::vector<stored_record> range;
    range.reserve(last - first);
    for (std::size_t i = first; i < last; ++i) {
        range.push_back(records[i]);
    }
    return range;
}

tail_position memory_journal::tail(dispatch::hall_id hall) {
    auto const found = streams_.find(hall);
    return found == streams_.end() ? tail_position{} : found->second.tail;
}

std::optional<std::uint64_t> memory_journal::find(dispatch::hall_id hall, command_id command) {
    auto const found = streams_.find(hall);
    if (found == streams_.end()) return std::nullopt;
    return recorded(found->second, command, found->second.newest);
}

void memory_journal::put_snapshot(dispatch::hall_id hall, stored_snapshot const& snapshot) {
    auto const found = streams_.find(hall);
    if (found == streams_.end() || snapshot.seq > found->second.tail.seq ||
        snapshot.hash != (snapshot.seq == 0 ? chain_hash{} : found->second.records[snapshot.seq - 1].hash)) {
        throw std::invalid_argument("snapshot of a record that the stream does not have");
    }
    found->second.snapshot = snapshot;
}

std::optional<stored_snapshot> memory_journal::snapshot(dispatch::hall_id hall) {
    auto const found = streams_.find(hall);
    return found == streams_.end() ? std::nullopt : found->second.snapshot;
}

std::vector<dispatch::hall_id> memory_journal::halls() {
    std::vector<dispatch::hall_id> names;
    for (auto const& [name, ignored] : streams_) {
        names.push_back(name);
    }
    return names;
}

std::vector<damage> memory_journal::verify_in_steps(std::function<void()> const& step) {
    std::vector<damage> found;
    for (auto const& [hall, held] : streams_) {
        if (step) step();
        chain_hash previous{};
        for (stored_record const& record : held.records) {
            if (record.hash != chained(previous, hall, record)) {
                found.push_back({hall, record.seq, "the hash does not follow from the predecessor"});
            }
            previous = record.hash;
        }
    }
    return found;
}

void memory_journal::backup(std::string const& /*path*/, std::function<void()> const& /*step*/) {
    throw std::logic_error("a journal in memory has no backup");
}

}  // namespace buduan::journal
