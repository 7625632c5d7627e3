#include "app/data_folder.hpp"
#include "app/load_measures.hpp"

#include <algorithm>

namespace buduan::app {
namespace {

constexpr double patience_s = 60;

// Clerks of one hall: the commanding clients are spread evenly, and the first hall has one at each window besides.
std::size_t clerks_of(std::size_t hall, load_sizes const& sizes) {
    auto const commanding = sizes.clients > sizes.halls ? (sizes.clients - sizes.halls) / sizes.halls : 1;
    return hall == 0 ? sizes.windows : std::clamp<std::size_t>(commanding, 1, sizes.windows);
}

}  // namespace

load_site::load_site(server_place server, load_sizes const& sizes) : server_(std::move(server)), clerks_(sizes.halls) {
    for (std::size_t hall = 0; hall < sizes.halls; ++hall) {
        kiosks_.push_back(std::make_unique<load_kiosk>(reactor_, server_, bench_hall(hall)));
        for (std::size_t window = 0; window < clerks_of(hall, sizes); ++window) {
            clerks_[hall].push_back(std::make_unique<load_clerk>(reactor_, server_, hall, window));
            clerks_[hall].back()->sit_down();
            reactor_.poll(0);
        }
    }
    wait_for(
        [this] {
            return std::all_of(clerks_.begin(), clerks_.end(), [](auto const& of_hall) {
                return std::all_of(of_hall.begin(), of_hall.end(), [](auto const& clerk) { return clerk->seated(); });
            });
        },
        "the clerks to sit down");
}

void load_site::wait_for(std::function<bool()> const& reached, char const* what) {
    if (!reactor_.poll_until(reached, patience_s)) {
        throw stop_program(exit_code::failed, std::string("waited in vain for ") + what);
    }
}

std::vector<load_answer> load_site::issue(std::size_t count) {
    constexpr std::size_t at_once = 64;
    constexpr double a_second = 800;
    auto const begun = std::chrono::steady_clock::now();
    std::vector<load_answer> issued;
    std::size_t asked = 0;
    std::string refused;
    auto const done = [&](load_answer const& answer) {
        if (answer.happened) issued.push_back(answer);
        if (!answer.happened) refused = answer.problem;
    };
    while (issued.size() < count && refused.empty()) {
        std::chrono::duration<double> const passed = std::chrono::steady_clock::now() - begun;
        while (asked < count && kiosk(0).client().under_way() < at_once &&
               static_cast<double>(asked) < passed.count() * a_second) {
            kiosk(0).issue(done);
            ++asked;
        }
        reactor_.poll(1);
        if (kiosk(0).client().line().closed()) throw stop_program(exit_code::failed, "the kiosk was cut off");
    }
    if (!refused.empty()) throw stop_program(exit_code::failed, "no ticket: " + refused);
    return issued;
}

}  // namespace buduan::app
