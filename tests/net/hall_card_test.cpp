#include "net/hall_card.hpp"

#include "calendar/business_day.hpp"
#include "simulation/sample_halls.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace std::chrono_literals;
using calendar::service_phase;

namespace {

auto const hours = simulation::sample_halls(1).front().hours;
auto const phase_at = simulation::hall_phase_lookup();
calendar::civil_day const wednesday{std::chrono::local_days{std::chrono::year{2026} / 11 / 25}};

dispatch::matter_config matter(bool noon, bool rest_day) {
    dispatch::matter_config made;
    made.noon = noon;
    made.rest_day = rest_day;
    return made;
}

wire::matter_offer offer_at(dispatch::matter_config const& matter, calendar::instant at) {
    return net::offer_of(matter, phase_at(hours, at), phase_at, hours);
}

}  // namespace

TEST_CASE("the line of a workday runs from opening to closing without a gap", "[net][hall_card]") {
    auto const line = net::segments_of_day(phase_at, hours, wednesday);

    REQUIRE(line.size() == 3);
    CHECK(line[0].phase == service_phase::regular);
    CHECK(line[1].phase == service_phase::noon_duty);
    CHECK(line[2].phase == service_phase::regular);
    CHECK(line[0].begins == calendar::instant_at(wednesday, 8h + 30min));
    CHECK(line[1].begins == line[0].ends);
    CHECK(line[2].begins == line[1].ends);
    CHECK(line[2].ends == calendar::instant_at(wednesday, 17h + 30min));
}

TEST_CASE("a matter not offered at noon comes back in the afternoon", "[net][hall_card]") {
    auto const noon = calendar::instant_at(wednesday, 12h + 15min);

    CHECK(offer_at(matter(true, false), noon).now);
    auto const later = offer_at(matter(false, false), noon);
    CHECK_FALSE(later.now);
    CHECK(later.next == calendar::instant_at(wednesday, 13h + 30min));
}

TEST_CASE("in the evening the next opening is told, and on Friday that of Monday", "[net][hall_card]") {
    auto const evening = offer_at(matter(true, true), calendar::instant_at(wednesday, 20h));
    CHECK(evening.next == calendar::instant_at(wednesday + std::chrono::days{1}, 8h + 30min));

    auto const friday = calendar::instant_at(wednesday + std::chrono::days{2}, 20h);
    CHECK(offer_at(matter(true, true), friday).next == calendar::instant_at(wednesday + std::chrono::days{3}, 9h));
    CHECK(offer_at(matter(true, false), friday).next ==
          calendar::instant_at(wednesday + std::chrono::days{5}, 8h + 30min));
}
