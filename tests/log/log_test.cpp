#include "log/log.hpp"

#include <catch2/catch.hpp>

#include <type_traits>
#include <vector>

using namespace buduan::log;
using namespace std::chrono_literals;

namespace {

std::chrono::sys_time<std::chrono::milliseconds> const moment =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 3h + 30min + 123ms;

std::string only(field const& one) {
    return line_of(moment, level::info, "test", {&one, 1});
}

std::string value(field const& one) {
    return one.json();
}

}  // namespace

TEST_CASE("a line is one JSON object with the hall's time to the millisecond", "[log]") {
    std::vector<std::string> lines;
    logger const log([] { return moment; }, [&](level, std::string const& line) { lines.push_back(line); });

    log.info("hall.ready", {field::id(key::hall, "shanting"), field::number(key::seq, std::uint64_t{812})});

    CHECK(lines ==
          std::vector<std::string>{R"({"at":"2026-11-24T11:30:00.123+08:00","level":"info","event":"hall.ready",)"
                                   R"("hall":"shanting","seq":812})"});
}

TEST_CASE("lines below the least level are dropped", "[log]") {
    int lines = 0;
    logger const log([] { return moment; }, [&](level, std::string const&) { ++lines; }, level::warning);

    log.info("a");
    log.warning("b");
    log.error("c");

    CHECK(lines == 2);
}

TEST_CASE("an id that could be somebody's name, phone or number of identity in disguise is scrubbed", "[log]") {
    for (auto const* text : {"王小明", "Wang Xiaoming", "138 1234 5678", "a\"b", "a\nb", "name@example.org"}) {
        CHECK(value(field::id(key::actor, text)) == "\"?\"");
    }
    CHECK(value(field::id(key::actor, std::string(65, 'a'))) == "\"?\"");
    CHECK(value(field::id(key::actor, "s-01.b")) == "\"s-01.b\"");
}

TEST_CASE("text goes only where this server's own words go", "[log]") {
    CHECK(value(field::text(key::actor, "王小明")) == "\"?\"");
    CHECK(value(field::text(key::account, "anything")) == "\"?\"");
    CHECK(value(field::text(key::what, "disk I/O error")) == "\"disk I/O error\"");
}

TEST_CASE("there is no way from a computed text to an event id or a word", "[log]") {
    static_assert(!std::is_constructible_v<literal, std::string>);
    static_assert(!std::is_constructible_v<literal, std::string_view>);
    static_assert(!std::is_constructible_v<field, key, std::string>);
    SUCCEED();
}

TEST_CASE("a text cannot break out of its line", "[log]") {
    CHECK(only(field::text(key::what, "a\"b\\c\nd\x7f")) ==
          R"({"at":"2026-11-24T11:30:00.123+08:00","level":"info","event":"test","what":"a\"b\\c d "})");
}

TEST_CASE("a long text is cut at the border of a character", "[log]") {
    std::string chinese;
    for (int i = 0; i < 300; ++i)
        chinese += "窗";

    auto const json = value(field::text(key::what, chinese));

    CHECK(json.size() == 399 + 2);
}

TEST_CASE("a peer is logged as its network", "[log]") {
    CHECK(value(field::peer("10.0.0.7")) == "\"10.0.0.*\"");
    CHECK(value(field::peer("2001:db8:85a3::8a2e:370:7334")) == "\"2001:db8:*\"");
    CHECK(value(field::peer("::1")) == "\"::*\"");
    CHECK(value(field::peer("王小明")) == "\"?\"");
    CHECK(value(field::peer("")) == "\"?\"");
}
