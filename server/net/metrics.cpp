#include "net/metrics.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace buduan::net {
namespace {

template <class Number>
std::string to_text(Number value) {
    std::array<char, 32> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

std::string escaped(std::string_view text, bool quotes) {
    std::string out;
    for (char const c : text) {
        if (c == '\\' || (quotes && c == '"')) out.push_back('\\');
        if (c == '\n') {
            out += "\\n";
        } else {
            out.push_back(c);
        }
    }
    return out;
}

std::string joined(metrics::label_list with) {
    std::string out;
    for (auto const& [name, value] : with) {
        if (!out.empty()) out.push_back(',');
        out.append(name).append("=\"").append(escaped(value, true)).append("\"");
    }
    return out;
}

void line(std::string& out, std::string_view name, std::string_view labels, std::string const& value) {
    out.append(name);
    if (!labels.empty()) out.append("{").append(labels).append("}");
    out.append(" ").append(value).append("\n");
}

}  // namespace

void duration_histogram::observe(double seconds) {
    auto const bucket = std::lower_bound(bounds_s.begin(), bounds_s.end(), seconds) - bounds_s.begin();
    ++buckets_[static_cast<std::size_t>(bucket)];
    sum_s_ += seconds;
}

void metrics::add(std::string_view name, std::string_view help, std::string_view kind, label_list with,
                  decltype(series::write) write) {
    auto known = std::find_if(families_.begin(), families_.end(), [name](auto const& one) { return one.name == name; });
    if (known == families_.end()) {
        families_.push_back({std::string(name), std::string(help), kind, {}});
        known = families_.end() - 1;
    }
    known->all.push_back({joined(with), std::move(write)});
}

counter& metrics::add_counter(std::string_view name, std::string_view help, label_list with) {
    auto& made = counters_.emplace_back();
    add_count(
        name, help, [&made] { return made.value(); }, with);
    return made;
}

void metrics::add_count(std::string_view name, std::string_view help, std::function<std::uint64_t()> read,
                        label_list with) {
    add(name, help, "counter", with,
        [read = std::move(read)](std::string& out, std::string_view of, std::string const& labels) {
            line(out, of, labels, to_text(read()));
        });
}

void metrics::add_gauge(std::string_view name, std::string_view help, std::function<double()> read, label_list with) {
    add(name, help, "gauge", with,
        [read = std::move(read)](std::string& out, std::string_view of, std::string const& labels) {
            line(out, of, labels, to_text(read()));
        });
}

duration_histogram& metrics::add_histogram(std::string_view name, std::string_view help, label_list with) {
    auto& made = histograms_.emplace_back();
    add(name, help, "histogram", with, [&made](std::string& out, std::string_view of, std::string const& labels) {
        auto const bucket = std::string(of) + "_bucket";
        std::string const before = labels.empty() ? "" : labels + ",";
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < made.buckets_.size(); ++i) {
            below += made.buckets_[i];
            auto const bound =
                i < duration_histogram::bounds_s.size() ? to_text(duration_histogram::bounds_s[i]) : "+Inf";
            line(out, bucket, before + "le=\"" + bound + "\"", to_text(below));
        }
        line(out, std::string(of) + "_sum", labels, to_text(made.sum_s_));
        line(out, std::string(of) + "_count", labels, to_text(below));
    });
    return made;
}

std::string metrics::text() const {
    std::string out;
    for (auto const& one : families_) {
        out.append("# HELP ").append(one.name).append(" ").append(escaped(one.help, false)).append("\n");
        out.append("# TYPE ").append(one.name).append(" ").append(one.kind).append("\n");
        for (auto const& each : one.all)
            each.write(out, one.name, each.labels);
    }
    return out;
}

}  // namespace buduan::net
