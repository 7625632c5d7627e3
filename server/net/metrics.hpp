#pragma once

// Figures of the process in the text exposition format of Prometheus (0.0.4). Whoever owns a figure registers it once
// and keeps it; nothing here knows what it means. One thread.

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buduan::net {

class counter {
public:
    void add(std::uint64_t more = 1) { value_ += more; }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0;
};

// Times in buckets; the bounds fit what a hall feels.
class duration_histogram {
public:
    static constexpr std::array<double, 12> bounds_s{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                     0.05,   0.1,   0.25,   0.5,   1,    2.5};
    void observe(double seconds);

private:
    friend class metrics;
    std::array<std::uint64_t, bounds_s.size() + 1> buckets_{};
    double sum_s_ = 0;
};

class metrics {
public:
    using label_list = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    metrics() = default;
    metrics(metrics const&) = delete;
    metrics& operator=(metrics const&) = delete;

    // References stay valid as long as this. Names are snake_case with the unit at the end; a name keeps its help and
    // kind from its first registration, further ones add series with other labels.
    counter& add_counter(std::string_view name, std::string_view help, label_list with = {});
    duration_histogram& add_histogram(std::string_view name, std::string_view help, label_list with = {});
    // Read when the figures are asked for.
    void add_gauge(std::string_view name, std::string_view help, std::function<double()> read, label_list with = {});
    // The same for a count kept elsewhere that never goes down.
    void add_count(std::string_view name, std::string_view help, std::function<std::uint64_t()> read,
                   label_list with = {});

    [[nodiscard]] std::string text() const;

private:
    struct series {
        std::string labels;  // without braces
        std::function<void(std::string& out, std::string_view name, std::string const& labels)> write;
    };
    struct family {
        std::string name;
        std::string help;
        std::string_view kind;
        std::vector<series> all;
    };

    void add(std::string_view name, std::string_view help, std::string_view kind, label_list with,
             decltype(series::write) write);

    std::deque<counter> counters_;
    std::deque<duration_histogram> histograms_;
    std::vector<family> families_;  // in order of registration
};

}  // namespace buduan::net
