#pragma once

// The world of one seed, for the files that make it up: the server's life (world.cpp), what goes wrong
// (misfortunes.cpp), and the good end and its judgement (judgement.cpp).

#include "halls/hall_directory.hpp"
#include "journal/faulty_journal.hpp"
#include "simulation/journal_desk.hpp"
#include "simulation/people.hpp"
#include "simulation/screens.hpp"
#include "simulation/world.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace buduan::simulation {

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
    void confirm_days();
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
    std::set<dispatch::hall_id> doubtful_days_;  // halls that wait for a person to look at the clock

    neighbourhood around_;
    std::vector<std::unique_ptr<clerk>> clerks_;
    std::vector<std::unique_ptr<crowd>> crowds_;
};

}  // namespace buduan::simulation
