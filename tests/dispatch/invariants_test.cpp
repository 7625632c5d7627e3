// Each invariant bites: a hall made of a spoiled image breaks it.

#include "dispatch/invariants.hpp"

#include "dispatch/hall_bench.hpp"

#include <algorithm>

using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

// Somebody waits, is called, is served, and somebody is away.
hall_image lively() {
    hall_bench bench;
    bench.staff("W01"_window, "S01"_staff);
    bench.staff("W02"_window, "S02"_staff);
    bench.staff("W03"_window, "S03"_staff);
    for (int i = 0; i < 4; ++i) {
        bench.issue("M-trade"_matter);
    }
    bench.call("W02"_window);
    bench.serve("W02"_window);
    bench.call("W03"_window);
    bench.run(step_away{"W01"_window, "S01"_staff, "tea", bench.now + 5min});
    return bench.state.image();
}

}  // namespace

TEST_CASE("a lively hall breaks no invariant, and no hall at all none either", "[dispatch][invariants]") {
    CHECK(broken_invariants(hall(lively())) == std::vector<std::string>{});
    CHECK(broken_invariants(hall()) == std::vector<std::string>{});
}

TEST_CASE("every invariant is able to break", "[dispatch][invariants]") {
    struct row {
        char const* said;
        void (*spoil)(hall_image&);
    };
    for (row const& one : {
             row{"has a number that another one has",
                 [](auto& image) { image.tickets[3].number = image.tickets[2].number; }},
             row{"was not handed out", [](auto& image) { image.tickets[3].number.count = 60; }},
             row{"was not reserved", [](auto& image) { image.numbers[0].reserved = 2; }},
             row{"two tickets in hand", [](auto& image) { image.tickets[3].stage = image.tickets[0].stage; }},
             row{"holds another ticket", [](auto& image) { image.desks[0].in_hand = ticket_id{4}; }},
             row{"who does not sit", [](auto& image) { image.desks[1].staff = "S90"_staff; }},
             row{"at a window that does not exist",
                 [](auto& image) {
                     std::get<called>(image.tickets[1].stage).window = window_id::parse("W99").value();
                 }},
             row{"is open and nobody sits there", [](auto& image) { image.desks[0].staff = {}; }},
             row{"sits at two windows",
                 [](auto& image) {
                     image.desks[3].staff = "S90"_staff;
                     image.desks[4].staff = "S90"_staff;
                 }},
             row{"without a role there", [](auto& image) { image.desks[3].staff = "S03"_staff; }},
             row{"shows an away sign", [](auto& image) { image.desks[0].open = false; }},
             row{"away with a ticket in hand", [](auto& image) { image.desks[1].away = image.desks[0].away; }},
             row{"has no window and somebody waits",
                 [](auto& image) {
                     std::get<waiting>(image.tickets[3].stage).queue.skill = skill_id::parse("magic").value();
                 }},
             row{"a key that is not its own",
                 [](auto& image) { std::get<waiting>(image.tickets[3].stage).key.step = 5; }},
             row{"in a queue of another zone", [](auto& image) { image.tickets[3].zone = "social"_zone; }},
             row{"order of their ids", [](auto& image) { std::swap(image.tickets[2], image.tickets[3]); }},
             row{"an id that was not given out", [](auto& image) { image.last_ticket = 3; }},
             row{"no current matter", [](auto& image) { image.tickets[3].current_matter = 1; }},
             row{"which nobody knows",
                 [](auto& image) { image.tickets[3].matters[0] = matter_id::parse("M-none").value(); }},
             row{"of a day to come", [](auto& image) { image.tickets[3].day += days{1}; }},
             row{"closed on an earlier day",
                 [](auto& image) { image.tickets[3].stage = done{hall_bench::ten() - days{1}}; }},
             row{"keeps too many calls",
                 [](auto& image) { image.calls.insert(image.calls.end(), calls_a_zone, image.calls.front()); }},
         }) {
        hall_image image = lively();
        one.spoil(image);
        auto const broken = broken_invariants(hall(std::move(image)));
        INFO(one.said);
        CHECK(std::any_of(broken.begin(), broken.end(),
                          [&](std::string const& what) { return what.find(one.said) != std::string::npos; }));
    }
}
