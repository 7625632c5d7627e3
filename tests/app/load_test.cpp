#include "app/latency_sample.hpp"
#include "app/load_frame.hpp"
#include "app/load_report.hpp"

#include <catch2/catch.hpp>

using namespace buduan::app;

TEST_CASE("the time at a share of all deliveries is one that was measured", "[app][load]") {
    latency_sample times;
    CHECK(times.at(0.99) == 0);
    for (int i = 100; i >= 1; --i)
        times.add(i);

    CHECK(times.at(0.5) == 50);
    CHECK(times.at(0.99) == 99);
    CHECK(times.most() == 100);
    times.add(1'000);
    CHECK(times.most() == 1'000);
}

TEST_CASE("answers are told from frames of topics and read", "[app][load]") {
    auto const issued = read_answer(
        R"({"request":7,"reply":{"command":"00","at":{"epoch":"2","seq":"31"},"issued":{"ticket":{"ticket":"9",)"
        R"("number":"A009"},"link":"abcdefghijklmnopqrstuv"},"ticket":"9","number":"A009"}})");
    CHECK(issued.request == 7);
    CHECK(issued.happened);
    CHECK_FALSE(issued.called);
    CHECK(issued.epoch == 2);
    CHECK(issued.seq == 31);
    CHECK(issued.ticket == 9);
    CHECK(issued.number == "A009");
    CHECK(issued.link == "abcdefghijklmnopqrstuv");

    auto const refused = read_answer(R"({"request":8,"problem":{"status":409,"code":"nobody_waits"}})");
    CHECK_FALSE(refused.happened);
    CHECK(refused.problem == "nobody_waits");
    CHECK(read_answer("no json").request == 0);

    CHECK(of_topic(R"({"topic":"board/a","position":{"epoch":"1","seq":"5"},"board":{}})"));
    CHECK_FALSE(of_topic(R"({"request":8,"problem":{}})"));
}

TEST_CASE("a call is found in news and in the pictures that show it", "[app][load]") {
    std::string_view const news =
        R"({"topic":"board/a","position":{"epoch":"1","seq":"40"},"call":{"call":{"callId":"1-38","number":"A012",)"
        R"("window":"W05","windowNo":5,"zone":"A","attempt":1},"expiresMs":"1"}})";
    CHECK(is_news(news));
    CHECK(call_in(news).number == "A012");
    CHECK(call_in(news).seq == 38);
    CHECK(number_member(news, "seq") == 40);

    std::string_view const strip =
        R"({"topic":"window/a/W05","position":{"epoch":"1","seq":"40"},"window":{"window":"W05","no":5,)"
        R"("state":"WINDOW_CALLED","number":"A013","sinceMs":"1"}})";
    CHECK_FALSE(is_news(strip));
    CHECK(call_in(strip).number == "A013");
    CHECK(call_in(R"({"topic":"window/a/W05","window":{"state":"WINDOW_SERVING","number":"A013"}})").number.empty());
    CHECK(call_in(R"({"topic":"ticket/x","ticket":{"number":"A014","stage":"CALLED","windowNo":5}})").number == "A014");
    CHECK(is_queue_picture(R"({"topic":"queue/a/A/x","queue":{"zone":"A"}})"));
    CHECK(member(R"({"numbers":1,"number":"B7"})", "number") == "B7");
    CHECK(member("{}", "number").empty());
}

TEST_CASE("a figure below its bar is named, and a loss is a fault", "[app][load]") {
    load_figures figures;
    figures.journal_on = "ext4";
    figures.commands = command_figures{8, 64, 10, 100'000, 3, 0, 1};
    figures.stalled = stalled_figures{1'000, 100, 20, 24, 300, 300, 0, 0};
    CHECK(missed_bars(figures).empty());
    CHECK(faults_of(figures).empty());
    CHECK(text_of(figures).find("10000 a second") != std::string::npos);

    figures.commands->acknowledged = 70'000;
    figures.stalled->p99_with_ms = 26;
    CHECK(missed_bars(figures).size() == 2);
    CHECK(faults_of(figures).empty());

    figures.commands->called_twice = 1;
    figures.stalled->closed = 299;
    CHECK(faults_of(figures).size() == 2);
    CHECK(json_of(figures).at("faults").as_array().size() == 2);
}
