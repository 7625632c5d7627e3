#pragma once

// Halls for the tests of the core, and ids as literals.

#include "dispatch/config.hpp"
#include "dispatch/ticket.hpp"

namespace buduan::dispatch {

inline zone_id operator""_zone(char const* text, std::size_t) {
    return zone_id::parse(text).value();
}
inline window_id operator""_window(char const* text, std::size_t) {
    return window_id::parse(text).value();
}
inline matter_id operator""_matter(char const* text, std::size_t) {
    return matter_id::parse(text).value();
}
inline skill_id operator""_skill(char const* text, std::size_t) {
    return skill_id::parse(text).value();
}
inline staff_id operator""_staff(char const* text, std::size_t) {
    return staff_id::parse(text).value();
}

// Five windows in two zones. Zone "general", letter A: W01 civil, W02 civil and trade, W03 trade. Zone "social", letter
// B: W04 social, W05 social and civil. S01 to S05 are the A-roles in this order, S90 and S91 B-roles everywhere, S02
// also at W01. M-civil, M-trade and M-social are offered always; M-office (civil) neither at noon nor on rest days.
[[nodiscard]] hall_config small_hall();

// `windows` windows in one zone, all with the same skill, for one matter: "M-civil".
[[nodiscard]] hall_config wide_hall(std::size_t windows);

// Ten zones, A to K, with four skills each and a matter a skill: "M-A-1" to "M-K-4". The windows go round the zones, and
// each has three of its zone's skills.
[[nodiscard]] hall_config district_hall(std::size_t windows);

inline queue_key const civil{"general"_zone, "civil"_skill};
inline queue_key const trade{"general"_zone, "trade"_skill};
inline queue_key const social{"social"_zone, "social"_skill};
inline queue_key const civil_in_social{"social"_zone, "civil"_skill};

}  // namespace buduan::dispatch
