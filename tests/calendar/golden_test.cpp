#include "calendar/phase.hpp"
#include "calendar/regime.hpp"
#include "calendar/sample_calendar.hpp"

#include <catch2/catch.hpp>

using namespace buduan::calendar;
using namespace buduan::tests;

namespace {

std::string name_of(service_regime regime) {
    switch (regime) {
        case service_regime::workday: return "workday";
        case service_regime::rest_day: return "rest_day";
        case service_regime::appointment_only: return "appointment_only";
        case service_regime::closure: break;
    }
    return "closure";
}

std::string name_of(service_phase phase) {
    switch (phase) {
        case service_phase::before_open: return "before_open";
        case service_phase::regular: return "regular";
        case service_phase::noon_duty: return "noon_duty";
        case service_phase::open: return "open";
        case service_phase::appointment_only: return "appointment_only";
        case service_phase::extension: return "extension";
        case service_phase::closed: break;
    }
    return "closed";
}

std::string reason_of(day_kind const& kind) {
    switch (kind.rule) {
        case day_rule::weekend: return "双休日";
        case day_rule::ordinary: return "工作日";
        case day_rule::notice_workday: return kind.name + "调休上班";
        case day_rule::closure:
        case day_rule::lunar_new_year:
        case day_rule::notice_off:
        case day_rule::national_day: break;
    }
    return kind.name;
}

bool serves_booked(service_phase phase) {
    return issues_walk_in(phase) || phase == service_phase::appointment_only;
}

}  // namespace

TEST_CASE("every moment of the golden file has its day type, reason, phase and tickets", "[calendar][golden]") {
    auto const golden = json_of("tests/calendar/golden/hours-golden.json");
    auto const table = sample_table();
    auto const hours = sample_hours();
    REQUIRE(golden.at("cases").as_array().size() == 50);

    for (boost::json::value const& expected : golden.at("cases").as_array()) {
        auto const text = [&](char const* name) { return std::string(expected.at(name).as_string().c_str()); };
        INFO(text("at"));
        instant const at = moment(text("at"));

        phase_span const span = phase_at(hours, table, at);
        CHECK(name_of(span.regime) == text("day_type"));
        CHECK(name_of(span.phase) == text("phase"));
        CHECK(reason_of(kind_of(hours, table, span.day)) == text("reason"));
        CHECK(issues_walk_in(span.phase) == expected.at("walk_in_ticket").as_bool());
        CHECK(serves_booked(span.phase) == expected.at("booked_ticket").as_bool());
        CHECK(span.begins <= at);
        CHECK(at < span.ends);
    }
}
