// How long it takes from a key pressed at a window until everybody concerned sees it.

#include "app/load_caller.hpp"

#include <deque>
#include <optional>

namespace buduan::app {
namespace {

using steady = std::chrono::steady_clock;

constexpr double warm_up_s = 1;

double milliseconds_between(steady::time_point from, steady::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

// Somebody who looks at one topic and notes when a call was first seen there.
class onlooker {
public:
    onlooker(load_site& site, std::string const& topic) : line_(site.reactor(), site.server().port, {}) {
        line_.received = [this](std::string_view frame) { see(frame); };
        line_.follow(topic);
    }

    [[nodiscard]] bool following() { return line_.line().messages() >= 2; }  // welcomed, and shown something

    // Adds the times of the calls made; returns how many of them were never seen.
    std::uint64_t report(load_caller const& calls, latency_sample& into) const {
        std::size_t known = 0;
        for (auto const& [number, at] : seen_) {
            if (auto const sent = calls.sent(number)) {
                into.add(milliseconds_between(*sent, at));
                ++known;
            }
        }
        return calls.calls() - known;
    }
    void report_known(load_caller const& calls, latency_sample& into) const { static_cast<void>(report(calls, into)); }
    [[nodiscard]] std::size_t seen() const { return seen_.size(); }

private:
    void see(std::string_view frame) {
        auto const call = call_in(frame);
        if (!call.number.empty()) seen_.try_emplace(std::string(call.number), steady::now());
    }

    load_client line_;
    std::unordered_map<std::string, steady::time_point> seen_;
};

// The phone of one ticket: its own topic, and its queue's.
class phone {
public:
    phone(load_site& site, load_answer const& ticket, std::string const& queue)
        : number_(ticket.number), line_(site.reactor(), site.server().port, {}) {
        line_.received = [this](std::string_view frame) { see(frame); };
        line_.follow("ticket/" + ticket.link);
        line_.follow(queue);
    }

    [[nodiscard]] std::string const& number() const { return number_; }
    [[nodiscard]] bool following() { return line_.line().messages() >= 3; }
    [[nodiscard]] std::optional<steady::time_point> called_at() const { return called_; }
    void forget_pauses() { longest_pause_ = {}, last_queue_.reset(); }
    [[nodiscard]] steady::duration longest_pause() const { return longest_pause_; }

private:
    void see(std::string_view frame) {
        auto const now = steady::now();
        if (is_queue_picture(frame)) {
            if (last_queue_) longest_pause_ = std::max(longest_pause_, now - *last_queue_);
            last_queue_ = now;
        } else if (!called_ && !call_in(frame).number.empty()) {
            called_ = now;
        }
    }

    std::string number_;
    load_client line_;
    std::optional<steady::time_point> called_;
    std::optional<steady::time_point> last_queue_;
    steady::duration longest_pause_{};
};

template <class All>
bool all_follow(All& all) {
    return std::all_of(all.begin(), all.end(), [](auto& one) { return one.following(); });
}

}  // namespace

latency_figures measure_latency(load_site& site, load_sizes const& sizes) {
    auto const hall = bench_hall(0);
    auto const queue = "queue/" + hall + '/' + bench_zone + '/' + bench_skill;
    std::deque<onlooker> boards;
    std::deque<onlooker> strips;
    std::deque<phone> phones;
    for (std::size_t i = 0; i < sizes.boards; ++i)
        boards.emplace_back(site, "board/" + hall);
    for (std::size_t i = 0; i < sizes.windows; ++i)
        strips.emplace_back(site, "window/" + hall + '/' + bench_window(i));
    // At least as many tickets as are called; the first ones have a phone.
    auto const calls_wanted = static_cast<std::size_t>(sizes.events_a_second * (sizes.seconds + warm_up_s)) + 1;
    for (auto const& ticket : site.issue(std::max(sizes.phones, calls_wanted))) {
        if (phones.size() == sizes.phones) break;
        phones.emplace_back(site, ticket, queue);
        site.reactor().poll(0);
    }
    // The desk's picture comes to the clerk's own connection.
    std::unordered_map<std::string, steady::time_point> on_desk;
    for (auto& clerk : site.clerks(0)) {
        clerk->client().received = [&on_desk](std::string_view frame) {
            auto const call = call_in(frame);
            if (!call.number.empty()) on_desk.try_emplace(std::string(call.number), steady::now());
        };
        clerk->client().follow("desk/" + hall + '/' + clerk->window());
    }
    site.wait_for([&] { return all_follow(boards) && all_follow(strips) && all_follow(phones); },
                  "the screens and phones to follow");
    load_caller warm(site);
    warm.run(sizes.events_a_second, warm_up_s);
    for (auto& one : phones)
        one.forget_pauses();

    load_caller calls(site);
    calls.run(sizes.events_a_second, sizes.seconds);

    latency_figures figures;
    // Whatever is still on its way is given a moment.
    site.reactor().poll_until(
        [&] {
            return std::all_of(boards.begin(), boards.end(),
                               [&](auto const& one) { return one.seen() >= calls.calls() + warm.calls(); });
        },
        2);
    figures.calls = calls.calls();
    figures.calls_a_second = static_cast<double>(calls.calls()) / calls.took_s();
    for (auto const& one : boards)
        figures.missing += one.report(calls, figures.boards);
    for (auto const& one : strips)
        one.report_known(calls, figures.strips);
    for (auto const& [number, at] : on_desk) {
        if (auto const sent = calls.sent(number)) figures.desks.add(milliseconds_between(*sent, at));
    }
    for (auto const& one : phones) {
        figures.longest_queue_pause_s =
            std::max(figures.longest_queue_pause_s, std::chrono::duration<double>(one.longest_pause()).count());
        auto const sent = calls.sent(one.number());
        if (!sent) continue;
        if (one.called_at()) figures.phones.add(milliseconds_between(*sent, *one.called_at()));
        if (!one.called_at()) ++figures.missing;
    }
    figures.missing += 2 * calls.calls() - figures.strips.size() - figures.desks.size();
    for (auto& clerk : site.clerks(0))
        clerk->client().received = {};
    return figures;
}

}  // namespace buduan::app
