// What a configuration must be, and what a new one does to people and tickets.

#include "dispatch/hall_bench.hpp"
#include "dispatch/staffing.hpp"

#include <algorithm>

using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

bool names(std::vector<config_fault> const& faults, std::string const& where) {
    return std::any_of(faults.begin(), faults.end(), [&](config_fault const& one) { return one.where == where; });
}

hall_config without_window(hall_config hall, window_id gone) {
    std::erase_if(hall.windows, [&](auto const& window) { return window.id == gone; });
    for (staff_config& person : hall.staff) {
        if (person.a_window == gone) person.a_window.reset();
        std::erase(person.b_windows, gone);
    }
    return hall;
}

hall_config without_matter(hall_config hall, matter_id gone) {
    std::erase_if(hall.matters, [&](auto const& matter) { return matter.code == gone; });
    return hall;
}

}  // namespace

TEST_CASE("the halls of these tests are valid", "[dispatch][validate]") {
    CHECK(validate(small_hall()).empty());
    CHECK(validate(wide_hall(42)).empty());
    CHECK(validate(district_hall(42)).empty());
}

TEST_CASE("each fault of a configuration is found where it is", "[dispatch][validate]") {
    struct row {
        char const* where;
        void (*spoil)(hall_config&);
    };
    for (row const& one : {
             row{"id", [](auto& hall) { hall.id = {}; }},
             row{"hall.name_zh", [](auto& hall) { hall.name.zh.clear(); }},
             row{"phones.supervision", [](auto& hall) { hall.phones.supervision.clear(); }},
             row{"zones", [](auto& hall) { hall.zones.clear(); }},
             row{"zones[general]", [](auto& hall) { hall.zones[1].id = hall.zones[0].id; }},
             row{"zones[general].ticket_prefix", [](auto& hall) { hall.zones[0].ticket_prefix = 'I'; }},
             row{"zones[general].ticket_prefix", [](auto& hall) { hall.zones[0].ticket_prefix = 'a'; }},
             row{"zones[social].ticket_prefix", [](auto& hall) { hall.zones[1].ticket_prefix = 'A'; }},
             row{"windows[W02].no", [](auto& hall) { hall.windows[1].no = 1; }},
             row{"windows[W01].no", [](auto& hall) { hall.windows[0].no = 0; }},
             row{"windows[W01].zone", [](auto& hall) { hall.windows[0].zone = zone_id::parse("moon").value(); }},
             row{"windows[W01].skills", [](auto& hall) { hall.windows[0].skills.clear(); }},
             row{"windows[W01].skills", [](auto& hall) { hall.windows[0].skills.push_back("civil"_skill); }},
             row{"windows[W01].a_staff", [](auto& hall) { hall.windows[0].a_staff = {}; }},
             row{"windows[W01].b_staff", [](auto& hall) { hall.windows[0].b_staff.clear(); }},
             row{"windows[W01].b_staff", [](auto& hall) { hall.windows[0].b_staff[0] = "S01"_staff; }},
             row{"windows[W04].b_staff",
                 [](auto& hall) {
                     hall.staff[5].skills = {"civil"_skill, "trade"_skill};
                 }},
             row{"staff[S02].a_window", [](auto& hall) { hall.staff[1].a_window = "W03"_window; }},
             row{"staff[S03].b_windows", [](auto& hall) { hall.staff[2].b_windows = {"W01"_window}; }},
             row{"staff[S03].noon_group", [](auto& hall) { hall.staff[2].noon_group = 3; }},
             row{"matters", [](auto& hall) { hall.matters.clear(); }},
             row{"matters[M-trade]", [](auto& hall) { hall.matters[0].code = "M-trade"_matter; }},
             row{"matters[M-trade]", [](auto& hall) { hall.matters[1].skill = skill_id::parse("magic").value(); }},
             row{"rules.ordinary_in", [](auto& hall) { hall.rules.ordinary_in = 0; }},
             row{"rules.call_budget", [](auto& hall) { hall.rules.call_budget = 0; }},
             row{"noon_group[1]",
                 [](auto& hall) {
                     hall.zones[1].noon_min_windows = 2;
                     hall.staff[4].noon_group = 2;
                 }},
             row{"rest_day_team[2]",
                 [](auto& hall) {
                     for (staff_config& person : hall.staff) {
                         person.rest_day_team = 1;
                     }
                 }},
         }) {
        INFO(one.where);
        hall_config hall = small_hall();
        one.spoil(hall);
        CHECK(names(validate(hall), one.where));
    }
}

TEST_CASE("all faults are found together and refuse the whole", "[dispatch][validate]") {
    hall_config hall = small_hall();
    hall.phones.supervision.clear();
    hall.windows[2].no = 1;
    hall.zones[0].ticket_prefix = 'O';
    CHECK(validate(hall).size() == 3);

    hall_bench bench;
    auto const why = bench.try_it(accept_configuration{hall});
    REQUIRE(why);
    CHECK(why->code == refusal_code::invalid_configuration);
    CHECK(why->details.size() == 3);
}

TEST_CASE("people are spread over the zones so that as many seats as possible are filled", "[dispatch][staffing]") {
    hall_config const hall = small_hall();
    // S01 sits only at W01, S90 anywhere; one seat in each zone is wanted.
    std::map<zone_id, std::uint32_t> const one_each = {{"general"_zone, 1}, {"social"_zone, 1}};
    CHECK(coverage_of(hall, {"S01"_staff, "S90"_staff}, one_each) == one_each);
    CHECK(coverage_of(hall, {"S90"_staff, "S01"_staff}, one_each) == one_each);
    CHECK(coverage_of(hall, {"S90"_staff}, one_each).size() == 1);
    CHECK(coverage_of(hall, {}, one_each).empty());

    // All who can fill general are needed there: S02 must leave W01 to S01.
    std::map<zone_id, std::uint32_t> const three = {{"general"_zone, 3}};
    CHECK(coverage_of(hall, {"S02"_staff, "S01"_staff, "S03"_staff}, three) == three);
}

TEST_CASE("another hall's configuration is refused", "[dispatch][configuration]") {
    hall_bench bench;
    hall_config other = small_hall();
    other.id = hall_id::parse("elsewhere").value();
    CHECK(bench.refused(accept_configuration{other}) == refusal_code::invalid_configuration);
}

TEST_CASE("a removed window gives back its ticket and its person", "[dispatch][configuration]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    ticket_id const in_hand = bench.issue("M-trade"_matter);
    ticket_id const behind = bench.issue("M-trade"_matter);
    bench.call("W03"_window);
    bench.serve("W03"_window);

    bench.run(accept_configuration{without_window(small_hall(), "W03"_window)});

    CHECK(hall_bench::find<seat_released>(bench.last)->cause == seat_release_cause::configuration);
    CHECK(bench.line(trade) == std::vector<ticket_id>{in_hand, behind});
    CHECK(bench.state.desk("W03"_window) == nullptr);
    CHECK(seats_of(bench.state).empty());
}

TEST_CASE("tickets bound to a removed window are unbound", "[dispatch][configuration]") {
    hall_bench bench;
    issue_ticket wanted;
    wanted.matters = {"M-trade"_matter};
    wanted.window = "W03"_window;
    ticket_id const bound = bench.issue(wanted);

    bench.run(accept_configuration{without_window(small_hall(), "W03"_window)});

    CHECK_FALSE(bench.ticket_at(bound).bound_window);
    CHECK(hall_bench::find<ticket_requeued>(bench.last)->cause == requeue_cause::unbound);
    bench.staff("W02"_window, "S02"_staff);
    CHECK(bench.call("W02"_window) == bound);
}

TEST_CASE("a queue that its zone no longer serves moves to one that does, with its order",
          "[dispatch][configuration]") {
    hall_bench bench;
    issue_ticket in_social;
    in_social.matters = {"M-civil"_matter};
    in_social.zone = "social"_zone;
    ticket_id const moved = bench.issue(in_social);
    bench.later(1s);
    issue_ticket in_general = in_social;
    in_general.zone = "general"_zone;
    ticket_id const stays = bench.issue(in_general);
    hall_config next = small_hall();
    next.windows[4].skills = {"social"_skill};

    bench.run(accept_configuration{next});

    CHECK(bench.line(civil) == std::vector<ticket_id>{moved, stays});
    CHECK(to_string(bench.ticket_at(moved).number) == "B001");
    CHECK(bench.state.queue(civil_in_social)->waiting() == 0);
}

TEST_CASE("tickets of a removed matter are served to the end by its old skill", "[dispatch][configuration]") {
    hall_bench bench;
    bench.staff("W03"_window, "S03"_staff);
    issue_ticket two;
    two.matters = {"M-trade"_matter, "M-office"_matter};
    ticket_id const ticket = bench.issue(two);

    bench.run(accept_configuration{without_matter(without_matter(small_hall(), "M-trade"_matter), "M-office"_matter)});
    issue_ticket late;
    late.matters = {"M-trade"_matter};
    CHECK(bench.refused(late) == refusal_code::unknown_matter);

    bench.call("W03"_window);
    bench.serve("W03"_window);
    bench.finish("W03"_window);
    CHECK(bench.ticket_at(ticket).current_matter == 1);
    bench.staff("W01"_window, "S01"_staff);
    CHECK(bench.call("W01"_window) == ticket);
    bench.serve("W01"_window);
    bench.finish("W01"_window);
    CHECK_FALSE(bench.ticket_at(ticket).open());

    bench.run(accept_configuration{without_matter(small_hall(), "M-trade"_matter)});
    CHECK(bench.state.plan()->retired().empty());
}

TEST_CASE("a configuration that leaves an open ticket without any window is refused", "[dispatch][configuration]") {
    hall_bench bench;
    issue_ticket two;
    two.matters = {"M-civil"_matter, "M-social"_matter};  // the second only later
    ticket_id const ticket = bench.issue(two);
    hall_config next = without_matter(small_hall(), "M-social"_matter);
    for (window_config& window : next.windows) {
        if (window.zone == "social"_zone) window.skills = {"civil"_skill};
    }
    REQUIRE(validate(next).empty());

    auto const why = bench.try_it(accept_configuration{next});
    REQUIRE(why);
    CHECK(why->code == refusal_code::invalid_configuration);
    REQUIRE(why->details.size() == 1);
    CHECK(why->details[0].starts_with("matters[M-social]"));

    bench.run(cancel_ticket{ticket});
    bench.run(accept_configuration{next});
}

TEST_CASE("whoever loses the role at a window loses the seat there, others keep theirs", "[dispatch][configuration]") {
    hall_bench bench;
    bench.staff("W01"_window, "S02"_staff);  // a B-role
    bench.staff("W03"_window, "S03"_staff);
    hall_config next = small_hall();
    std::erase(next.windows[0].b_staff, "S02"_staff);
    next.staff[1].b_windows.clear();

    bench.run(accept_configuration{next});

    CHECK(bench.seated("W01"_window).empty());
    CHECK(bench.seated("W03"_window) == "S03"_staff);
    CHECK(bench.state.desk("W03"_window)->facts.open);
}
