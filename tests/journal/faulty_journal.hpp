#pragma once

// A journal whose disk misbehaves on request, for the simulation. It keeps two states: what the running process sees,
// and what would still be there after the power went. A scripted fault changes how one coming append moves between
// them; `restart` throws away the process's view and goes on with the durable one. Nothing is drawn at random here: the
// simulation decides, so a seed replays.

#include "journal/memory_journal.hpp"

#include <deque>
#include <set>
#include <variant>

namespace buduan::journal {

enum class append_fault : std::uint8_t {
    none,
    no_space,     // nothing is written, every request that would be `ok` is answered `no_space`
    poisoned,     // nothing is written, answered `poisoned`, and so is everything until the restart
    lost_answer,  // applied and durable, but answered `poisoned`, and so is everything until the restart
    torn,         // applied but not durable, answered `poisoned`: the restart decides whether it is there
    volatile_ok,  // applied and answered `ok` but not durable: a lying disk, or synchronous=OFF. Never allowed to a
                  // correct back end; it is the seeded bug that the checkers must catch.
};

class faulty_journal final : public journal {
public:
    // How often each fault and recovery was really exercised.
    struct tally {
        std::uint64_t appends = 0;  // calls, not requests
        std::uint64_t no_space = 0;
        std::uint64_t poisoned = 0;
        std::uint64_t lost_answers = 0;
        std::uint64_t torn = 0;
        std::uint64_t volatile_oks = 0;
        std::uint64_t restarts = 0;
        std::uint64_t operations_kept_by_restart = 0;     // of the not yet durable ones
        std::uint64_t operations_dropped_by_restart = 0;  // likewise
        std::uint64_t ballast_releases = 0;
        std::uint64_t ballast_restores = 0;
    };

    // The next appends meet these, one each, in the order of the calls; after them come healthy ones. An append that
    // has nothing to write consumes its fault too, without effect.
    void script(append_fault next);

    // The disk is full from now on until `free_space`: appends are answered no_space, except that after
    // `release_ballast` the next `ballast_appends` calls succeed.
    void fill_disk(std::size_t ballast_appends);
    void free_space();

    // A record that reads as damaged (read throws damaged_journal, verify names it), also after restarts.
    void damage_record(dispatch::hall_id hall, std::uint64_t seq);

    // Operations (claims, appends, snapshots) that a power cut now could take back.
    [[nodiscard]] std::size_t not_durable() const;

    // Kill and start: the process's view is gone, poison too. Of the operations that were not durable the first `kept`
    // have reached the disk all the same, the rest never happened. Scripted faults that were not met are cancelled.
    void restart(std::size_t kept = 0);

    [[nodiscard]] tally const& counts() const;
    [[nodiscard]] bool is_poisoned() const;

    [[nodiscard]] tail_position claim(dispatch::hall_id hall, std::string const& node) override;
    [[nodiscard]] std::vector<append_result> append(std::span<append_request const> requests) override;
    [[nodiscard]] std::vector<stored_record> read(dispatch::hall_id hall, std::uint64_t after,
                                                  std::size_t limit) override;
    [[nodiscard]] tail_position tail(dispatch::hall_id hall) override;
    [[nodiscard]] std::optional<std::uint64_t> find(dispatch::hall_id hall, command_id command) override;
    void put_snapshot(dispatch::hall_id hall, stored_snapshot const& snapshot) override;
    [[nodiscard]] std::optional<stored_snapshot> snapshot(dispatch::hall_id hall) override;
    [[nodiscard]] std::vector<dispatch::hall_id> halls() override;
    [[nodiscard]] std::vector<damage> verify_in_steps(std::function<void()> const& step) override;
    void backup(std::string const& path, std::function<void()> const& step) override;
    std::uint64_t release_ballast() override;
    [[nodiscard]] bool restore_ballast() override;

private:
    struct claimed {
        dispatch::hall_id hall;
        std::string node;
    };
    struct appended {
        std::vector<append_request> requests;
    };
    struct snapshot_put {
        dispatch::hall_id hall;
        stored_snapshot snapshot;
    };
    using operation = std::variant<claimed, appended, snapshot_put>;

    [[nodiscard]] append_fault next_fault();
    [[nodiscard]] bool disk_takes_it();
    // Answers without writing: all `poisoned`, as the SQLite back end does, or what each would be answered with `ok`
    // turned into `no_space`.
    [[nodiscard]] std::vector<append_result> refuse(std::span<append_request const> requests, append_status status);
    void sync();
    static void redo(memory_journal& on, operation const& what);

    memory_journal seen_;
    memory_journal durable_;
    std::vector<operation> pending_;  // done to seen_, not yet to durable_
    std::deque<append_fault> script_;
    std::set<std::pair<dispatch::hall_id, std::uint64_t>> damaged_;
    std::optional<std::size_t> full_;  // disk full: appends that the released ballast still allows
    std::size_t ballast_appends_ = 0;
    bool poisoned_ = false;
    tally counts_;
};

}  // namespace buduan::journal
