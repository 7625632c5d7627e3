#include "halls/seat_watch.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;
using namespace std::chrono;

namespace {

auto const hall = dispatch::hall_id::parse("district").value();
auto const town = dispatch::hall_id::parse("town").value();
auto const window = dispatch::window_id::parse("W01").value();
auto const li = dispatch::staff_id::parse("S01").value();

steady_time at(seconds since) {
    return steady_time{since};
}

dispatch::record with(dispatch::event happened) {
    dispatch::record record;
    record.events.push_back(std::move(happened));
    return record;
}

}  // namespace

TEST_CASE("a seat expires when nothing was heard for the length of the lease", "[halls][seats]") {
    seat_watch watch(90s);
    watch.follow(hall, with(dispatch::seat_taken{window, li}), at(0s));

    CHECK(watch.next_deadline() == at(90s));
    CHECK(watch.expired(at(89s)).empty());
    CHECK(watch.expired(at(90s)) == std::vector<silent_seat>{{hall, window, li}});
}

TEST_CASE("a sign of life renews the lease of one's own seat only", "[halls][seats]") {
    seat_watch watch(90s);
    watch.follow(hall, with(dispatch::seat_taken{window, li}), at(0s));
    watch.follow(town, with(dispatch::seat_taken{window, li}), at(0s));

    watch.heard(hall, li, at(60s));

    CHECK(watch.expired(at(100s)) == std::vector<silent_seat>{{town, window, li}});
    CHECK(watch.expired(at(150s)) == std::vector<silent_seat>{{hall, window, li}});
}

TEST_CASE("a released seat is no longer watched", "[halls][seats]") {
    seat_watch watch(90s);
    watch.follow(hall, with(dispatch::seat_taken{window, li}), at(0s));
    watch.follow(hall, with(dispatch::seat_released{window, li, dispatch::seat_release_cause::signed_off}), at(10s));

    CHECK_FALSE(watch.next_deadline());
    CHECK(watch.expired(at(1000s)).empty());
}

TEST_CASE("a silent seat is reported again after another lease", "[halls][seats]") {
    seat_watch watch(90s);
    watch.follow(hall, with(dispatch::seat_taken{window, li}), at(0s));
    static_cast<void>(watch.expired(at(90s)));

    CHECK(watch.expired(at(100s)).empty());
    CHECK(watch.expired(at(180s)).size() == 1);
}

TEST_CASE("after a recovery the leases start afresh", "[halls][seats]") {
    seat_watch watch(90s);
    watch.follow(hall, with(dispatch::seat_taken{window, li}), at(0s));

    watch.forget(hall);
    watch.taken(hall, window, li, at(80s));

    CHECK(watch.expired(at(100s)).empty());
    CHECK(watch.expired(at(170s)).size() == 1);
}
