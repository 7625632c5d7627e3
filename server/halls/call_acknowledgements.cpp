#include "halls/call_acknowledgements.hpp"

#include <algorithm>
#include <utility>

namespace buduan::halls {
namespace {

template <class Ledger>
auto place_of(Ledger& ledger, call_id id) {
    auto const place = std::lower_bound(ledger.begin(), ledger.end(), id,
                                        [](auto const& call, call_id wanted) { return call.id < wanted; });
    return place != ledger.end() && place->id == id ? place : ledger.end();
}

}  // namespace

void call_acknowledgements::announced(dispatch::hall_id hall, call_id id, calendar::instant at) {
    ledger& calls = halls_[hall];
    if (!calls.empty() && calls.back().id >= id) return;
    if (calls.size() == calls_a_hall) calls.pop_front();
    calls.push_back({id, at, {}});
}

acknowledged call_acknowledgements::acknowledge(dispatch::hall_id hall, call_id id, acknowledgement word) {
    auto const calls = halls_.find(hall);
    if (calls == halls_.end()) return acknowledged::unknown_call;
    auto const found = place_of(calls->second, id);
    if (found == calls->second.end()) return acknowledged::unknown_call;

    auto& screens = found->screens;
    if (std::any_of(screens.begin(), screens.end(), [&](auto const& known) { return known.screen == word.screen; })) {
        return acknowledged::again;
    }
    if (screens.size() == screens_a_call) return acknowledged::full;
    screens.push_back(std::move(word));
    return acknowledged::noted;
}

std::vector<acknowledgement> call_acknowledgements::of(dispatch::hall_id hall, call_id id) const {
    auto const calls = halls_.find(hall);
    if (calls == halls_.end()) return {};
    auto const found = place_of(calls->second, id);
    return found == calls->second.end() ? std::vector<acknowledgement>{} : found->screens;
}

}  // namespace buduan::halls
