#pragma once

// The directory on a bench: halls, links, seats and publication together over a journal that answers when the bench
// says so, with a clock and a screen of the test's own.

#include "halls/hall_directory.hpp"
#include "halls/recovery.hpp"
#include "journal/faulty_journal.hpp"
#include "simulation/sample_halls.hpp"
#include "simulation/schedule.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace buduan::halls {

class directory_bench final : public journal_port, public live::publisher {
public:
    struct frame {
        std::string topic;
        live::position at;
        live::frame_kind kind = live::frame_kind::picture;
        std::string bytes;  // binary
    };

    explicit directory_bench(journal::faulty_journal& disk, std::size_t halls = 1,
                             directory_options options = bench_options())
        : disk_(disk),
          directory_(
              std::move(options), simulation::sample_halls(halls), simulation::hall_phase_lookup(), clock, *this, *this,
              [this](notice const& news) { notices.push_back(news.what); }, [] {}) {}

    [[nodiscard]] static directory_options bench_options() {
        directory_options options;
        options.key.fill(7);
        return options;
    }
    // Ten o'clock of a workday, in the hall.
    [[nodiscard]] static instant ten_o_clock() {
        return instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}} + std::chrono::hours{2};
    }

    void lead() {
        directory_.start();
        settle();
    }
    // Until the journal has answered everything and no hall has work at this moment.
    void settle() {
        for (int turns = 0; turns < 1'000; ++turns) {
            directory_.run();
            if (work_.empty()) return;
            answer();
        }
    }
    void answer() {
        auto const next = std::move(work_.front());
        work_.pop_front();
        next();
    }
    [[nodiscard]] std::size_t requests() const { return work_.size(); }
    // The journal has written the oldest request, but its answer never comes.
    void lose_answer() {
        lose_next_ = true;
        answer();
    }
    void wait(std::chrono::milliseconds time) {
        bool passed = false;
        time_.in(time, [&passed] { passed = true; });
        while (!passed && time_.step()) {
        }
        settle();
    }

    // Sends and settles.
    outcome ask(dispatch::command_body wanted);
    // Sends only.
    void send(
        dispatch::command_body wanted, completion done = [](outcome const&) {});
    // Somebody sits at an open window.
    void staff_a_window();
    dispatch::ticket_id issue(std::string const& matter = "M-1");
    void call();

    [[nodiscard]] hall_directory& halls() { return directory_; }
    [[nodiscard]] std::vector<frame> frames_of(std::string const& name) const;
    [[nodiscard]] std::string current(std::string const& name) const;

    static inline dispatch::hall_id const hall = dispatch::hall_id::parse("district").value();
    static inline dispatch::window_id const window = dispatch::window_id::parse("W01").value();
    static inline dispatch::staff_id const li = dispatch::staff_id::parse("S01").value();

    std::set<std::string, std::less<>> follows;
    std::vector<frame> frames;
    std::vector<notice::kind> notices;

    // --- journal_port
    void submit_recovery(dispatch::hall_id of) override;
    void submit_append(journal::append_request request) override;
    void submit_read(dispatch::hall_id of, std::uint64_t seq) override;
    void submit_release_ballast() override;
    void submit_restore_ballast(dispatch::hall_id of) override;
    void submit_snapshot(dispatch::hall_id of, journal::stored_snapshot snapshot) override;

    // --- live::publisher
    [[nodiscard]] bool followed(std::string_view name) const override { return follows.contains(name); }
    void publish(std::string_view name, live::position at, live::frame_kind kind, live::encode const& make) override;

private:
    simulation::schedule time_;

public:
    simulation::settable_clock clock{time_, ten_o_clock()};

private:
    journal::faulty_journal& disk_;
    std::deque<std::function<void()>> work_;
    bool lose_next_ = false;
    std::uint64_t ids_ = 0;
    hall_directory directory_;
};

}  // namespace buduan::halls
