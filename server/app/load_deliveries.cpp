// What a delivery costs the server when many frames are under way to many.

#include "app/load_measures.hpp"
#include "app/process_figures.hpp"

#include <deque>

namespace buduan::app {
namespace {

using steady = std::chrono::steady_clock;

// Reads a board's frames and checks that none is missing and none out of order.
class checking_follower {
public:
    checking_follower(load_site& site, std::string const& topic, std::uint64_t& news, std::uint64_t& frames)
        : all_news_(news), all_frames_(frames), line_(site.reactor(), site.server().port, {}) {
        line_.received = [this](std::string_view frame) { see(frame); };
        line_.follow(topic);
    }

    [[nodiscard]] bool following() { return line_.line().messages() >= 2; }
    [[nodiscard]] std::uint64_t news() const { return news_; }
    [[nodiscard]] std::uint64_t sum() const { return sum_; }
    [[nodiscard]] std::uint64_t disordered() const { return disordered_; }

private:
    void see(std::string_view frame) {
        ++all_frames_;
        auto const position = number_member(frame, "seq");
        if (position < position_) ++disordered_;
        position_ = position;
        if (!is_news(frame)) return;
        auto const call = call_in(frame);
        if (call.seq <= last_call_) ++disordered_;
        last_call_ = call.seq;
        sum_ += call.seq;
        ++news_;
        ++all_news_;
    }

    std::uint64_t& all_news_;
    std::uint64_t& all_frames_;
    std::uint64_t news_ = 0;
    std::uint64_t sum_ = 0;  // of the calls' places: equal on all, and equal to what the clerks were told
    std::uint64_t position_ = 0;
    std::uint64_t last_call_ = 0;
    std::uint64_t disordered_ = 0;
    load_client line_;
};

// All clerks of the first hall, each calling as soon as it is free and few enough calls are still under way.
class eager_clerks {
public:
    eager_clerks(load_site& site, std::size_t in_flight, std::function<std::uint64_t()> delivered)
        : site_(site), in_flight_(in_flight), delivered_(std::move(delivered)) {}

    void press() {
        for (auto& clerk : site_.clerks(0)) {
            if (clerk->client().under_way() > 0 || pressed_ >= delivered_() + in_flight_) continue;
            ++pressed_;
            clerk->call_next([this, &it = *clerk](load_answer const& answer) {
                if (!answer.called) {
                    --pressed_;
                    return;
                }
                ++calls_;
                sum_ += answer.seq;
                it.start_service([](load_answer const&) {});
            });
        }
    }
    [[nodiscard]] bool quiet() {
        auto const& clerks = site_.clerks(0);
        return std::all_of(clerks.begin(), clerks.end(), [](auto& one) { return one->client().under_way() == 0; });
    }
    [[nodiscard]] std::uint64_t calls() const { return calls_; }
    [[nodiscard]] std::uint64_t sum() const { return sum_; }

private:
    load_site& site_;
    std::size_t in_flight_;
    std::function<std::uint64_t()> delivered_;
    std::uint64_t pressed_ = 0;
    std::uint64_t calls_ = 0;
    std::uint64_t sum_ = 0;
};

// So many tickets must wait that the clerks never run out; issued as they go.
constexpr std::size_t stock = 500;

}  // namespace

delivery_figures measure_deliveries(load_site& site, load_sizes const& sizes) {
    delivery_figures figures;
    figures.followers = sizes.followers;
    figures.in_flight = sizes.in_flight;
    std::uint64_t news = 0;
    std::uint64_t frames = 0;
    std::deque<checking_follower> followers;
    for (std::size_t i = 0; i < sizes.followers; ++i) {
        followers.emplace_back(site, "board/" + bench_hall(0), news, frames);
        site.reactor().poll(0);
    }
    site.wait_for(
        [&] { return std::all_of(followers.begin(), followers.end(), [](auto& one) { return one.following(); }); },
        "the followers");
    eager_clerks clerks(site, sizes.in_flight, [&] { return news / sizes.followers; });

    // Tickets are issued outside the measured time, so that the processor time is that of calls and their delivery.
    double measured_s = 0;
    while (measured_s < sizes.seconds) {
        static_cast<void>(site.issue(stock));
        site.reactor().poll_until([] { return false; }, 0.2);
        auto const first_frame = frames;
        auto const first_call = clerks.calls();
        auto const cpu = processor_seconds(site.server().process);
        auto const begun = steady::now();
        while (clerks.calls() - first_call + sizes.windows < stock) {
            clerks.press();
            site.reactor().poll(1);
        }
        site.wait_for([&] { return clerks.quiet() && news >= clerks.calls() * sizes.followers; }, "the last frames");
        measured_s += std::chrono::duration<double>(steady::now() - begun).count();
        figures.server_cpu_s += processor_seconds(site.server().process) - cpu;
        figures.deliveries += frames - first_frame;
    }
    figures.seconds = measured_s;
    figures.calls = clerks.calls();
    for (auto const& one : followers) {
        figures.missing += one.disordered();
        if (one.news() != clerks.calls() || one.sum() != clerks.sum()) ++figures.missing;
    }
    return figures;
}

}  // namespace buduan::app
