#include "app/record_words.hpp"

#include <catch2/catch.hpp>

using namespace buduan::app;
using namespace buduan::dispatch;

TEST_CASE("a record is told in words and as facts", "[app][watch]") {
    record happened;
    happened.epoch = 2;
    happened.seq = 17;
    happened.by = {actor_kind::staff, "s05"};
    happened.at = instant{std::chrono::milliseconds{1'795'491'005'000}};  // 2026-11-24 03:30:05 UTC
    ticket_called called;
    called.ticket = ticket_id{23};
    called.number = {'A', 23};
    called.window = *window_id::parse("W05");
    called.staff = *staff_id::parse("s05");
    happened.events = {called};

    CHECK(sentence_of(happened) == "2-17  2026-11-24 11:30:05  s05: ticket_called A023 W05 s05");
    auto const facts = facts_of(happened);
    CHECK(facts.at("seq").to_number<int>() == 17);
    auto const& event = facts.at("events").as_array().at(0).as_object();
    CHECK(event.at("event") == "ticket_called");
    CHECK(event.at("ticket").to_number<int>() == 23);
    CHECK(event.at("window") == "W05");
}

TEST_CASE("what an event does not have is not told", "[app][watch]") {
    CHECK(sentence_of(event{window_closed{*window_id::parse("W01")}}) == "window_closed W01");
    CHECK(sentence_of(event{ticket_done{ticket_id{7}, {}}}) == "ticket_done ticket 7");
    CHECK(sentence_of(event{leadership_claimed{"local", 3, false, 0}}) == "leadership_claimed local");
}
