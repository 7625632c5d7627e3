#include "personal/retention.hpp"

namespace buduan::personal {
namespace {

using std::chrono::days;

struct rule {
    record_kind kind;
    std::string_view name;
    days after_end;
    days at_latest;
};

constexpr rule rules[] = {
    {record_kind::ticket_contact, "ticket_contact", days{1}, days{2}},
    {record_kind::appointment_contact, "appointment_contact", days{7}, days{97}},  // bookable 90 days ahead
    {record_kind::mailing_address, "mailing_address", days{7}, days{365}},
    {record_kind::mandate, "mandate", days{365}, days{3 * 365}},
    {record_kind::negative_rating_contact, "negative_rating_contact", days{30}, days{365}},
    {record_kind::complaint_contact, "complaint_contact", days{365}, days{3 * 365}},
};

rule const& rule_of(record_kind kind) {
    for (auto const& rule : rules) {
        if (rule.kind == kind) return rule;
    }
    return rules[0];
}

}  // namespace

std::string_view to_string(record_kind kind) {
    return rule_of(kind).name;
}

std::optional<record_kind> parse_record_kind(std::string_view text) {
    for (auto const& rule : rules) {
        if (rule.name == text) return rule.kind;
    }
    return std::nullopt;
}

instant delete_at(record_kind kind, instant ended) {
    return ended + rule_of(kind).after_end;
}

instant delete_at_latest(record_kind kind, instant written) {
    return written + rule_of(kind).at_latest;
}

}  // namespace buduan::personal
