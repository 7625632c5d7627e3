#include "halls/dedup_window.hpp"

namespace buduan::halls {

void dedup_window::add(dispatch::record const& happened) {
    add(wire::known_command{happened.command, happened.seq, happened.at});
    if (recent_.size() == recent_limit) recent_.pop_front();
    recent_.push_back(happened);
}

void dedup_window::add(wire::known_command const& known) {
    entries_.push_back(known);
    places_.insert_or_assign(known.id, known.seq);
    while (!journal::within_dedup_window(entries_.front().at, known.at)) {
        auto const oldest = places_.find(entries_.front().id);
        // The id may have been used again since; then the newer record owns it.
        if (oldest != places_.end() && oldest->second == entries_.front().seq) places_.erase(oldest);
        entries_.pop_front();
    }
}

std::optional<std::uint64_t> dedup_window::find(dispatch::command_id id) const {
    auto const found = places_.find(id);
    if (found == places_.end()) return std::nullopt;
    return found->second;
}

dispatch::record const* dedup_window::recent(std::uint64_t seq) const {
    if (recent_.empty() || seq < recent_.front().seq || seq > recent_.back().seq) return nullptr;
    return &recent_[static_cast<std::size_t>(seq - recent_.front().seq)];
}

}  // namespace buduan::halls
