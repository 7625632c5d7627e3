#include "dispatch/hall_bench.hpp"

using namespace buduan::dispatch;
using namespace std::chrono;

TEST_CASE("a window calls the eldest ticket of its queues", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W01"_window, "S01"_staff);
    ticket_id const first = bench.issue("M-civil"_matter);
    bench.later(1s);
    bench.issue("M-office"_matter);

    CHECK(bench.call("W01"_window) == first);
    CHECK(std::holds_alternative<called>(bench.ticket_at(first).stage));
    CHECK(bench.in_hand("W01"_window) == first);
}

TEST_CASE("calling next on an empty queue is refused", "[dispatch][call_next]") {
    hall_bench bench;
    bench.staff("W01"_window, "S01"_staff);
    bench.issue("M-trade"_matter);  // trade: not here

    CHECK(bench.refused(call_next{"W01"_window, "S01"_staff, {}, false, {}}) == refusal_code::nobody_waits);
}
