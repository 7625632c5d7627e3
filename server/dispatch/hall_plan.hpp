#pragma once

// A configuration with its indexes: what is searched at every command is found without walking lists. Made once when a
// configuration is accepted, then never changed, so that copies of a hall share it.

#include "dispatch/config.hpp"
#include "dispatch/ticket.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace buduan::dispatch {

class hall_plan {
public:
    // `retired` matters are no longer offered, but open tickets still name them.
    explicit hall_plan(hall_config config, std::vector<matter_config> retired = {});
    hall_plan(hall_plan const&) = delete;
    hall_plan& operator=(hall_plan const&) = delete;

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    [[nodiscard]] hall_config const& config() const { return config_; }
    [[nodiscard]] calling_rules const& rules() const { return config_.rules; }
    [[nodiscard]] std::vector<matter_config> const& retired() const { return retired_; }

    [[nodiscard]] zone_config const* zone(zone_id id) const;
    [[nodiscard]] staff_config const* staff(staff_id id) const;
    // Offered here; `known_matter` also finds the retired ones.
    [[nodiscard]] matter_config const* matter(matter_id code) const;
    [[nodiscard]] matter_config const* known_matter(matter_id code) const;

    // Windows are counted in the order of their ids.
    [[nodiscard]] std::size_t windows() const { return windows_.size(); }
    [[nodiscard]] window_config const& window(std::size_t place) const { return *windows_[place]; }
    [[nodiscard]] std::size_t place_of(window_id id) const;  // `none` when there is no such window
    [[nodiscard]] window_config const* window(window_id id) const;

    // The queues of the configured windows, in order, and for each the windows that serve it, by number.
    [[nodiscard]] std::span<queue_key const> queues() const { return queues_; }
    [[nodiscard]] std::span<std::size_t const> windows_of(queue_key const& queue) const;
    // Mean counter time of the skill's matters, the prior of what a queue learns; ten minutes when it has none.
    [[nodiscard]] std::chrono::milliseconds typical_of(skill_id skill) const;
    // The zones with a window for the skill, in list order.
    [[nodiscard]] std::vector<zone_id> zones_of(skill_id skill) const;

    // Clause 27: the A-role or a B-role of the window.
    [[nodiscard]] static bool assigned(window_config const& window, staff_id staff);

private:
    hall_config config_;
    std::vector<matter_config> retired_;
    std::vector<zone_config const*> zones_;      // by id
    std::vector<window_config const*> windows_;  // by id
    std::vector<staff_config const*> staff_;     // by id
    std::vector<matter_config const*> matters_;  // by code
    std::vector<queue_key> queues_;
    std::vector<std::vector<std::size_t>> servers_;                        // beside `queues_`
    std::vector<std::pair<skill_id, std::chrono::milliseconds>> typical_;  // by skill
};

// Whether a window of this configuration serves the queue.
[[nodiscard]] bool serves(window_config const& window, queue_key const& queue);

}  // namespace buduan::dispatch
