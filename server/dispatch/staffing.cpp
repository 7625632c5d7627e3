#include "dispatch/staffing.hpp"

#include "dispatch/hall_plan.hpp"

#include <algorithm>

namespace buduan::dispatch {
namespace {

// A matching of people to windows, grown one person a time along augmenting paths. A window counts only while its zone
// wants more, so a path may also end in a zone's free place.
class seating {
public:
    seating(hall_config const& config, std::vector<staff_id> const& people,
            std::map<zone_id, std::uint32_t> const& wanted)
        : config_(config), people_(people), wanted_(wanted), sitter_(config.windows.size(), nobody) {}

    std::map<zone_id, std::uint32_t> run() {
        for (std::size_t person = 0; person < people_.size(); ++person) {
            tried_.assign(config_.windows.size(), false);
            static_cast<void>(seat(person));
        }
        return filled_;
    }

private:
    static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

    bool seat(std::size_t person) {
        for (std::size_t place = 0; place < config_.windows.size(); ++place) {
            window_config const& window = config_.windows[place];
            if (tried_[place] || !hall_plan::assigned(window, people_[person])) continue;
            auto const wants = wanted_.find(window.zone);
            if (wants == wanted_.end()) continue;
            tried_[place] = true;
            if (sitter_[place] != nobody) {
                if (!seat(sitter_[place])) continue;
            } else if (filled_[window.zone] < wants->second) {
                ++filled_[window.zone];
            } else if (!swap_within(window.zone)) {
                continue;
            }
            sitter_[place] = person;
            return true;
        }
        return false;
    }

    // The zone has all it wants: somebody there must be able to sit in another zone instead.
    bool swap_within(zone_id zone) {
        for (std::size_t place = 0; place < config_.windows.size(); ++place) {
            if (tried_[place] || sitter_[place] == nobody || config_.windows[place].zone != zone) continue;
            tried_[place] = true;
            if (!seat(sitter_[place])) continue;
            sitter_[place] = nobody;
            return true;
        }
        return false;
    }

    hall_config const& config_;
    std::vector<staff_id> const& people_;
    std::map<zone_id, std::uint32_t> const& wanted_;
    std::vector<std::size_t> sitter_;  // by window
    std::vector<bool> tried_;
    std::map<zone_id, std::uint32_t> filled_;
};

}  // namespace

std::map<zone_id, std::uint32_t> coverage_of(hall_config const& config, std::vector<staff_id> const& people,
                                             std::map<zone_id, std::uint32_t> const& wanted) {
    return seating(config, people, wanted).run();
}

}  // namespace buduan::dispatch
