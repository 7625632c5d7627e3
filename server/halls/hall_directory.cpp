#include "halls/hall_directory.hpp"

#include <algorithm>
#include <utility>

namespace buduan::halls {

hall_directory::hall_directory(directory_options options, std::vector<dispatch::hall_config> configurations,
                               phase_lookup phase_at, clock const& time, journal_port& port, live::publisher& out,
                               std::function<void(notice const&)> heard, std::function<void()> wake)
    : options_(std::move(options)),
      phase_at_(std::move(phase_at)),
      time_(time),
      port_(port),
      notice_(std::move(heard)),
      wake_(std::move(wake)),
      links_(options_.key),
      seats_(options_.seat_lease),
      publication_(*this, links_, time_, out) {
    for (dispatch::hall_config const& wanted : configurations) {
        add_hall(wanted);
    }
}

hall_directory::~hall_directory() = default;

void hall_directory::add_hall(dispatch::hall_config const& wanted) {
    loop_options const options{wanted.id,
                               options_.node,
                               options_.limits,
                               options_.after_restore,
                               options_.number_jump,
                               options_.day_confirmed};
    auto loop = std::make_unique<hall_loop>(options, phase_at_, port_, static_cast<loop_listener&>(*this));
    loop->configure(wanted);
    loops_.emplace(wanted.id, std::move(loop));
    levels_.insert_or_assign(wanted.id, wanted.level);
}

void hall_directory::start() {
    for (auto const& [hall, loop] : loops_) {
        loop->start();
    }
}

bool hall_directory::ready() const {
    return std::all_of(loops_.begin(), loops_.end(), [](auto const& entry) {
        return entry.second->configured() && (entry.second->condition() == loop_condition::leading ||
                                              entry.second->condition() == loop_condition::read_only);
    });
}

hall_loop* hall_directory::loop_of(dispatch::hall_id hall) const {
    auto const found = loops_.find(hall);
    return found == loops_.end() ? nullptr : found->second.get();
}

// --- directory

void hall_directory::submit(dispatch::hall_id hall, dispatch::command wanted, completion done) {
    hall_loop* const loop = loop_of(hall);
    if (loop == nullptr) return done(unavailable::unknown_hall);
    if (wanted.by.kind == dispatch::actor_kind::staff) {
        if (auto const staff = dispatch::staff_id::parse(wanted.by.id)) heard(hall, *staff);
    }
    loop->submit(std::move(wanted), std::move(done));
    wake_();
}

dispatch::hall const* hall_directory::find(dispatch::hall_id hall) const {
    hall_loop const* const loop = loop_of(hall);
    return loop != nullptr && loop->ever_led() ? &loop->committed() : nullptr;
}

std::pair<std::uint64_t, std::uint64_t> hall_directory::position(dispatch::hall_id hall) const {
    hall_loop const* const loop = loop_of(hall);
    if (loop == nullptr) return {0, 0};
    return {loop->position().epoch, loop->position().seq};
}

std::vector<dispatch::hall_id> hall_directory::halls() const {
    std::vector<dispatch::hall_id> ordered;
    for (auto const& [hall, level] : levels_) {
        ordered.push_back(hall);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [&](auto const& a, auto const& b) {
        return levels_.at(a) == dispatch::hall_level::district && levels_.at(b) != dispatch::hall_level::district;
    });
    return ordered;
}

bool hall_directory::writable(dispatch::hall_id hall) const {
    return condition(hall) == loop_condition::leading;
}

loop_condition hall_directory::condition(dispatch::hall_id hall) const {
    hall_loop const* const loop = loop_of(hall);
    return loop == nullptr ? loop_condition::stopped : loop->condition();
}

loop_counters hall_directory::counters() const {
    loop_counters all;
    for (auto const& [hall, loop] : loops_) {
        all += loop->counters();
    }
    return all;
}

// --- for the network

void hall_directory::heard(dispatch::hall_id hall, dispatch::staff_id staff) {
    seats_.heard(hall, staff, time_.steady());
}

acknowledged hall_directory::acknowledge(dispatch::hall_id hall, call_id call, acknowledgement word) {
    return acknowledgements_.acknowledge(hall, call, std::move(word));
}

bool hall_directory::current_picture(std::string_view of, live::position& at, live::encode& make) const {
    return publication_.current(of, at, make);
}

// --- for the operator

void hall_directory::reconfigure(dispatch::hall_config wanted) {
    if (hall_loop* const loop = loop_of(wanted.id)) {
        levels_.insert_or_assign(wanted.id, wanted.level);
        loop->configure(std::move(wanted));
    } else {
        add_hall(wanted);
        loop_of(wanted.id)->start();
    }
    wake_();
}

void hall_directory::replan(phase_lookup phase_at) {
    phase_at_ = std::move(phase_at);
    for (auto const& [hall, loop] : loops_) {
        loop->replan(phase_at_);
    }
    wake_();
}

void hall_directory::confirm_day(dispatch::hall_id hall) {
    if (hall_loop* const loop = loop_of(hall)) loop->confirm_day();
    wake_();
}

void hall_directory::stop() {
    for (auto const& [hall, loop] : loops_) {
        loop->stop();
    }
    wake_();
}

bool hall_directory::drained() const {
    return std::none_of(loops_.begin(), loops_.end(), [](auto const& entry) {
        auto const condition = entry.second->condition();
        return condition == loop_condition::recovering || condition == loop_condition::leading ||
               condition == loop_condition::read_only;
    });
}

// --- driving

void hall_directory::run() {
    expire_silent_seats();
    dispatch::instant const clock = time_.now();
    for (auto const& [hall, loop] : loops_) {
        if (loop->has_work(clock)) loop->turn(clock);
    }
    publication_.flush_queues();
}

std::optional<std::chrono::milliseconds> hall_directory::idle_for() const {
    std::optional<std::chrono::milliseconds> idle;
    auto const sooner = [&](std::chrono::milliseconds candidate) {
        candidate = std::max(candidate, std::chrono::milliseconds{0});
        if (!idle || candidate < *idle) idle = candidate;
    };
    dispatch::instant const clock = time_.now();
    for (auto const& [hall, loop] : loops_) {
        if (loop->has_work(clock)) return std::chrono::milliseconds{0};
        if (auto const due = loop->next_deadline()) sooner(time_.until(*due));
    }
    steady_time const now = time_.steady();
    if (auto const due = seats_.next_deadline()) sooner(*due - now);
    if (auto const due = publication_.next_deadline()) sooner(*due - now);
    return idle;
}

void hall_directory::expire_silent_seats() {
    for (silent_seat const& silent : seats_.expired(time_.steady())) {
        hall_loop* const loop = loop_of(silent.hall);
        if (loop == nullptr) continue;
        loop->submit_own(dispatch::expire_seat{silent.window, silent.staff});
        notice_({notice::kind::seat_expired, silent.hall, {silent.window.str()}});
    }
}

// --- answers of the journal

void hall_directory::on_recovered(dispatch::hall_id hall, recovery_answer answer) {
    if (hall_loop* const loop = loop_of(hall)) loop->on_recovered(std::move(answer));
    wake_();
}

void hall_directory::on_appended(dispatch::hall_id hall, journal::append_result const& result) {
    if (hall_loop* const loop = loop_of(hall)) loop->on_appended(result);
    wake_();
}

void hall_directory::on_append_lost(dispatch::hall_id hall) {
    if (hall_loop* const loop = loop_of(hall)) loop->on_append_lost();
    wake_();
}

void hall_directory::on_ballast(dispatch::hall_id hall, bool held) {
    if (hall_loop* const loop = loop_of(hall)) loop->on_ballast(held);
    wake_();
}

void hall_directory::on_read(dispatch::hall_id hall, std::uint64_t seq, std::optional<dispatch::record> found) {
    if (hall_loop* const loop = loop_of(hall)) loop->on_read(seq, std::move(found));
    wake_();
}

// --- what the loops tell

void hall_directory::recovered(dispatch::hall_id hall, dispatch::hall const& state) {
    link_tickets(hall, state);
    seats_.forget(hall);
    for (auto const& [window, staff] : dispatch::seats_of(state)) {
        seats_.taken(hall, window, staff, time_.steady());
    }
    publication_.everything(hall);
    publication_.flush(hall);
}

void hall_directory::link_tickets(dispatch::hall_id hall, dispatch::hall const& state) {
    links_.forget(hall);
    for (dispatch::ticket const& ticket : dispatch::tickets_of(state)) {
        links_.add(hall, ticket.id);
    }
}

void hall_directory::recorded(dispatch::hall_id hall, dispatch::hall const& after, dispatch::record const& happened) {
    seats_.follow(hall, happened, time_.steady());
    for (dispatch::event const& event : happened.events) {
        if (auto const* issued = std::get_if<dispatch::ticket_issued>(&event)) links_.add(hall, issued->ticket);
        // The closed tickets of the day before have left the state.
        if (std::holds_alternative<dispatch::service_day_opened>(event)) link_tickets(hall, after);
        tell_of_ended(after, event, happened.at);
    }
    for (dispatch::call_picture const& call : publication_.record(hall, after, happened)) {
        acknowledgements_.announced(hall, {call.epoch, call.seq}, call.at);
    }
}

void hall_directory::tell_of_ended(dispatch::hall const& after, dispatch::event const& event,
                                   dispatch::instant when) const {
    auto const* done = std::get_if<dispatch::ticket_done>(&event);
    auto const* abandoned = std::get_if<dispatch::ticket_abandoned>(&event);
    if (!contact_ended_ || (done == nullptr && abandoned == nullptr)) return;
    dispatch::ticket const* const ended = after.find(done != nullptr ? done->ticket : abandoned->ticket);
    if (ended != nullptr && !ended->contact_ref.empty()) contact_ended_(ended->contact_ref, when);
}

void hall_directory::committed(dispatch::hall_id hall) {
    publication_.flush(hall);
}

void hall_directory::condition_changed(dispatch::hall_id hall, loop_condition now) {
    publication_.hall_state(hall, now);
}

void hall_directory::noticed(notice const& news) {
    notice_(news);
}

}  // namespace buduan::halls
