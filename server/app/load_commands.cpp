// How many commands a second become durable.

#include "app/data_folder.hpp"
#include "app/load_measures.hpp"
#include "app/process_figures.hpp"

#include <set>
#include <utility>

namespace buduan::app {
namespace {

using steady = std::chrono::steady_clock;

constexpr double warm_up_s = 1;

// A server cuts off who says more than a thousand messages a second (net/options.hpp); a kiosk stays below.
constexpr double kiosk_pace = 900;

// Everybody in one hall, working as fast as they are answered.
class busy_hall {
public:
    struct counts {
        std::uint64_t acknowledged = 0;
        std::uint64_t refused = 0;
        std::uint64_t called_twice = 0;
    };

    busy_hall(load_kiosk& kiosk, std::vector<load_clerk*> clerks, std::size_t kiosk_in_flight)
        : kiosk_(kiosk), clerks_(std::move(clerks)), kiosk_in_flight_(kiosk_in_flight) {}

    void begin() {
        begun_ = steady::now();
        issue_more();
        for (auto* clerk : clerks_)
            call(*clerk);
    }
    // Clerks for whom nobody waited try again.
    void again() {
        issue_more();
        for (auto* clerk : std::exchange(disappointed_, {}))
            call(*clerk);
    }
    void stop() { stopped_ = true; }
    [[nodiscard]] bool quiet() {
        bool quiet = answered(kiosk_.client());
        for (auto* clerk : clerks_)
            quiet = answered(clerk->client()) && quiet;
        return quiet;
    }
    [[nodiscard]] counts const& so_far() const { return counts_; }

private:
    static bool answered(load_client& who) {
        if (who.line().closed()) {
            throw stop_program(exit_code::failed, "a client was cut off: " + std::to_string(who.line().close_code()));
        }
        return who.under_way() == 0;
    }

    void issue_more() {
        auto const wanted = static_cast<std::int64_t>(clerks_.size() * 4);
        std::chrono::duration<double> const since = steady::now() - begun_;
        auto const allowed = static_cast<std::uint64_t>((1 + since.count()) * kiosk_pace);
        while (!stopped_ && issued_ < allowed && kiosk_.client().under_way() < kiosk_in_flight_ &&
               waiting_ + static_cast<std::int64_t>(kiosk_.client().under_way()) < wanted) {
            ++issued_;
            kiosk_.issue([this](load_answer const& answer) {
                count(answer);
                if (answer.happened) ++waiting_;
                issue_more();
            });
        }
    }

    void call(load_clerk& clerk) {
        if (stopped_) return;
        clerk.call_next([this, &clerk](load_answer const& answer) {
            count(answer);
            if (!answer.called) return disappointed_.push_back(&clerk);
            --waiting_;
            if (!called_.insert(answer.ticket).second) ++counts_.called_twice;
            issue_more();
            serve(clerk);
        });
    }

    void serve(load_clerk& clerk) {
        clerk.start_service([this, &clerk](load_answer const& answer) {
            count(answer);
            call(clerk);
        });
    }

    void count(load_answer const& answer) { ++(answer.happened ? counts_.acknowledged : counts_.refused); }

    load_kiosk& kiosk_;
    std::vector<load_clerk*> clerks_;
    std::size_t kiosk_in_flight_;
    steady::time_point begun_{};
    std::uint64_t issued_ = 0;
    std::vector<load_clerk*> disappointed_;
    std::set<std::uint64_t> called_;
    std::int64_t waiting_ = 0;
    counts counts_;
    bool stopped_ = false;
};

busy_hall::counts sum(std::vector<std::unique_ptr<busy_hall>> const& halls) {
    busy_hall::counts all;
    for (auto const& hall : halls) {
        all.acknowledged += hall->so_far().acknowledged;
        all.refused += hall->so_far().refused;
        all.called_twice += hall->so_far().called_twice;
    }
    return all;
}

}  // namespace

command_figures measure_commands(load_site& site, load_sizes const& sizes) {
    std::vector<std::unique_ptr<busy_hall>> halls;
    command_figures figures;
    figures.halls = sizes.halls;
    auto const clerks_a_hall = std::max<std::size_t>(1, sizes.clients / sizes.halls - 1);
    for (std::size_t hall = 0; hall < sizes.halls; ++hall) {
        std::vector<load_clerk*> clerks;
        for (auto& clerk : site.clerks(hall)) {
            if (clerks.size() < clerks_a_hall) clerks.push_back(clerk.get());
        }
        figures.clients += clerks.size() + 1;
        halls.push_back(std::make_unique<busy_hall>(site.kiosk(hall), std::move(clerks), sizes.kiosk_in_flight));
        halls.back()->begin();
    }
    auto const work_for = [&](double seconds) {
        auto const begun = steady::now();
        auto const until = begun + std::chrono::duration<double>(seconds);
        while (steady::now() < until) {
            site.reactor().poll(1);
            for (auto& hall : halls)
                hall->again();
        }
        return std::chrono::duration<double>(steady::now() - begun).count();
    };
    work_for(warm_up_s);
    auto const before = sum(halls);
    auto const cpu = processor_seconds(site.server().process);
    figures.seconds = work_for(sizes.seconds);
    figures.server_cpu_s = processor_seconds(site.server().process) - cpu;
    auto const after = sum(halls);
    for (auto& hall : halls)
        hall->stop();
    site.wait_for([&] { return std::all_of(halls.begin(), halls.end(), [](auto& hall) { return hall->quiet(); }); },
                  "the last answers");
    figures.acknowledged = after.acknowledged - before.acknowledged;
    figures.refused = after.refused - before.refused;
    figures.called_twice = sum(halls).called_twice;
    return figures;
}

}  // namespace buduan::app
