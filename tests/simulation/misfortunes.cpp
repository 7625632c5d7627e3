// What goes wrong in a simulated world, beyond what its disk and its network do by themselves.

#include "simulation/sample_halls.hpp"
#include "simulation/simulated_world.hpp"

#include <algorithm>

namespace buduan::simulation {

using namespace std::chrono;

void world::misfortune() {
    if (healing_) return;
    if (server_) happen();
    time_.in(seconds{draw_.between(8, 60)}, [this] { misfortune(); });
}

void world::happen() {
    switch (draw_.below(11)) {
        case 0:
        case 1:
            say("kill");
            seen_.count("fault: killed");
            kill_server();
            return restart_soon();
        case 2: return stop_and_restart();
        case 3:
        case 4: return step_clock();
        case 5:
        case 6: return fill_disk();
        case 7: return reload();
        case 8:
            say("rush");
            seen_.count("fault: rush");
            return draw_.pick(crowds_)->rush(30 + draw_.below(60));
        case 9:
        case 10: {
            auto const length = minutes{draw_.percent(70) ? draw_.between(1, 45) : draw_.between(60, 16 * 60)};
            say("nobody does anything for " + std::to_string(length.count()) + " min");
            seen_.count("fault: lull");
            around_.lull_until = std::max(around_.lull_until, time_.now() + length);
            return;
        }
        default: return;
    }
}

void world::step_clock() {
    if (wrong_day_) return;
    if (draw_.percent(25)) {
        // By days: the server must not open such a day by itself.
        seen_.count("fault: clock on a wrong day");
        clock_.step(hours{24 * draw_.between(2, 40)} * (draw_.percent(50) ? 1 : -1));
        wrong_day_ = true;
        if (draw_.percent(50)) {
            kill_server();
            restart_soon();
        }
        time_.in(seconds{draw_.between(20, 200)}, [this] {
            clock_.correct();
            wrong_day_ = false;
        });
    } else {
        milliseconds const by{draw_.percent(60) ? draw_.between(-5'000, 5'000) : draw_.between(-3'600'000, 3'600'000)};
        seen_.count(by < milliseconds{0} ? "fault: clock set back" : "fault: clock set forward");
        clock_.step(by);
    }
    say("clock is wrong by " + std::to_string(clock_.error().count()) + " ms");
}

void world::fill_disk() {
    say("disk fills");
    seen_.count("fault: disk full");
    disk_.fill_disk(static_cast<std::size_t>(draw_.below(25)));
    time_.in(seconds{draw_.between(5, 90)}, [this] { disk_.free_space(); });
}

void world::reload() {
    dispatch::hall_config& hall = configurations_[static_cast<std::size_t>(draw_.below(configurations_.size()))];
    dispatch::hall_config const original =
        sample_halls(configurations_.size())[static_cast<std::size_t>(&hall - configurations_.data())];
    switch (draw_.below(4)) {
        case 0: seen_.count("fault: faulty configuration"); return server_->reconfigure(invalid(original));
        case 1: seen_.count("fault: holiday table reloaded"); return server_->replan(hall_phase_lookup());
        default:
            say("configuration reload");
            seen_.count("fault: configuration reloaded");
            hall = hall == original ? rearranged(original) : original;
            return server_->reconfigure(hall);
    }
}

}  // namespace buduan::simulation
