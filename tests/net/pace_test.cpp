// What keeps one peer from taking everything: rates, shares and their memory.

#include "net/connection_count.hpp"
#include "net/request_budget.hpp"
#include "net/token_bucket.hpp"

#include <catch2/catch.hpp>

using namespace buduan::net;
using namespace std::chrono_literals;

namespace {

token_bucket::time const start{std::chrono::hours{1'000}};

}  // namespace

TEST_CASE("a bucket gives its burst at once and then its rate", "[net][pace]") {
    token_bucket bucket;
    for (int i = 0; i < 20; ++i)
        CHECK(bucket.take(start, 10, 20));
    CHECK_FALSE(bucket.take(start, 10, 20));
    CHECK_FALSE(bucket.take(start + 99ms, 10, 20));
    CHECK(bucket.take(start + 100ms, 10, 20));
    CHECK_FALSE(bucket.take(start + 100ms, 10, 20));

    int given = 0;
    for (auto at = start + 1h; at < start + 1h + 10s; at += 10ms)
        given += bucket.take(at, 10, 20) ? 1 : 0;
    CHECK(given >= 115);
    CHECK(given <= 121);
}

TEST_CASE("a clock that stands still or goes back gives nothing", "[net][pace]") {
    token_bucket bucket;
    CHECK(bucket.take(start, 1, 1));
    CHECK_FALSE(bucket.take(start - 1h, 1, 1));
    CHECK_FALSE(bucket.take(start, 1, 1));
    CHECK(bucket.take(start + 1s, 1, 1));
}

TEST_CASE("each address has a budget of its own", "[net][pace]") {
    request_budget budget(1, 2);
    CHECK(budget.take("10.0.0.1", start));
    CHECK(budget.take("10.0.0.1", start));
    CHECK_FALSE(budget.take("10.0.0.1", start));
    CHECK(budget.take("10.0.0.2", start));
    CHECK(budget.take("10.0.0.1", start + 1s));
}

TEST_CASE("addresses that went quiet are forgotten when there are too many", "[net][pace]") {
    request_budget budget(1, 2);
    for (std::size_t i = 0; i < request_budget::remembered; ++i)
        REQUIRE(budget.take(std::to_string(i), start));

    CHECK_FALSE(budget.take("one more", start + 1s));
    CHECK(budget.take("one more", start + 10s));
}

TEST_CASE("connections are counted in all and by address, and given back", "[net][pace]") {
    connection_limits limits;
    limits.connections = 3;
    limits.connections_an_address = 2;
    connection_count count(limits);
    auto a = count.enter("a");
    auto b = count.enter("a");
    REQUIRE((a && b));
    CHECK_FALSE(count.enter("a").has_value());

    auto c = count.enter("b");
    REQUIRE(c.has_value());
    CHECK_FALSE(count.enter("c").has_value());
    CHECK(count.open() == 3);

    auto moved = std::move(*a);
    a.reset();
    CHECK(count.open() == 3);
    { auto gone = std::move(moved); }
    CHECK(count.open() == 2);
    CHECK(count.enter("a").has_value());
}
