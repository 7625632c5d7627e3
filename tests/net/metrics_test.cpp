#include "net/metrics.hpp"

#include <catch2/catch.hpp>

using namespace buduan::net;

TEST_CASE("figures are written in Prometheus's text format", "[net][metrics]") {
    metrics figures;
    auto& first = figures.add_counter("closed_total", "Closed \"so\" far", {{"cause", "a\"b\\c\n"}});
    auto& second = figures.add_counter("closed_total", "", {{"cause", "other"}});
    figures.add_gauge("open", "Open now", [] { return 2.5; });
    auto& times = figures.add_histogram("wait_seconds", "Waits");
    first.add();
    second.add(41);
    times.observe(0.003);
    times.observe(0.005);
    times.observe(100);

    auto const text = figures.text();

    CHECK(text.find("# HELP closed_total Closed \"so\" far\n# TYPE closed_total counter\n"
                    "closed_total{cause=\"a\\\"b\\\\c\\n\"} 1\nclosed_total{cause=\"other\"} 41\n") == 0);
    CHECK(text.find("# TYPE open gauge\nopen 2.5\n") != std::string::npos);
    CHECK(text.find("wait_seconds_bucket{le=\"0.0025\"} 0\n") != std::string::npos);
    CHECK(text.find("wait_seconds_bucket{le=\"0.005\"} 2\n") != std::string::npos);
    CHECK(text.find("wait_seconds_bucket{le=\"2.5\"} 2\n") != std::string::npos);
    CHECK(text.find("wait_seconds_bucket{le=\"+Inf\"} 3\n") != std::string::npos);
    CHECK(text.find("wait_seconds_count 3\n") != std::string::npos);
}
