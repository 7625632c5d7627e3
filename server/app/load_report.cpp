#include "app/load_report.hpp"

#include <boost/json/array.hpp>

#include <cstdarg>
#include <cstdio>

namespace buduan::app {
namespace {

namespace json = boost::json;

[[gnu::format(printf, 1, 2)]] std::string format(char const* pattern, ...) {
    std::array<char, 512> line{};
    va_list arguments;
    va_start(arguments, pattern);
    std::vsnprintf(line.data(), line.size(), pattern, arguments);
    va_end(arguments);
    return line.data();
}

unsigned long long whole(std::uint64_t value) {
    return value;
}

json::object times(latency_sample const& sample) {
    return {
        {"frames", sample.size()}, {"p50_ms", sample.at(0.5)}, {"p99_ms", sample.at(0.99)}, {"max_ms", sample.most()}};
}

std::string times_line(char const* who, latency_sample const& sample) {
    return format("  %-8s p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   %zu frames\n", who, sample.at(0.5),
                  sample.at(0.99), sample.most(), sample.size());
}

double kib(std::uint64_t bytes) {
    return static_cast<double>(bytes) / 1024;
}

}  // namespace

std::string text_of(load_figures const& figures) {
    std::string text = "journal on " + figures.journal_on + "\n";
    if (auto const& it = figures.commands) {
        text += format(
            "durable commands: %.0f a second (%llu in %.1f s and %.2f CPU-s; %zu clients, %zu halls; %llu "
            "refused)\n",
            it->a_second(), whole(it->acknowledged), it->seconds, it->server_cpu_s, it->clients, it->halls,
            whole(it->refused));
    }
    if (auto const& it = figures.latency) {
        text += format("from call to frame, %.0f calls a second, %zu calls:\n", it->calls_a_second, it->calls);
        text += times_line("boards", it->boards) + times_line("strips", it->strips) + times_line("windows", it->desks) +
                times_line("phones", it->phones);
        text += format("  queue frames of phones at most %.2f s apart\n", it->longest_queue_pause_s);
    }
    if (auto const& it = figures.deliveries) {
        text += format(
            "deliveries: %.0f a CPU-second (%llu frames in %.2f CPU-s and %.1f s, %zu followers, %zu in flight)\n",
            it->a_cpu_second(), whole(it->deliveries), it->server_cpu_s, it->seconds, it->followers, it->in_flight);
    }
    if (auto const& it = figures.idle) {
        text += format("idle WebSocket: %.0f bytes, %.0f with a board followed (%zu connections)\n", it->bytes_each,
                       it->bytes_each_following, it->connections);
    }
    if (auto const& it = figures.stalled) {
        text += format(
            "%zu of %zu stalled: p99 of the others %.1f ms, %.1f ms without them (%+.0f %%); %zu of %zu closed, "
            "server grew by %.0f KiB\n",
            it->stalled, it->followers, it->p99_with_ms, it->p99_without_ms, 100 * it->change(), it->closed,
            it->expected_closed, kib(it->memory_growth));
    }
    for (auto const& bar : missed_bars(figures))
        text += "below the bar: " + bar + '\n';
    for (auto const& fault : faults_of(figures))
        text += "FAULT: " + fault + '\n';
    return text;
}

json::object json_of(load_figures const& figures) {
    json::object all{{"journal_on", figures.journal_on}};
    if (auto const& it = figures.commands) {
        all["commands"] = {{"halls", it->halls},
                           {"clients", it->clients},
                           {"seconds", it->seconds},
                           {"refused", it->refused},
                           {"acknowledged", it->acknowledged},
                           {"a_second", it->a_second()},
                           {"called_twice", it->called_twice},
                           {"server_cpu_s", it->server_cpu_s}};
    }
    if (auto const& it = figures.latency) {
        all["latency"] = {{"calls", it->calls},
                          {"calls_a_second", it->calls_a_second},
                          {"boards", times(it->boards)},
                          {"strips", times(it->strips)},
                          {"windows", times(it->desks)},
                          {"phones", times(it->phones)},
                          {"longest_queue_pause_s", it->longest_queue_pause_s},
                          {"missing", it->missing}};
    }
    if (auto const& it = figures.deliveries) {
        all["deliveries"] = {
            {"followers", it->followers},         {"in_flight", it->in_flight}, {"seconds", it->seconds},
            {"server_cpu_s", it->server_cpu_s},   {"frames", it->deliveries},   {"calls", it->calls},
            {"a_cpu_second", it->a_cpu_second()}, {"missing", it->missing}};
    }
    if (auto const& it = figures.idle) {
        all["idle"] = {{"connections", it->connections},
                       {"bytes_each", it->bytes_each},
                       {"bytes_each_following", it->bytes_each_following}};
    }
    if (auto const& it = figures.stalled) {
        all["stalled"] = {{"followers", it->followers},
                          {"stalled", it->stalled},
                          {"p99_without_ms", it->p99_without_ms},
                          {"p99_with_ms", it->p99_with_ms},
                          {"change", it->change()},
                          {"closed", it->closed},
                          {"expected_closed", it->expected_closed},
                          {"memory_growth_bytes", it->memory_growth},
                          {"missing", it->missing}};
    }
    json::array bars;
    for (auto& bar : missed_bars(figures))
        bars.emplace_back(std::move(bar));
    json::array faults;
    for (auto& fault : faults_of(figures))
        faults.emplace_back(std::move(fault));
    all["missed_bars"] = std::move(bars);
    all["faults"] = std::move(faults);
    return all;
}

std::vector<std::string> faults_of(load_figures const& figures) {
    std::vector<std::string> faults;
    auto const add = [&](bool wrong, std::string text) {
        if (wrong) faults.push_back(std::move(text));
    };
    if (auto const& it = figures.commands) {
        add(it->acknowledged == 0, "no command was acknowledged");
        add(it->called_twice > 0, std::to_string(it->called_twice) + " tickets were called twice");
    }
    if (auto const& it = figures.latency) {
        add(it->calls == 0, "nobody was called");
        add(it->missing > 0, std::to_string(it->missing) + " calls were not shown where they should have been");
        add(it->phones.size() == 0, "no phone was told of its call");
    }
    if (auto const& it = figures.deliveries) {
        add(it->calls == 0, "nothing was delivered");
        add(it->missing > 0, std::to_string(it->missing) + " followers missed news or had it out of order");
    }
    if (auto const& it = figures.stalled) {
        add(it->missing > 0, std::to_string(it->missing) + " news were missing on clients that read");
        add(it->closed < it->expected_closed,
            std::to_string(it->expected_closed - it->closed) + " stalled clients were not closed");
        // A stalled connection may let its budget wait, never more.
        add(it->memory_growth > it->stalled * 256 * 1024, "the stalled clients' memory is not bounded");
    }
    return faults;
}

std::vector<std::string> missed_bars(load_figures const& figures) {
    std::vector<std::string> missed;
    auto const hold = [&](bool reached, std::string text) {
        if (!reached) missed.push_back(std::move(text));
    };
    if (auto const& it = figures.commands) {
        hold(it->a_second() >= load_bars::commands_a_second,
             format("at least %.0f commands a second", load_bars::commands_a_second));
    }
    if (auto const& it = figures.latency) {
        for (auto const& [who, sample] : {std::pair("boards", &it->boards),
                                          {"strips", &it->strips},
                                          {"windows", &it->desks},
                                          {"phones", &it->phones}}) {
            hold(sample->at(0.99) < load_bars::p99_ms, format("p99 below %.0f ms on %s", load_bars::p99_ms, who));
        }
        hold(it->longest_queue_pause_s <= load_bars::queue_pause_s,
             format("queue frames at most %.1f s apart", load_bars::queue_pause_s));
    }
    if (auto const& it = figures.deliveries) {
        hold(it->a_cpu_second() >= load_bars::deliveries_a_cpu_second,
             format("at least %.0f deliveries a CPU-second", load_bars::deliveries_a_cpu_second));
    }
    if (auto const& it = figures.idle) {
        hold(it->bytes_each <= load_bars::idle_bytes, format("at most %.0f bytes idle", load_bars::idle_bytes));
    }
    if (auto const& it = figures.stalled) {
        hold(it->change() < load_bars::stalled_change,
             format("less than %.0f %% change by stalled clients", 100 * load_bars::stalled_change));
    }
    return missed;
}

}  // namespace buduan::app
