#pragma once

// All halls of this process behind one door: their loops, the links of their tickets, the leases of their seats, the
// proofs of their calls and their way to the screens. Lives on one thread and does no I/O itself: somebody calls `run`
// when there is work or a deadline is reached, and hands in the answers of the journal (halls/asio_runtime does).

#include "halls/call_acknowledgements.hpp"
#include "halls/clock.hpp"
#include "halls/directory.hpp"
#include "halls/hall_loop.hpp"
#include "halls/journal_port.hpp"
#include "halls/loop_listener.hpp"
#include "halls/loop_options.hpp"
#include "halls/publication.hpp"
#include "halls/seat_watch.hpp"
#include "halls/ticket_links.hpp"
#include "live/publisher.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace buduan::halls {

struct directory_options {
    std::string node = "local";
    loop_limits limits;
    link_key key{};
    std::chrono::seconds seat_lease{90};
    bool after_restore = false;     // numbers continue behind all that were ever reserved
    std::uint32_t number_jump = 0;  // and so many more
    bool day_confirmed = false;     // the operator has looked at the clock
};

class hall_directory final : public directory, public journal_answers, private loop_listener {
public:
    // `configurations` are those of the files; a hall whose journalled one differs gets a command. `heard` hears what
    // an operator should; `wake` is called when `run` should be called soon, also from within `run`.
    hall_directory(directory_options options, std::vector<dispatch::hall_config> configurations, phase_lookup phase_at,
                   clock const& time, journal_port& port, live::publisher& out,
                   std::function<void(notice const&)> heard, std::function<void()> wake);
    ~hall_directory() override;

    hall_directory(hall_directory const&) = delete;
    hall_directory& operator=(hall_directory const&) = delete;

    void start();
    // Every hall leads and is configured; readiness of the process.
    [[nodiscard]] bool ready() const;

    // --- directory
    void submit(dispatch::hall_id hall, dispatch::command wanted, completion done) override;
    [[nodiscard]] dispatch::hall const* find(dispatch::hall_id hall) const override;
    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> position(dispatch::hall_id hall) const override;
    [[nodiscard]] std::vector<dispatch::hall_id> halls() const override;
    [[nodiscard]] bool writable(dispatch::hall_id hall) const override;
    [[nodiscard]] dispatch::instant now() const override { return time_.now(); }

    // --- for the network
    [[nodiscard]] ticket_links const& links() const { return links_; }
    // A verb or a ping of a signed-in person.
    void heard(dispatch::hall_id hall, dispatch::staff_id staff);
    acknowledged acknowledge(dispatch::hall_id hall, call_id call, acknowledgement word);
    [[nodiscard]] call_acknowledgements const& acknowledgements() const { return acknowledgements_; }
    // For live::hub: the newest picture of a topic.
    bool current_picture(std::string_view of, live::position& at, live::encode& make) const;
    [[nodiscard]] loop_condition condition(dispatch::hall_id hall) const;
    [[nodiscard]] loop_counters counters() const;  // of all halls together

    // Told once of each ticket with a contact that ended, so that the contact is kept no longer than its schedule says.
    void on_contact_ended(std::function<void(std::string const& contact_ref, dispatch::instant when)> told) {
        contact_ended_ = std::move(told);
    }

    // --- for the operator
    // SIGHUP: the new configuration becomes a command; a hall that is not known yet is started.
    void reconfigure(dispatch::hall_config wanted);
    void replan(phase_lookup phase_at);
    void confirm_day(dispatch::hall_id hall);
    // Shutdown, in order: no new commands, the last turns, a snapshot each. `drained` says when it is over.
    void stop();
    [[nodiscard]] bool drained() const;

    // --- driving
    // Turns every hall that has work, sends frames that are due, expires silent seats.
    void run();
    // How long `run` may be left alone; empty when only the journal or a command can bring work.
    [[nodiscard]] std::optional<std::chrono::milliseconds> idle_for() const;

    void on_recovered(dispatch::hall_id hall, recovery_answer answer) override;
    void on_appended(dispatch::hall_id hall, journal::append_result const& result) override;
    void on_append_lost(dispatch::hall_id hall) override;
    void on_ballast(dispatch::hall_id hall, bool held) override;
    void on_read(dispatch::hall_id hall, std::uint64_t seq, std::optional<dispatch::record> found) override;

private:
    void recovered(dispatch::hall_id hall, dispatch::hall const& state) override;
    void recorded(dispatch::hall_id hall, dispatch::hall const& after, dispatch::record const& happened) override;
    void committed(dispatch::hall_id hall) override;
    void condition_changed(dispatch::hall_id hall, loop_condition now) override;
    void noticed(notice const& news) override;

    void add_hall(dispatch::hall_config const& wanted);
    void tell_of_ended(dispatch::hall const& after, dispatch::event const& event, dispatch::instant when) const;
    void expire_silent_seats();
    // Anew, those of the state and no others.
    void link_tickets(dispatch::hall_id hall, dispatch::hall const& state);
    [[nodiscard]] hall_loop* loop_of(dispatch::hall_id hall) const;

    directory_options options_;
    phase_lookup phase_at_;
    clock const& time_;
    journal_port& port_;
    std::function<void(notice const&)> notice_;
    std::function<void(std::string const&, dispatch::instant)> contact_ended_;
    std::function<void()> wake_;

    ticket_links links_;
    seat_watch seats_;
    call_acknowledgements acknowledgements_;
    publication publication_;
    std::map<dispatch::hall_id, std::unique_ptr<hall_loop>> loops_;
    std::map<dispatch::hall_id, dispatch::hall_level> levels_;
};

}  // namespace buduan::halls
