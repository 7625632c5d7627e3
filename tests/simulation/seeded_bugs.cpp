// The wrong rules among the seeded bugs; the others stand beside the code that they spoil.

#include "halls/seeded_bugs.hpp"

#include "dispatch/board.hpp"

namespace buduan::halls {

thread_local seeded_bug planted_bug = seeded_bug::none;

void spoil(std::vector<dispatch::event>& decided, dispatch::hall const& state, dispatch::instant now) {
    for (dispatch::event& event : decided) {
        if (auto* issued = std::get_if<dispatch::ticket_issued>(&event);
            issued != nullptr && planted(seeded_bug::number_from_clock)) {
            issued->number.count = static_cast<std::uint32_t>(now.time_since_epoch().count() / 1'000 % 900 + 1);
        }
        if (auto* back = std::get_if<dispatch::ticket_requeued>(&event);
            back != nullptr && back->cause == dispatch::requeue_cause::restored &&
            planted(seeded_bug::restored_loses_place)) {
            back->key = {now, back->ticket, 0};
        }
        if (auto* called = std::get_if<dispatch::ticket_called>(&event);
            called != nullptr && planted(seeded_bug::newest_called_first)) {
            auto const queue = dispatch::queue_of(state, called->queue);
            if (!queue || queue->waiting.empty()) continue;
            auto const newest = dispatch::ticket_of(state, queue->waiting.back(), now);
            if (!newest) continue;
            called->ticket = newest->ticket;
            called->number = newest->number;
            if (!called->reason.candidates.empty()) called->reason.candidates.front().ticket = newest->ticket;
        }
    }
}

}  // namespace buduan::halls
