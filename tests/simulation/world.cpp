#include "simulation/world.hpp"

#include "dispatch/board.hpp"
#include "dispatch/decide.hpp"
#include "halls/hall_directory.hpp"
#include "halls/recovery.hpp"
#include "halls/seeded_bugs.hpp"
#include "journal/faulty_journal.hpp"
#include "simulation/checkers/all.hpp"
#include "simulation/journal_desk.hpp"
#include "simulation/people.hpp"
#include "simulation/picture_text.hpp"
#include "simulation/sample_halls.hpp"
#include "simulation/screens.hpp"

#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

namespace buduan::simulation {
namespace {

using namespace std::chrono;

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

class world final : public server_door {
public:
    explicit world(seed_options const& options);
    ~world() override;

    seed_report run();

    [[nodiscard]] halls::hall_directory* server() override { return server_.get(); }

private:
    // The server's life.
    void start_server();
    void kill_server();
    void restart_soon();
    void stop_and_restart();
    void pump();
    void hear(halls::notice const& news);
    void say(std::string const& what);

    // What goes wrong.
    void misfortune();
    void happen();
    void step_clock();
    void fill_disk();
    void reload();

    // The end.
    [[nodiscard]] bool at_rest();
    void heal();
    void settle();
    void judge();
    void judge_screens();
    void judge_damage();
    [[nodiscard]] std::uint64_t commands() const;
    [[nodiscard]] std::vector<dispatch::record> records_after(dispatch::hall_id hall, std::uint64_t after);
    void add_counters(seed_report& report);

    seed_options options_;
    chance draw_;
    sightings seen_;
    std::vector<std::unique_ptr<checker>> checkers_;
    schedule time_;
    settable_clock clock_;
    journal::faulty_journal disk_;
    disk_faults disk_mix_;
    network_faults network_mix_;
    screens screens_;
    std::vector<dispatch::hall_config> configurations_;
    halls::directory_options server_options_;

    std::unique_ptr<journal_desk> desk_;
    std::unique_ptr<halls::hall_directory> server_;
    std::uint64_t life_ = 0;
    bool run_arranged_ = false;
    bool restart_arranged_ = false;
    bool wrong_day_ = false;
    bool healing_ = false;
    halls::loop_counters lived_;  // of the lives before
    std::map<dispatch::hall_id, bool> writable_;

    neighbourhood around_;
    std::vector<std::unique_ptr<clerk>> clerks_;
    std::vector<std::unique_ptr<crowd>> crowds_;
};

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
        case kind::day_needs_confirmation: say("the day needs confirmation"); break;
        case kind::seat_expired: seen_.count("recovery: silent seat expired"); break;
    }
}

// --- what goes wrong

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

// --- the end

std::uint64_t world::commands() const {
    std::uint64_t sent = 0;
    for (auto const& one : clerks_) {
        sent += one->commands().sent();
    }
    for (auto const& one : crowds_) {
        sent += one->commands().sent();
    }
    return sent;
}

void world::heal() {
    say("everything heals");
    healing_ = true;
    network_mix_ = {};
    if (desk_) desk_->heal();
    disk_.free_space();
    clock_.correct();
    around_.arrivals = false;
    around_.diligent = true;
    around_.lull_until = time_.now();
    configurations_ = sample_halls(configurations_.size());
    if (server_) {
        for (dispatch::hall_config const& hall : configurations_) {
            server_->reconfigure(hall);
        }
    } else {
        restart_soon();
    }
}

// Nobody waits for an answer, and no ticket for a window.
bool world::at_rest() {
    auto const quiet = [](auto const& one) { return one->commands().empty(); };
    if (!server_ || !server_->ready()) return false;
    if (!std::all_of(clerks_.begin(), clerks_.end(), quiet) || !std::all_of(crowds_.begin(), crowds_.end(), quiet)) {
        return false;
    }
    for (dispatch::hall_id const hall : server_->halls()) {
        for (dispatch::ticket const& ticket : open_tickets(*server_->find(hall))) {
            if (!std::holds_alternative<dispatch::missed>(ticket.stage)) return false;
        }
    }
    return true;
}

void world::settle() {
    // After a wrong day was recorded somewhere the operator confirms the true one.
    steady_time const limit = time_.now() + hours{3};
    steady_time look = time_.now();
    while (true) {
        if (time_.now() >= look) {
            if (at_rest()) return;
            look = time_.now() + seconds{5};
        }
        if (time_.now() > limit) throw broken_property("liveness", "everything is healed and it does not come to rest");
        if (!time_.step()) throw broken_property("liveness", "nothing happens any more");
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

std::vector<dispatch::record> world::records_after(dispatch::hall_id hall, std::uint64_t after) {
    std::vector<dispatch::record> records;
    for (journal::stored_record const& stored : disk_.read(hall, after, 100'000)) {
        records.push_back(halls::record_of(hall, stored));
    }
    return records;
}

void world::judge() {
    judge_screens();
    for (dispatch::hall_id const hall : server_->halls()) {
        dispatch::hall folded;
        for (journal::stored_record const& stored : disk_.read(hall, 0, 100'000)) {
            dispatch::record const happened = halls::record_of(hall, stored);
            seen_.stepped(hall, folded, stored, happened);
            dispatch::apply(folded, happened);
        }
        dispatch::hall const& live = *server_->find(hall);
        seen_.ended(hall, live, folded);
        if (!disk_.verify().empty()) throw broken_property("monotone_stream", "the journal does not verify");
    }
    // A last start: what snapshot and tail make of the stream is the same state.
    std::map<dispatch::hall_id, dispatch::hall> lived;
    for (dispatch::hall_id const hall : server_->halls()) {
        lived.emplace(hall, *server_->find(hall));
    }
    kill_server();
    for (auto const& [hall, state] : lived) {
        seen_.ended(hall, halls::recover(disk_, hall, "simulated").state, state);
    }
    judge_damage();
}

// Every screen has the newest picture of what it follows.
void world::judge_screens() {
    for (auto const& [topic, kept] : screens_.pictures()) {
        live::position at;
        live::encode make;
        if (!server_->current_picture(topic, at, make)) throw broken_property("convergence", topic + " is gone");
        if (without_position(kept.bytes) != without_position(make(live::encoding::binary))) {
            throw broken_property("convergence", topic + " shows an old picture");
        }
    }
}

// Last of all a record goes bad: the hall must not lead on it.
void world::judge_damage() {
    dispatch::hall_id const hall = configurations_.front().id;
    auto const snapshot = disk_.snapshot(hall);
    std::uint64_t const first = snapshot ? snapshot->seq + 1 : 1;
    std::uint64_t const last = disk_.tail(hall).seq;
    if (first > last) return;
    disk_.damage_record(hall, first + draw_.below(last - first + 1));
    seen_.count("fault: damaged record");
    auto const answer = halls::recover_or_say_why(disk_, hall, "simulated");
    auto const* why = std::get_if<halls::unreadable>(&answer);
    if (why == nullptr || why->why != halls::unreadable::cause::damaged) {
        throw broken_property("damage_is_refused", "a hall was recovered from a damaged journal");
    }
    seen_.count("recovery: damaged journal refused");
}

void world::add_counters(seed_report& report) {
    if (server_) lived_ += server_->counters();
    auto const& life = lived_;
    report.records = life.records;
    auto const add = [&](char const* name, std::uint64_t value) { seen_.count(name, value); };
    add("recovery: from the journal", life.recoveries);
    add("recovery: from a snapshot", life.snapshots_used);
    add("recovery: snapshot left", life.snapshots_left);
    add("recovery: repeat answered", life.repeats);
    add("recovery: repeat in one batch", life.repeats_in_batch);
    add("recovery: repeat read back", life.repeats_read);
    add("recovery: lost answer", life.lost_answers);
    add("recovery: lost but recorded", life.lost_but_recorded);
    add("recovery: lost and decided anew", life.lost_and_decided_anew);
    add("recovery: disk full", life.disk_full);
    add("recovery: ballast spent", life.ballast_spent);
    add("recovery: disk back", life.disk_back);
    add("recovery: read-only answer", life.read_only_answers);
    add("recovery: poisoned", life.poisoned);
    add("recovery: fenced", life.fenced);
    add("recovery: mailbox full", life.busy);
    add("recovery: day refused", life.days_refused);
    add("course: phase entered", life.phases);
    add("course: deadline run", life.deadlines);
    add("course: configuration accepted", life.configurations);
    add("course: refusal", life.refusals);
    report.counters = seen_.counters();
}

}  // namespace

std::vector<std::string> const& expected_counters() {
    static std::vector<std::string> const expected = {
        "client: told to come back",
        "client: tried again",
        "course: configuration accepted",
        "course: deadline run",
        "course: phase entered",
        "course: refusal",
        "fault: I/O error",
        "fault: answer lost",
        "fault: append behind a claim",
        "fault: claimed by another",
        "fault: clock on a wrong day",
        "fault: clock set back",
        "fault: clock set forward",
        "fault: configuration reloaded",
        "fault: damaged record",
        "fault: disk full",
        "fault: faulty configuration",
        "fault: holiday table reloaded",
        "fault: killed",
        "fault: killed before an answer",
        "fault: killed before an append",
        "fault: lull",
        "fault: message doubled",
        "fault: message from long ago",
        "fault: orderly restart",
        "fault: reply dropped",
        "fault: request lost",
        "fault: rush",
        "fault: slow append",
        "fault: sync error after the write",
        "fault: torn append",
        "recovery: ballast spent",
        "recovery: damaged journal refused",
        "recovery: day refused",
        "recovery: disk back",
        "recovery: disk full",
        "recovery: drained before the stop",
        "recovery: faulty configuration refused",
        "recovery: fenced",
        "recovery: from a snapshot",
        "recovery: from the journal",
        "recovery: lost and decided anew",
        "recovery: lost answer",
        "recovery: lost but recorded",
        "recovery: mailbox full",
        "recovery: poisoned",
        "recovery: process started again",
        "recovery: read-only answer",
        "recovery: repeat answered",
        "recovery: repeat in one batch",
        "recovery: repeat read back",
        "recovery: silent seat expired",
        "recovery: snapshot left",
        "recovery: stale append fenced",
    };
    return expected;
}

seed_report run_seed(seed_options const& options) {
    return world(options).run();
}

}  // namespace buduan::simulation
