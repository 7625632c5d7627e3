#include "app/operator_log.hpp"

namespace buduan::app {
namespace {

struct wording {
    log::level level;
    log::literal event;
};

wording wording_of(halls::notice::kind kind) {
    using enum halls::notice::kind;
    switch (kind) {
        case leads: return {log::level::info, "hall.leads"};
        case rebuilt: return {log::level::warning, "hall.rebuilt"};
        case disk_full: return {log::level::error, "hall.disk_full"};
        case disk_back: return {log::level::warning, "hall.disk_back"};
        case poisoned: return {log::level::error, "hall.journal_failed"};
        case fenced: return {log::level::error, "hall.led_elsewhere"};
        case unreadable: return {log::level::error, "hall.journal_damaged"};
        case snapshot_dropped: return {log::level::warning, "hall.snapshot_dropped"};
        case configuration_accepted: return {log::level::info, "hall.configuration_accepted"};
        case configuration_refused: return {log::level::error, "hall.configuration_refused"};
        case day_needs_confirmation: return {log::level::error, "hall.day_needs_confirmation"};
        case seat_expired: return {log::level::info, "hall.seat_expired"};
    }
    return {log::level::warning, "hall.notice"};
}

}  // namespace

void write(log::logger const& to, halls::notice const& news) {
    auto const [level, event] = wording_of(news.what);
    std::string details;
    for (auto const& detail : news.details)
        details += (details.empty() ? "" : "; ") + detail;
    auto const hall = log::field::id(log::key::hall, news.hall.view());
    if (details.empty()) return to.write(level, event, {hall});
    to.write(level, event, {hall, log::field::text(log::key::what, details)});
}

}  // namespace buduan::app
