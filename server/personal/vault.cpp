#include "personal/vault.hpp"

#include <array>
#include <map>

namespace buduan::personal {
namespace {

constexpr std::string_view day_key = "day_key";

// Two fields behind their lengths, so that no content of one can pass for the other.
std::string encode(contact const& who) {
    std::string text;
    for (auto const* field : {&who.name, &who.phone}) {
        text += static_cast<char>(field->size());
        text += *field;
    }
    return text;
}

std::optional<std::string> take(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    auto const size = static_cast<unsigned char>(text[0]);
    if (text.size() < 1u + size) return std::nullopt;
    std::string field(text.substr(1, size));
    text.remove_prefix(1u + size);
    return field;
}

std::optional<contact> decode(std::string_view text) {
    auto name = take(text);
    auto phone = name ? take(text) : std::nullopt;
    if (!phone || !text.empty()) return std::nullopt;
    return contact{std::move(*name), std::move(*phone)};
}

std::string context_of(reference ref, record_kind kind) {
    return ref.str() + ' ' + std::string(to_string(kind));
}

}  // namespace

std::string_view to_string(deletion_cause cause) {
    switch (cause) {
        case deletion_cause::due: return "due";
        case deletion_cause::on_request: return "on_request";
        case deletion_cause::orphaned: return "orphaned";
    }
    return "";
}

reference vault::put(record_kind kind, contact const& who, instant now) {
    if (who.name.size() > contact_field_limit || who.phone.size() > contact_field_limit) {
        throw store_failure("a contact field is too long");
    }
    stored_key const key{draw_reference(), draw_key(), delete_at_latest(kind, now)};
    auto sealed = seal(key.secret, context_of(key.ref, kind), encode(who));
    keys_.put(key);
    records_.put({key.ref, kind, std::move(sealed)});
    return key.ref;
}

std::optional<contact> vault::read(reference ref) {
    auto const key = keys_.get(ref);
    auto const record = key ? records_.get(ref) : std::nullopt;
    if (!record) return std::nullopt;
    auto const plain = unseal(key->secret, context_of(ref, record->kind), record->sealed);
    return plain ? decode(*plain) : std::nullopt;
}

void vault::ended(reference ref, instant when) {
    auto key = keys_.get(ref);
    auto const record = key ? records_.get(ref) : std::nullopt;
    if (!record) return;
    auto const due = delete_at(record->kind, when);
    if (due >= key->due) return;
    key->due = due;
    keys_.put(*key);
}

void vault::forget(reference ref, instant now) {
    auto const record = records_.get(ref);
    keys_.destroy({&ref, 1});
    if (!record) return;
    deletion const noted{now, ref, std::string(to_string(record->kind)), deletion_cause::on_request};
    records_.erase({&noted, 1});
}

std::string vault::person_of_day(dispatch::hall_id hall, dispatch::civil_day day, instant day_ends,
                                 std::string_view identity_number, instant now) {
    if (now >= day_ends) return {};
    auto const name = "day " + hall.str() + ' ' + std::to_string(day.time_since_epoch().count());
    auto key = keys_.get(reference_of(name));
    if (!key) {
        key = stored_key{reference_of(name), draw_key(), day_ends};
        keys_.put(*key);
    }
    return pseudonym(key->secret, identity_number);
}

std::vector<deletion> vault::run_schedule(instant now) {
    std::map<reference, record_kind> known;
    for (auto const& record : records_.all())
        known.emplace(record.ref, record.kind);

    std::vector<deletion> deleted;
    std::vector<reference> dying;
    for (auto const& key : keys_.due(now)) {
        auto const record = known.find(key.ref);
        auto const what = record == known.end() ? day_key : to_string(record->second);
        deleted.push_back({now, key.ref, std::string(what), deletion_cause::due});
        dying.push_back(key.ref);
        if (record != known.end()) known.erase(record);
    }
    for (auto const& [ref, kind] : known) {
        if (!keys_.get(ref)) deleted.push_back({now, ref, std::string(to_string(kind)), deletion_cause::orphaned});
    }
    if (deleted.empty()) return deleted;
    // Keys die first: should the rest fail, the next run finds the records as orphans.
    keys_.destroy(dying);
    records_.erase(deleted);
    return deleted;
}

}  // namespace buduan::personal
