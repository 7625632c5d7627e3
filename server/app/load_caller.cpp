#include "app/load_caller.hpp"

#include "app/data_folder.hpp"

namespace buduan::app {

using steady = std::chrono::steady_clock;

load_caller::load_caller(load_site& site) : site_(site) {}

void load_caller::run(double a_second, double seconds, std::function<void()> const& each_poll) {
    auto const begun = steady::now();
    auto const all = static_cast<std::size_t>(a_second * seconds);
    for (std::size_t made = 0; made < all;) {
        auto const due = begun + std::chrono::duration<double>(static_cast<double>(made) / a_second);
        if (steady::now() >= due && call()) ++made;
        site_.reactor().poll(1);
        if (each_poll) each_poll();
        if (!refused_.empty()) throw stop_program(exit_code::failed, "a call was refused: " + refused_);
    }
    site_.wait_for([this] { return under_way_ == 0; }, "the last calls");
    took_s_ = std::chrono::duration<double>(steady::now() - begun).count();
}

bool load_caller::call() {
    auto& clerks = site_.clerks(0);
    for (std::size_t tried = 0; tried < clerks.size(); ++tried) {
        auto& clerk = *clerks[next_++ % clerks.size()];
        if (clerk.client().under_way() > 0) continue;
        ++under_way_;
        clerk.call_next([this, &clerk, at = steady::now()](load_answer const& answer) {
            if (!answer.called) {
                --under_way_;
                refused_ = answer.happened ? "nobody_waits" : answer.problem;
                return;
            }
            sent_.emplace(answer.number, at);
            clerk.start_service([this](load_answer const& started) {
                --under_way_;
                if (!started.happened) refused_ = started.problem;
            });
        });
        return true;
    }
    return false;
}

std::optional<load_caller::time> load_caller::sent(std::string const& number) const {
    auto const found = sent_.find(number);
    return found == sent_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace buduan::app
