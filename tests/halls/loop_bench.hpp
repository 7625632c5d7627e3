#pragma once

// A hall loop on a bench: the journal's answers come when the test says so, the clock is the test's.

#include "halls/hall_loop.hpp"
#include "halls/recovery.hpp"
#include "journal/faulty_journal.hpp"
#include "simulation/sample_halls.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace buduan::halls {

class loop_bench final : public journal_port, public loop_listener {
public:
    explicit loop_bench(journal::faulty_journal& disk, loop_limits limits = {}) : disk_(disk) {
        options_.hall = configuration().id;
        options_.limits = limits;
        make_loop();
    }

    // A new process over the same journal.
    void restart() {
        loop_.reset();
        disk_.restart();
        work_.clear();
        make_loop();
    }

    [[nodiscard]] static dispatch::hall_config configuration() { return simulation::sample_halls(1).front(); }

    // Ten o'clock of a working day, in the hall, and so much later.
    [[nodiscard]] static dispatch::instant at(std::chrono::milliseconds later = {}) {
        using namespace std::chrono;
        return dispatch::instant{sys_days{2026y / 11 / 25}} + 2h + later;
    }

    // A plan of a day without holidays: open from 9:00 to 12:00 and from 13:00 to 17:00.
    [[nodiscard]] static calendar::phase_span plan(calendar::opening_hours const& hours, calendar::instant moment);

    // Starts, and takes the opening turns.
    void lead() {
        loop().configure(configuration());
        loop().start();
        settle();
    }

    // Answers and turns until nothing is left to do.
    void settle() {
        for (int i = 0; i < 1'000; ++i) {
            if (!work_.empty()) {
                answer();
            } else if (loop().has_work(clock)) {
                loop().turn(clock);
            } else {
                return;
            }
        }
    }

    // The journal works on its oldest request and answers it.
    void answer() {
        auto const next = std::move(work_.front());
        work_.pop_front();
        next();
    }
    // The journal works on its oldest request, but the answer is lost.
    void lose_answer(bool appended) {
        lost_ = appended ? lost::after : lost::before;
        answer();
    }
    [[nodiscard]] std::size_t requests() const { return work_.size(); }

    // Sends a command; the outcome is in `outcomes` at the index returned.
    std::size_t send(dispatch::command_body wanted, std::optional<dispatch::command_id> id = std::nullopt);
    [[nodiscard]] dispatch::command_id last_id() const { return last_id_; }
    [[nodiscard]] dispatch::record const& record(std::size_t n) const {
        return std::get<dispatch::record>(outcomes.at(n).value());
    }
    [[nodiscard]] bool refused(std::size_t n, dispatch::refusal_code code) const {
        auto const* refusal = std::get_if<dispatch::refusal>(&outcomes.at(n).value());
        return refusal != nullptr && refusal->code == code;
    }
    [[nodiscard]] bool is(std::size_t n, unavailable why) const {
        auto const* unavailable = std::get_if<halls::unavailable>(&outcomes.at(n).value());
        return unavailable != nullptr && *unavailable == why;
    }
    [[nodiscard]] bool heard(notice::kind what) const;

    [[nodiscard]] hall_loop& loop() { return *loop_; }

    dispatch::instant clock = at();
    std::vector<std::optional<outcome>> outcomes;
    std::vector<notice> notices;
    std::vector<dispatch::record> told;  // to the listener

    // --- journal_port
    void submit_recovery(dispatch::hall_id hall) override;
    void submit_append(journal::append_request request) override;
    void submit_read(dispatch::hall_id hall, std::uint64_t seq) override;
    void submit_release_ballast() override;
    void submit_restore_ballast(dispatch::hall_id hall) override;
    void submit_snapshot(dispatch::hall_id hall, journal::stored_snapshot snapshot) override;

    // --- loop_listener
    void recovered(dispatch::hall_id, dispatch::hall const&) override {}
    void recorded(dispatch::hall_id, dispatch::hall const&, dispatch::record const& happened) override {
        told.push_back(happened);
    }
    void committed(dispatch::hall_id) override {}
    void condition_changed(dispatch::hall_id, loop_condition) override {}
    void noticed(notice const& news) override { notices.push_back(news); }

private:
    enum class lost { no, before, after };

    void make_loop() {
        loop_.emplace(options_, plan, static_cast<journal_port&>(*this), static_cast<loop_listener&>(*this));
    }

    journal::faulty_journal& disk_;
    loop_options options_;
    std::optional<hall_loop> loop_;
    std::deque<std::function<void()>> work_;
    lost lost_ = lost::no;
    dispatch::command_id last_id_;
    std::uint64_t ids_ = 0;
};

}  // namespace buduan::halls
