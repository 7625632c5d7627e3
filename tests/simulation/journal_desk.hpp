#pragma once

// The journal's thread of a simulated server: takes the requests of the halls one after the other, is as slow and as
// unreliable as the seed says, and answers later. What the server was told is durable is noted here, because no screen
// and no reply may be ahead of it.

#include "halls/journal_port.hpp"
#include "journal/faulty_journal.hpp"
#include "simulation/chance.hpp"
#include "simulation/disk_faults.hpp"
#include "simulation/schedule.hpp"
#include "simulation/sightings.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace buduan::simulation {

class journal_desk final : public halls::journal_port {
public:
    // `die` ends the process at once, as a kill would; it is called from the schedule, never from within a request.
    journal_desk(schedule& time, journal::faulty_journal& disk, chance draw, disk_faults faults, sightings& seen,
                 std::function<void()> die);
    ~journal_desk() override;

    void answers_to(halls::journal_answers& answers) { answers_ = &answers; }
    void heal() { faults_ = {}; }
    // Seeded bugs of the journal.
    void never_sync() { never_sync_ = true; }
    void no_fence() { no_fence_ = true; }

    void submit_recovery(dispatch::hall_id hall) override;
    void submit_append(journal::append_request request) override;
    void submit_read(dispatch::hall_id hall, std::uint64_t seq) override;
    void submit_release_ballast() override;
    void submit_restore_ballast(dispatch::hall_id hall) override;
    void submit_snapshot(dispatch::hall_id hall, journal::stored_snapshot snapshot) override;

private:
    using work = std::function<void()>;

    void take(work next);
    void work_on();
    void answer(work what, milliseconds after);
    void append(journal::append_request const& request);
    void lose(dispatch::hall_id hall);
    void usurp(dispatch::hall_id hall);
    void die_soon();

    schedule& time_;
    journal::faulty_journal& disk_;
    chance draw_;
    disk_faults faults_;
    sightings& seen_;
    std::function<void()> die_;
    halls::journal_answers* answers_ = nullptr;

    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::deque<work> waiting_;
    bool busy_ = false;
    steady_time last_answer_{};
    std::map<dispatch::hall_id, journal::append_request> late_;  // to be appended behind the next claim
    bool never_sync_ = false;
    bool no_fence_ = false;
};

}  // namespace buduan::simulation
