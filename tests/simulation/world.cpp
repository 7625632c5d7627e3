#include "simulation/world.hpp"

#include "halls/recovery.hpp"
#include "simulation/checkers/all.hpp"
#include "simulation/sample_halls.hpp"
#include "simulation/simulated_world.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>
#include <vector>

namespace buduan::simulation {

using namespace std::chrono;

namespace {

// The moments at which seeds begin, so that noon, closing time and midnight lie in the middle of many.
halls::instant beginning(chance& draw) {
    std::vector<minutes> const starts = {8h + 10min,  9h + 30min,  11h + 45min, 13h + 15min,
                                         15h + 40min, 17h + 10min, 14h};
    // From a Wednesday on: workdays, a weekend, and in some seeds the Lunar New Year or the year's end.
    std::vector<sys_days> const days = {sys_days{2026y / 11 / 25}, sys_days{2026y / 11 / 27}, sys_days{2026y / 2 / 15},
                                        sys_days{2026y / 12 / 31}, sys_days{2026y / 11 / 28}};
    sys_days const day = draw.percent(60) ? days[0] : draw.pick(days);
    return halls::instant{day} + draw.pick(starts) - 8h;  // the hall is eight hours ahead of UTC
}

}  // namespace

world::world(seed_options const& options)
    : options_(options),
      draw_(options.seed),
      checkers_(all_checkers()),
      clock_(time_, beginning(draw_)),
      disk_mix_(disk_faults::drawn(draw_)),
      network_mix_(network_faults::drawn(draw_)),
      screens_(seen_),
      configurations_(sample_halls(1 + draw_.below(2))),
      around_{time_, network_mix_, seen_, *this, clock_} {
    for (auto const& one : checkers_) {
        seen_.attach(*one);
        if (auto* durable = dynamic_cast<shown_is_durable*>(one.get())) {
            durable->read_with(
                [this](dispatch::hall_id hall, std::uint64_t after) { return records_after(hall, after); });
        }
    }
    server_options_.node = "simulated";
    server_options_.key.fill(7);
    server_options_.limits.mailbox = 16 + draw_.below(48);
    server_options_.limits.turn = 1 + draw_.below(24);
    server_options_.limits.reads = 1 + draw_.below(4);
    server_options_.limits.snapshot_every = 20 + draw_.below(200);

    for (dispatch::hall_config const& hall : configurations_) {
        std::string const name = hall.id.str();
        screens_.follow("board/" + name);
        screens_.follow("state/" + name);
        screens_.follow("zone/" + name + "/general");
        screens_.follow("window/" + name + "/" + draw_.pick(hall.windows).id.str());
        screens_.follow("queue/" + name + "/general/civil");

        std::vector<dispatch::window_id> windows;
        for (dispatch::window_config const& window : hall.windows) {
            windows.push_back(window.id);
        }
        std::vector<dispatch::matter_id> matters;
        for (dispatch::matter_config const& matter : hall.matters) {
            matters.push_back(matter.code);
        }
        for (dispatch::window_config const& window : hall.windows) {
            clerks_.push_back(
                std::make_unique<clerk>(around_, draw_.fork(), hall.id, window.id, window.a_staff, windows, matters));
        }
        crowds_.push_back(std::make_unique<crowd>(around_, draw_.fork(), hall.id, matters, windows));
    }
}

world::~world() = default;

void world::say(std::string const& what) {
    if (!options_.talkative) return;
    std::cout << std::setw(9) << time_.now().time_since_epoch().count() << " ms  " << what << '\n';
}

// --- the server's life

void world::start_server() {
    restart_arranged_ = false;
    if (server_) return;
    say("server starts");
    ++life_;
    desk_ =
        std::make_unique<journal_desk>(time_, disk_, draw_.fork(), healing_ ? disk_faults{} : disk_mix_, seen_, [this] {
            say("killed");
            kill_server();
            restart_soon();
        });
    server_ = std::make_unique<halls::hall_directory>(
        server_options_, configurations_, hall_phase_lookup(), clock_, *desk_, screens_,
        [this](halls::notice const& news) { hear(news); }, [this] { pump(); });
    desk_->answers_to(*server_);
    if (options_.never_sync) desk_->never_sync();
    if (options_.no_fence) desk_->no_fence();
    server_->start();
    time_.in(milliseconds{draw_.between(50, 2'000)}, [this, life = life_] {
        if (!server_ || life != life_) return;
        screens_.reconnect([this](std::string_view topic, live::position& at, live::encode& make) {
            return server_->current_picture(topic, at, make);
        });
    });
    pump();
}

void world::kill_server() {
    if (!server_) return;
    lived_ += server_->counters();
    server_.reset();
    desk_.reset();
    run_arranged_ = false;
    disk_.restart(draw_.below(disk_.not_durable() + 1));
    writable_.clear();
    doubtful_days_.clear();
    seen_.restarted();
    seen_.count("recovery: process started again");
}

void world::restart_soon() {
    if (restart_arranged_) return;
    restart_arranged_ = true;
    time_.in(milliseconds{draw_.between(100, 9'000)}, [this] { start_server(); });
}

void world::stop_and_restart() {
    say("orderly stop");
    seen_.count("fault: orderly restart");
    server_->stop();
    time_.in(seconds{20}, [this, life = life_] {
        if (!server_ || life != life_) return;
        if (server_->drained()) seen_.count("recovery: drained before the stop");
        kill_server();
        restart_soon();
    });
}

// Runs the server when it asks for it, and when its next deadline is reached.
void world::pump() {
    if (run_arranged_) return;
    run_arranged_ = true;
    time_.in(milliseconds{0}, [this, life = life_] {
        if (!server_ || life != life_) return;
        run_arranged_ = false;
        server_->run();
        for (dispatch::hall_id const hall : server_->halls()) {
            bool const writable = server_->condition(hall) != halls::loop_condition::read_only;
            if (writable_.try_emplace(hall, true).first->second != writable) {
                writable_[hall] = writable;
                seen_.writable_changed(hall, writable);
            }
        }
        if (run_arranged_) return;
        if (auto const idle = server_->idle_for()) {
            time_.in(std::max(*idle, milliseconds{1}), [this, life] {
                if (server_ && life == life_) pump();
            });
        }
    });
}

void world::hear(halls::notice const& news) {
    using kind = halls::notice::kind;
    seen_.noticed(news);
    switch (news.what) {
        case kind::leads: say(news.hall.str() + " leads"); break;
        case kind::rebuilt: say(news.hall.str() + " rebuilt from the journal"); break;
        case kind::disk_full: say("disk full"); break;
        case kind::disk_back: say("disk has space again"); break;
        case kind::poisoned:
        case kind::fenced:
            say(news.what == kind::fenced ? "fenced" : "journal poisoned");
            time_.in(milliseconds{draw_.between(100, 5'000)}, [this, life = life_] {
                if (!server_ || life != life_) return;
                kill_server();
                restart_soon();
            });
            break;
        case kind::unreadable: throw broken_property("liveness", "a sound journal was called damaged");
        case kind::snapshot_dropped: throw broken_property("replay_equality", "a sound snapshot was dropped");
        case kind::configuration_accepted: say("configuration accepted"); break;
        case kind::configuration_refused:
            say("configuration refused");
            seen_.count("recovery: faulty configuration refused");
            break;
        case kind::day_needs_confirmation:
            say("the day needs confirmation");
            doubtful_days_.insert(news.hall);
            break;
        case kind::seat_expired: seen_.count("recovery: silent seat expired"); break;
    }
}

seed_report world::run() {
    seed_report report;
    try {
        start_server();
        for (auto const& one : clerks_) {
            one->begin();
        }
        for (auto const& one : crowds_) {
            one->begin();
        }
        time_.in(seconds{draw_.between(10, 60)}, [this] { misfortune(); });
        while (commands() < options_.commands && time_.step()) {
        }
        report.commands = commands();
        heal();
        settle();
        // The second in which the last queue frames are still to come.
        steady_time const quiet = time_.now() + seconds{3};
        around_.lull_until = quiet + hours{24};
        while (time_.now() < quiet && time_.step()) {
        }
        judge();
    } catch (broken_property const& broken) {
        report.broken = broken_seed{broken.checker(), broken.what()};
    }
    add_counters(report);
    report.trace = seen_.trace();
    return report;
}

seed_report run_seed(seed_options const& options) {
    return world(options).run();
}

}  // namespace buduan::simulation
