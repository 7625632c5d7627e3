#pragma once

// The days that are not as the week says: the notices of all years merged, and the Spring Festivals.

#include "calendar/notice.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace buduan::calendar {

class day_table {
public:
    day_table() = default;
    // Notices may come in any order; where two name the same day the later year's word stands, being the newer one.
    day_table(std::vector<notice> notices, std::vector<lunar_new_year> const& new_years);

    // What a notice says of the day; null when none names it.
    [[nodiscard]] notice_day const* named(civil_day day) const;

    enum class festival : std::uint8_t { none, eve, first, second, third };
    [[nodiscard]] festival festival_of(civil_day day) const;

    [[nodiscard]] bool published(std::chrono::year year) const { return published_.contains(year); }
    // Whether the day is settled: its year's notice is out. Beyond that nothing is booked (requirements, section b).
    [[nodiscard]] bool settled(civil_day day) const;
    // The first year after the newest published notice; year{0} when none is published.
    [[nodiscard]] std::chrono::year first_open_year() const;

private:
    std::map<civil_day, notice_day> days_;
    std::map<civil_day, festival> festivals_;
    std::set<std::chrono::year> published_;
};

}  // namespace buduan::calendar
