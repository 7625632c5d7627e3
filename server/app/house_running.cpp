// What a house does while it serves: reload, chores, figures, and the orderly end.

#include "app/admin_socket.hpp"
#include "app/config_flags.hpp"
#include "app/house.hpp"
#include "app/service_manager.hpp"

#include <algorithm>
#include <malloc.h>

namespace buduan::app {
namespace {

constexpr std::chrono::minutes chores_every{1};
// The schedule is by days; looking each hour keeps a server that is switched off at night in time.
constexpr int deletions_every = 60;  // rounds of chores

}  // namespace

// Halls and holidays, read whole or not at all. A hall whose file is gone stays until the next start.
void house::reload() {
    if (!serving_ || stopping_) return log_.warning("reload.not_now");
    service_manager::reloading();
    auto read = read_hall_files(config_.server.halls, holiday_folder(config_));
    if (auto const* faults = std::get_if<std::vector<fault>>(&read)) {
        for (auto const& [where, what] : *faults)
            log_.error("reload.refused",
                       {log::field::text(log::key::path, where), log::field::text(log::key::what, what)});
    } else {
        auto fresh = std::get<hall_files>(std::move(read));
        for (auto const& old : files_.halls) {
            bool const kept = std::any_of(fresh.halls.begin(), fresh.halls.end(),
                                          [&](auto const& hall) { return hall.id == old.id; });
            if (!kept) log_.warning("reload.hall_file_gone", {log::field::id(log::key::hall, old.id.view())});
        }
        files_ = std::move(fresh);
        runtime_.halls().replan(phase_lookup_of(files_));
        server_.replan(phase_lookup_of(files_));
        for (auto const& hall : files_.halls)
            runtime_.halls().reconfigure(hall);
        log_.info("reload.done", {log::field::number(log::key::count, std::uint64_t{files_.halls.size()})});
    }
    service_manager::ready(std::to_string(files_.halls.size()) + " halls on port " + std::to_string(server_.port()));
}

void house::do_chores() {
    chores_.expires_after(chores_every);
    chores_.async_wait([this](boost::system::error_code const& cancelled) {
        if (cancelled) return;
        people_.expire();
        if (++chores_done_ % deletions_every == 0) delete_what_is_due();
        do_chores();
    });
}

void house::delete_what_is_due() {
    custodian_.run_schedule(clock_->now(), [this](std::optional<std::vector<personal::deletion>> const& gone) {
        if (!gone) return log_.error("personal.deletion_failed");
        if (gone->empty()) return;
        log_.info("personal.deleted", {log::field::number(log::key::count, std::uint64_t{gone->size()})});
    });
}

void house::watch_over() {
    auto const pace = service_manager::watchdog_pace();
    if (!pace) return;
    service_manager::alive();
    life_.expires_after(*pace);
    life_.async_wait([this](boost::system::error_code const& cancelled) {
        if (!cancelled) watch_over();
    });
}

void house::stop(int signal) {
    auto const now = std::chrono::steady_clock::now();
    if (std::exchange(stopping_, true)) {
        if (now - stop_asked_ < same_wish) return;
        ended_ = exit_code::software;
        log_.error("server.stopped_at_once");
        return loop_.stop();
    }
    stop_asked_ = now;
    log_.info("server.stopping", {log::field::number(log::key::code, std::int64_t{signal})});
    service_manager::stopping();
    if (!serving_) return;  // `recover` sees it
    chores_.cancel();
    life_.cancel();
    patience_.expires_after(stop_limit);
    patience_.async_wait([this](boost::system::error_code const& cancelled) {
        if (cancelled) return;
        ended_ = exit_code::software;
        log_.error("server.stop_took_too_long");
        loop_.stop();
    });
    server_.stop([this] {
        crowd_.reset();
        admin_.reset();
        runtime_.stop([this] {
            patience_.cancel();
            signals_.cancel();
            log_.info("server.stopped");
            loop_.stop();
        });
    });
}

// Of the journal's thread and of the memory; everything else is counted where it happens.
void house::register_figures() {
    figures_.add_gauge("buduan_heap_bytes", "Memory in use as malloc counts it, with its overhead", [] {
        auto const heap = ::mallinfo2();
        return static_cast<double>(heap.uordblks + heap.hblkhd);
    });
    auto const journal = [this](std::string_view name, std::string_view help,
                                std::uint64_t journal::journal_counts::*of) {
        figures_.add_count(name, help, [this, of] { return runtime_.journal_counts().*of; });
    };
    journal("buduan_journal_commits_total", "Transactions, one sync each", &journal::journal_counts::commits);
    journal("buduan_journal_requests_total", "Appends of halls that these held", &journal::journal_counts::requests);
    journal("buduan_journal_no_space_total", "Appends refused by a full disk", &journal::journal_counts::no_space);
    figures_.add_gauge("buduan_journal_waiting", "Requests and other work that wait for the journal",
                       [this] { return static_cast<double>(runtime_.journal_counts().waiting); });
    figures_.add_gauge("buduan_journal_longest_commit_seconds", "The longest transaction since the start", [this] {
        return std::chrono::duration<double>(runtime_.journal_counts().longest_commit).count();
    });
}

}  // namespace buduan::app
