#include "dispatch/hall_plan.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace buduan::dispatch {
namespace {

template <class Row, class Id>
std::vector<Row const*> sorted_by(std::vector<Row> const& rows, Id Row::*id) {
    std::vector<Row const*> sorted;
    sorted.reserve(rows.size());
    for (Row const& row : rows) {
        sorted.push_back(&row);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [id](Row const* a, Row const* b) { return a->*id < b->*id; });
    return sorted;
}

template <class Row, class Id>
typename std::vector<Row const*>::const_iterator place_in(std::vector<Row const*> const& sorted, Id Row::*id,
                                                          Id const& wanted) {
    auto const found = std::lower_bound(sorted.begin(), sorted.end(), wanted,
                                        [id](Row const* row, Id const& value) { return row->*id < value; });
    return found != sorted.end() && (*found)->*id == wanted ? found : sorted.end();
}

template <class Row, class Id>
Row const* find_in(std::vector<Row const*> const& sorted, Id Row::*id, Id const& wanted) {
    auto const found = place_in(sorted, id, wanted);
    return found == sorted.end() ? nullptr : *found;
}

std::vector<std::pair<skill_id, std::chrono::milliseconds>> means_by_skill(std::vector<matter_config> const& matters) {
    std::map<skill_id, std::pair<std::chrono::milliseconds, std::int64_t>> sums;
    for (matter_config const& matter : matters) {
        auto& [sum, count] = sums[matter.skill];
        sum += matter.typical;
        ++count;
    }
    std::vector<std::pair<skill_id, std::chrono::milliseconds>> means;
    for (auto const& [skill, sum] : sums) {
        means.emplace_back(skill, sum.first / sum.second);
    }
    return means;
}

}  // namespace

hall_plan::hall_plan(hall_config config, std::vector<matter_config> retired)
    : config_(std::move(config)),
      retired_(std::move(retired)),
      zones_(sorted_by(config_.zones, &zone_config::id)),
      windows_(sorted_by(config_.windows, &window_config::id)),
      staff_(sorted_by(config_.staff, &staff_config::id)),
      matters_(sorted_by(config_.matters, &matter_config::code)),
      typical_(means_by_skill(config_.matters)) {
    for (window_config const& window : config_.windows) {
        for (skill_id const& skill : window.skills) {
            queues_.push_back({window.zone, skill});
        }
    }
    std::sort(queues_.begin(), queues_.end());
    queues_.erase(std::unique(queues_.begin(), queues_.end()), queues_.end());

    servers_.resize(queues_.size());
    for (std::size_t queue = 0; queue < queues_.size(); ++queue) {
        for (std::size_t place = 0; place < windows_.size(); ++place) {
            if (serves(*windows_[place], queues_[queue])) servers_[queue].push_back(place);
        }
        std::sort(servers_[queue].begin(), servers_[queue].end(),
                  [&](std::size_t a, std::size_t b) { return windows_[a]->no < windows_[b]->no; });
    }
}

zone_config const* hall_plan::zone(zone_id id) const {
    return find_in(zones_, &zone_config::id, id);
}

staff_config const* hall_plan::staff(staff_id id) const {
    return find_in(staff_, &staff_config::id, id);
}

matter_config const* hall_plan::matter(matter_id code) const {
    return find_in(matters_, &matter_config::code, code);
}

matter_config const* hall_plan::known_matter(matter_id code) const {
    if (auto const* offered = matter(code)) return offered;
    auto const found =
        std::find_if(retired_.begin(), retired_.end(), [&](matter_config const& one) { return one.code == code; });
    return found == retired_.end() ? nullptr : &*found;
}

std::size_t hall_plan::place_of(window_id id) const {
    auto const found = place_in(windows_, &window_config::id, id);
    return found == windows_.end() ? none : static_cast<std::size_t>(found - windows_.begin());
}

window_config const* hall_plan::window(window_id id) const {
    return find_in(windows_, &window_config::id, id);
}

std::span<std::size_t const> hall_plan::windows_of(queue_key const& queue) const {
    auto const found = std::lower_bound(queues_.begin(), queues_.end(), queue);
    if (found == queues_.end() || *found != queue) return {};
    return servers_[static_cast<std::size_t>(found - queues_.begin())];
}

std::chrono::milliseconds hall_plan::typical_of(skill_id skill) const {
    auto const found = std::lower_bound(typical_.begin(), typical_.end(), skill,
                                        [](auto const& one, skill_id const& wanted) { return one.first < wanted; });
    bool const known = found != typical_.end() && found->first == skill;
    return known ? found->second : std::chrono::milliseconds{matter_config{}.typical};
}

std::vector<zone_id> hall_plan::zones_of(skill_id skill) const {
    std::vector<zone_id> zones;
    for (zone_config const& zone : config_.zones) {
        if (!windows_of({zone.id, skill}).empty()) zones.push_back(zone.id);
    }
    return zones;
}

bool hall_plan::assigned(window_config const& window, staff_id staff) {
    return window.a_staff == staff ||
           std::find(window.b_staff.begin(), window.b_staff.end(), staff) != window.b_staff.end();
}

bool serves(window_config const& window, queue_key const& queue) {
    return window.zone == queue.zone &&
           std::find(window.skills.begin(), window.skills.end(), queue.skill) != window.skills.end();
}

}  // namespace buduan::dispatch
