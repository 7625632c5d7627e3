#include "halls/recovery.hpp"

#include "dispatch/decide.hpp"
#include "halls/seeded_bugs.hpp"
#include "wire/stored_record.hpp"
#include "wire/stored_snapshot.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace buduan::halls {
namespace {

// Records read at a time: bounds the memory of a recovery, not its length.
constexpr std::size_t read_together = 2'000;

constexpr std::uint64_t dropped_by_the_bug = 3;

[[noreturn]] void damaged(dispatch::hall_id hall, std::uint64_t seq, std::string what) {
    throw journal::damaged_journal({hall, seq, std::move(what)});
}

std::vector<journal::stored_record> read(journal::journal& from, dispatch::hall_id hall, std::uint64_t after) {
    if (!planted(seeded_bug::damage_skipped)) return from.read(hall, after, read_together);
    std::vector<journal::stored_record> found;
    std::uint64_t const last = from.tail(hall).seq;
    for (std::uint64_t seq = after; seq < last && found.empty(); ++seq) {
        try {
            found = from.read(hall, seq, 1);
        } catch (journal::damaged_journal const&) {
            continue;
        }
    }
    return found;
}

// Tells `each` every record behind `after` up to `last`, in order and without a gap.
template <class Each>
void for_each_record(journal::journal& from, dispatch::hall_id hall, std::uint64_t after, std::uint64_t last,
                     Each const& each) {
    while (after < last) {
        auto const stored = read(from, hall, after);
        if (stored.empty()) {
            if (planted(seeded_bug::damage_skipped)) return;
            damaged(hall, after + 1, "the record is missing");
        }
        for (journal::stored_record const& one : stored) {
            if (one.seq > last) return;
            if (one.seq != after + 1 && !planted(seeded_bug::damage_skipped)) {
                damaged(hall, after + 1, "the record is missing");
            }
            each(record_of(hall, one));
            after = one.seq;
        }
    }
}

// A snapshot that is whole and of this very stream; else nothing, and the whole stream is folded.
std::optional<wire::snapshot> usable(journal::journal& from, dispatch::hall_id hall,
                                     journal::stored_snapshot const& stored, journal::tail_position const& tail) {
    if (stored.seq == 0 || stored.seq > tail.seq) return std::nullopt;
    auto const last = from.read(hall, stored.seq - 1, 1);
    if (last.empty() || last.front().hash != stored.hash) return std::nullopt;
    return wire::decode_snapshot(stored.state);
}

}  // namespace

journal::append_entry entry_of(dispatch::record const& decided) {
    return {decided.command, decided.at, wire::encode_payload(decided.by, decided.events)};
}

dispatch::record record_of(dispatch::hall_id hall, journal::stored_record const& stored) {
    auto payload = wire::decode_payload(stored.payload);
    if (!payload) damaged(hall, stored.seq, "the payload cannot be read");
    return {stored.epoch, stored.seq, stored.command, std::move(payload->by), stored.at, std::move(payload->events)};
}

recovered recover(journal::journal& from, dispatch::hall_id hall, std::string const& node) {
    recovered made;
    made.tail = from.claim(hall, node);

    if (auto const stored = from.snapshot(hall)) {
        if (auto snapshot = usable(from, hall, *stored, made.tail)) {
            made.snapshot_seq = stored->seq;
            made.last_record = snapshot->state.last_record;
            made.state = dispatch::hall(std::move(snapshot->state));
            if (!planted(seeded_bug::dedup_lost_with_snapshot)) {
                for (wire::known_command const& known : snapshot->commands) {
                    made.dedup.add(known);
                }
            }
        } else {
            made.snapshot_dropped = true;
        }
    }

    std::uint64_t after = made.snapshot_seq;
    if (after > 0 && planted(seeded_bug::tickets_dropped_on_rebuild)) {
        after = std::min(after + dropped_by_the_bug, made.tail.seq);
    }
    for_each_record(from, hall, after, made.tail.seq, [&](dispatch::record const& happened) {
        dispatch::apply(made.state, happened);
        made.dedup.add(happened);
        made.last_record = happened.at;
        ++made.folded;
    });
    return made;
}

recovery_answer recover_or_say_why(journal::journal& from, dispatch::hall_id hall, std::string const& node) {
    try {
        return recover(from, hall, node);
    } catch (journal::damaged_journal const& broken) {
        return unreadable{unreadable::cause::damaged, broken.what()};
    } catch (journal::unavailable_journal const& failed) {
        auto const cause = failed.why() == journal::append_status::no_space ? unreadable::cause::no_space
                                                                            : unreadable::cause::poisoned;
        return unreadable{cause, failed.what()};
    } catch (std::exception const& failed) {
        return unreadable{unreadable::cause::poisoned, failed.what()};
    }
}

std::optional<dispatch::record> record_at(journal::journal& from, dispatch::hall_id hall, std::uint64_t seq) {
    if (seq == 0) return std::nullopt;
    try {
        auto const stored = from.read(hall, seq - 1, 1);
        if (stored.empty()) return std::nullopt;
        return record_of(hall, stored.front());
    } catch (std::exception const&) {
        return std::nullopt;  // the caller answers that it is unknown; the next recovery says what is wrong
    }
}

dispatch::hall replay(journal::journal& from, dispatch::hall_id hall, std::uint64_t seq) {
    dispatch::hall state;
    for_each_record(from, hall, 0, seq, [&](dispatch::record const& happened) { dispatch::apply(state, happened); });
    return state;
}

journal::stored_snapshot snapshot_of(dispatch::hall const& state, dedup_window const& dedup,
                                     journal::tail_position tail) {
    std::vector<wire::known_command> const known(dedup.entries().begin(), dedup.entries().end());
    return {tail.seq, tail.hash, wire::encode_snapshot(state.image(), known)};
}

}  // namespace buduan::halls
