#include "dispatch/waiting_line.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <vector>

using namespace buduan::dispatch;

namespace {

waiting_entry entry(std::uint64_t second, std::uint64_t id) {
    return {{instant{std::chrono::seconds{second}}, ticket_id{id}, 0}, ticket_id{id}};
}

std::vector<waiting_entry> all_of(waiting_line const& line) {
    std::vector<waiting_entry> all;
    for (auto at = line.walk(); !at.at_end(); ++at) {
        all.push_back(*at);
    }
    return all;
}

}  // namespace

TEST_CASE("a line of thousands keeps order and ranks, whichever way it is filled", "[dispatch][waiting_line]") {
    constexpr std::uint64_t people = 5'000;
    waiting_line line;
    std::uint64_t const stride = GENERATE(1, 7, 4'999);
    for (std::uint64_t i = 0; i < people; ++i) {
        std::uint64_t const n = i * stride % people;
        line.insert(entry(n, n + 1));
    }

    REQUIRE(line.size() == people);
    auto const all = all_of(line);
    CHECK(std::is_sorted(all.begin(), all.end()));
    for (std::uint64_t n = 0; n < people; n += 97) {
        CHECK(line.before(entry(n, n + 1)) == n);
    }
}

TEST_CASE("whoever is not in the line cannot leave it", "[dispatch][waiting_line]") {
    waiting_line line;
    line.insert(entry(5, 1));

    CHECK_FALSE(line.erase(entry(5, 2)));
    CHECK_FALSE(line.erase(entry(9, 9)));
    CHECK(line.size() == 1);
    CHECK(line.erase(entry(5, 1)));
    CHECK(line.empty());
    CHECK_FALSE(line.erase(entry(5, 1)));
}

TEST_CASE("a line behaves as an ordered set with ranks", "[dispatch][waiting_line][property]") {
    CHECK(rc::check([] {
        // Few values far more often than there is room in a block, so that blocks split and empty.
        auto const moves = *rc::gen::resize(
            1'000, rc::gen::container<std::vector<std::uint16_t>>(rc::gen::arbitrary<std::uint16_t>()));
        waiting_line line;
        std::set<waiting_entry> model;
        for (std::uint16_t const move : moves) {
            waiting_entry const one = entry(move % 700U, 1);
            if (move < 40'000) {
                if (model.insert(one).second) line.insert(one);
            } else {
                RC_ASSERT(line.erase(one) == (model.erase(one) == 1));
            }
        }
        RC_ASSERT(all_of(line) == std::vector<waiting_entry>(model.begin(), model.end()));
        for (std::uint64_t second : {0U, 100U, 350U, 699U}) {
            auto const at = model.lower_bound(entry(second, 0));
            RC_ASSERT(line.before(entry(second, 0)) == static_cast<std::size_t>(std::distance(model.begin(), at)));
            auto const from = line.from(entry(second, 0));
            RC_ASSERT(from.at_end() == (at == model.end()));
            if (at != model.end()) RC_ASSERT(*from == *at);
        }
    }));
}
