#pragma once

// The clerks of one hall calling at a steady pace, and when each call was sent: the beat of the latency measures.

#include "app/load_measures.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

namespace buduan::app {

class load_caller {
public:
    using time = std::chrono::steady_clock::time_point;

    explicit load_caller(load_site& site);

    // Calls `a_second` times a second for so long; `each_poll` runs between. Returns when all were answered. A clerk
    // serves as soon as the call is answered and is then free again; when none is free a call is late, never left out.
    void run(double a_second, double seconds, std::function<void()> const& each_poll = {});

    // When the call of this number was sent; empty for a number that was not called here.
    [[nodiscard]] std::optional<time> sent(std::string const& number) const;
    [[nodiscard]] std::size_t calls() const { return sent_.size(); }
    [[nodiscard]] double took_s() const { return took_s_; }

private:
    [[nodiscard]] bool call();

    load_site& site_;
    std::size_t next_ = 0;
    std::size_t under_way_ = 0;
    std::unordered_map<std::string, time> sent_;
    std::string refused_;
    double took_s_ = 0;
};

}  // namespace buduan::app
