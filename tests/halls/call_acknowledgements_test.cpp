#include "halls/call_acknowledgements.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::halls;

namespace {

auto const hall = dispatch::hall_id::parse("district").value();

acknowledgement by(std::string screen) {
    acknowledgement word;
    word.screen = std::move(screen);
    return word;
}

}  // namespace

TEST_CASE("a screen's word for an announced call is kept", "[halls][acknowledgements]") {
    call_acknowledgements ledger;
    ledger.announced(hall, {1, 7}, {});

    CHECK(ledger.acknowledge(hall, {1, 7}, by("lobby")) == acknowledged::noted);
    CHECK(ledger.acknowledge(hall, {1, 7}, by("strip-5")) == acknowledged::noted);
    CHECK(ledger.of(hall, {1, 7}) == std::vector<acknowledgement>{by("lobby"), by("strip-5")});
}

TEST_CASE("the first word of a screen stands", "[halls][acknowledgements]") {
    call_acknowledgements ledger;
    ledger.announced(hall, {1, 7}, {});
    static_cast<void>(ledger.acknowledge(hall, {1, 7}, by("lobby")));
    acknowledgement later = by("lobby");
    later.drawn += std::chrono::seconds{9};

    CHECK(ledger.acknowledge(hall, {1, 7}, later) == acknowledged::again);
    CHECK(ledger.of(hall, {1, 7}) == std::vector<acknowledgement>{by("lobby")});
}

TEST_CASE("a call that was never announced cannot be acknowledged", "[halls][acknowledgements]") {
    call_acknowledgements ledger;
    ledger.announced(hall, {1, 7}, {});

    CHECK(ledger.acknowledge(hall, {1, 8}, by("lobby")) == acknowledged::unknown_call);
    CHECK(ledger.acknowledge(dispatch::hall_id::parse("town").value(), {1, 7}, by("lobby")) ==
          acknowledged::unknown_call);
    CHECK(ledger.of(hall, {1, 8}).empty());
}

TEST_CASE("the ledger forgets the oldest call when it is full", "[halls][acknowledgements]") {
    call_acknowledgements ledger;
    for (std::uint64_t seq = 1; seq <= call_acknowledgements::calls_a_hall + 1; ++seq) {
        ledger.announced(hall, {1, seq}, {});
    }

    CHECK(ledger.acknowledge(hall, {1, 1}, by("lobby")) == acknowledged::unknown_call);
    CHECK(ledger.acknowledge(hall, {1, 2}, by("lobby")) == acknowledged::noted);
}

TEST_CASE("a call takes no more screens than it keeps", "[halls][acknowledgements]") {
    call_acknowledgements ledger;
    ledger.announced(hall, {1, 7}, {});
    for (std::size_t n = 0; n < call_acknowledgements::screens_a_call; ++n) {
        REQUIRE(ledger.acknowledge(hall, {1, 7}, by("screen-" + std::to_string(n))) == acknowledged::noted);
    }

    CHECK(ledger.acknowledge(hall, {1, 7}, by("one-more")) == acknowledged::full);
}
