#include "halls/hall_clock.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace std::chrono;
using halls::hall_clock;

namespace {

calendar::instant at(milliseconds since) {
    return calendar::instant{since};
}

}  // namespace

TEST_CASE("a clock that goes forward is the hall's time", "[halls][clock]") {
    hall_clock clock;

    CHECK(clock.read(at(10s)) == at(10s));
    CHECK(clock.read(at(25s)) == at(25s));
    CHECK(clock.when(at(40s)) == at(40s));
}

TEST_CASE("a clock set back neither takes the hall back nor stops it", "[halls][clock]") {
    hall_clock clock;
    static_cast<void>(clock.read(at(100s)));

    CHECK(clock.read(at(40s)) == at(100s));
    CHECK(clock.read(at(60s)) == at(110s));
    CHECK(clock.read(at(61s)) == at(110s + 500ms));
}

TEST_CASE("a hall that is ahead meets its clock again", "[halls][clock]") {
    hall_clock clock;
    static_cast<void>(clock.read(at(100s)));
    static_cast<void>(clock.read(at(40s)));

    CHECK(clock.read(at(160s)) == at(160s));
    CHECK(clock.read(at(170s)) == at(170s));
}

TEST_CASE("small steps of a hall that is ahead are not lost to rounding", "[halls][clock]") {
    hall_clock clock;
    static_cast<void>(clock.read(at(100s)));
    for (int ms = 0; ms <= 1'000; ++ms) {
        static_cast<void>(clock.read(at(40s + milliseconds{ms})));
    }

    CHECK(clock.read(at(41s)) == at(100s + 500ms));
}

TEST_CASE("a second step back takes nothing back either", "[halls][clock]") {
    hall_clock clock;
    static_cast<void>(clock.read(at(100s)));
    static_cast<void>(clock.read(at(90s)));
    static_cast<void>(clock.read(at(94s)));

    CHECK(clock.read(at(10s)) == at(102s));
    CHECK(clock.read(at(12s)) == at(103s));
}

TEST_CASE("a deadline of a hall that is ahead is met at the clock's reading that `when` told", "[halls][clock]") {
    hall_clock clock;
    static_cast<void>(clock.read(at(100s)));
    static_cast<void>(clock.read(at(40s)));
    calendar::instant const due = at(105s);

    calendar::instant const told = clock.when(due);

    CHECK(told == at(50s));
    CHECK(clock.read(told) == due);
    CHECK(clock.when(at(300s)) == at(300s));
}

TEST_CASE("no record is older than the last one of the journal", "[halls][clock]") {
    hall_clock clock;
    clock.not_before(at(100s));

    CHECK(clock.read(at(20s)) == at(100s));
    CHECK(clock.read(at(30s)) == at(105s));
}

TEST_CASE("a clock that was set back by days and is right again takes the hall nowhere", "[halls][clock]") {
    hall_clock clock;
    static_cast<void>(clock.read(at(720h)));
    static_cast<void>(clock.read(at(10h)));
    calendar::instant const before = clock.read(at(10h + 10s));
    CHECK(before == at(720h + 5s));

    CHECK(clock.read(at(720h)) == before);
    CHECK(clock.read(at(720h + 4s)) == at(720h + 7s));
    CHECK(clock.read(at(720h + 8s)) == at(720h + 8s));
}

TEST_CASE("a hall that slept while it was ahead is at the clock's own deadline in time", "[halls][clock]") {
    hall_clock clock;
    static_cast<void>(clock.read(at(3h)));
    static_cast<void>(clock.read(at(2h)));
    calendar::instant const due = at(3h + 20min);

    CHECK(clock.when(due) == at(2h + 40min));
    CHECK(clock.read(clock.when(due)) == at(3h));
    CHECK(clock.when(due) == due);
    CHECK(clock.read(due) == due);
}
