#pragma once

// Names, phones and identity numbers of citizens. They never enter the journal: an event carries a reference to a
// sealed record here, or a pseudonym whose key dies with the day. Synchronous and slow (each call waits for the disk):
// called on a thread of its own, see custodian.hpp.

#include "personal/stores.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buduan::personal {

// Given with a ticket. At most `contact_field_limit` bytes each.
struct contact {
    std::string name;
    std::string phone;
    friend bool operator==(contact const&, contact const&) = default;
};
inline constexpr std::size_t contact_field_limit = 128;

class vault {
public:
    // The stores outlive this.
    vault(record_store& records, key_store& keys) : records_(records), keys_(keys) {}

    // Key first, then record: a crash between the two leaves a key without a record, which the schedule destroys.
    [[nodiscard]] reference put(record_kind kind, contact const& who, instant now);
    // Empty when it was deleted or never was.
    [[nodiscard]] std::optional<contact> read(reference ref);
    // What it was given for has ended: sets the time of its deletion.
    void ended(reference ref, instant when);
    // On request, at once.
    void forget(reference ref, instant now);

    // The same text for the same person on the same day in the same hall, and no way back to the number once the day's
    // key is destroyed at `day_ends`. Empty when the day has ended.
    [[nodiscard]] std::string person_of_day(dispatch::hall_id hall, dispatch::civil_day day, instant day_ends,
                                            std::string_view identity_number, instant now);

    // Destroys every key that is due, erases the records, and records that without a key (a restored backup brings
    // them back) as orphans. Returns what it deleted.
    std::vector<deletion> run_schedule(instant now);

    // A copy of the sealed records, without any key.
    void backup(std::string const& path) { records_.backup(path); }

private:
    record_store& records_;
    key_store& keys_;
};

}  // namespace buduan::personal
