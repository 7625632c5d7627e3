#pragma once

// The figures of one run of `buduan load`, for people and for programs, beside the bars they are held to.

#include "app/load_measures.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace buduan::app {

struct load_figures {
    std::string journal_on;  // kind of file system the journal lies on
    std::optional<command_figures> commands;
    std::optional<latency_figures> latency;
    std::optional<delivery_figures> deliveries;
    std::optional<idle_figures> idle;
    std::optional<stalled_figures> stalled;
};

// What a hall server has to reach on two shared processors.
struct load_bars {
    static constexpr double commands_a_second = 8'000;
    static constexpr double p99_ms = 50;
    static constexpr double queue_pause_s = 1.1;
    static constexpr double deliveries_a_cpu_second = 1'000'000;
    static constexpr double idle_bytes = 1'536;
    static constexpr double stalled_change = 0.25;
};

[[nodiscard]] std::string text_of(load_figures const& figures);
[[nodiscard]] boost::json::object json_of(load_figures const& figures);

// What must never happen, however slow the machine: something lost, called twice, out of order, not closed.
[[nodiscard]] std::vector<std::string> faults_of(load_figures const& figures);
// The bars that were missed.
[[nodiscard]] std::vector<std::string> missed_bars(load_figures const& figures);

}  // namespace buduan::app
