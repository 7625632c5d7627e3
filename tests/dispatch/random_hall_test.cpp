// Any commands in any order: the hall refuses or goes on, and keeps its word.

#include "dispatch/board.hpp"
#include "dispatch/decide.hpp"
#include "dispatch/invariants.hpp"
#include "dispatch/queue_walk.hpp"
#include "dispatch/small_hall.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

using namespace buduan;
using namespace buduan::dispatch;
using namespace std::chrono;

namespace {

// One step as bare numbers, so that a failing run shrinks; `make` reads a command from them that fits the state
// more often than not.
struct step {
    std::uint8_t verb = 0;
    std::uint8_t where = 0;
    std::uint8_t which = 0;
    std::uint16_t seconds = 0;
};

std::ostream& operator<<(std::ostream& out, step const& one) {
    return out << '{' << +one.verb << ',' << +one.where << ',' << +one.which << ',' << one.seconds << '}';
}

std::vector<hall_config> configurations() {
    hall_config whole = small_hall();
    whole.rules.call_budget = 2;
    whole.rules.quiet_time = 5s;
    whole.rules.restore_within = 10min;
    hall_config fewer = whole;
    std::erase_if(fewer.windows, [](auto const& window) { return window.id == "W03"_window; });
    std::erase_if(fewer.matters, [](auto const& matter) { return matter.code == "M-office"_matter; });
    for (staff_config& person : fewer.staff) {
        if (person.a_window == "W03"_window) person.a_window.reset();
        std::erase(person.b_windows, "W03"_window);
    }
    hall_config moved = whole;
    moved.windows[4].skills = {"social"_skill};  // civil leaves the social zone
    moved.rules.restore_places = 2;
    return {whole, fewer, moved};
}

instant morning(int day) {
    return instant{sys_days{2026y / 11 / 25}} + days{day} + 2h;
}

calendar::phase_span phase_of_day(int day, std::uint8_t choice) {
    using calendar::service_phase;
    calendar::phase_span span;
    std::array const phases = {service_phase::regular,   service_phase::noon_duty, service_phase::regular,
                               service_phase::extension, service_phase::regular,   service_phase::before_open};
    span.phase = phases[choice % phases.size()];
    span.day = civil_day{sys_days{2026y / 11 / 25}.time_since_epoch()} + days{day};
    span.begins = morning(day) - 2h;
    span.ends = morning(100'000);
    return span;
}

constexpr std::uint8_t verbs = 31;

class random_hall {
public:
    random_hall() : configurations_(configurations()) {
        run(claim_leadership{"test", 1, false, 0});
        run(accept_configuration{configurations_[0]});
        run(enter_phase{phase_of_day(0, 0)});
    }

    void take(step const& one) {
        now_ += seconds{one.seconds % 97};
        if (one.verb % verbs == 17) now_ += minutes{one.seconds % 50};
        if (auto const due = next_deadline(state_); due && *due <= now_) run(run_deadlines{});
        run(make(one));
    }

    // How often each kind of command was accepted, by all halls of this process.
    static std::array<std::size_t, std::variant_size_v<command_body>>& accepted() {
        static std::array<std::size_t, std::variant_size_v<command_body>> counts{};
        return counts;
    }

    void end() const {
        hall folded;
        for (record const& happened : records_) {
            apply(folded, happened);
        }
        RC_ASSERT(folded == state_);
    }

private:
    void run(command_body wanted) {
        command const sent{{}, {actor_kind::staff, "S01"}, std::move(wanted)};
        hall const before = state_;
        auto decided = decide(state_, sent, now_);
        RC_ASSERT(state_ == before);
        if (!decided) return;
        RC_ASSERT(!decided->empty());
        ++accepted()[sent.body.index()];
        records_.push_back({1, records_.size() + 1, {}, sent.by, now_, std::move(*decided)});
        apply(state_, records_.back());
        RC_ASSERT(broken_invariants(state_) == std::vector<std::string>{});
        check_places(records_.back());
        check_touched(before, records_.back());
    }

    // A restored ticket is behind so many as the rules say, a ticket at its front before all.
    void check_places(record const& happened) const {
        for (event const& one : happened.events) {
            auto const* back = std::get_if<ticket_requeued>(&one);
            if (back == nullptr || back->cause == requeue_cause::respaced) continue;
            queue_state const& queue = *state_.queue(back->queue);
            std::size_t const ahead = queue.before({back->key, back->ticket});
            if (back->cause == requeue_cause::restored) {
                auto const places = std::size_t{state_.plan()->rules().restore_places};
                RC_ASSERT(ahead == std::min(places, queue.waiting() - 1));
                RC_ASSERT(ahead == back->ahead);
            }
            if (back->cause == requeue_cause::delayed) RC_ASSERT(ahead == back->ahead);
            if (back->cause == requeue_cause::seat_lost && happened.events.size() <= 4) RC_ASSERT(ahead == 0U);
        }
    }

    // Whatever looks different is named.
    void check_touched(hall const& before, record const& happened) const {
        touched const named = touched_by(state_, happened);
        if (named.everything || state_.plan() == nullptr) return;
        auto const has = [](auto const& list, auto const& id) {
            return std::find(list.begin(), list.end(), id) != list.end();
        };
        RC_ASSERT(named.board || board_of(before) == board_of(state_));
        for (zone_config const& zone : state_.plan()->config().zones) {
            RC_ASSERT(has(named.zones, zone.id) || zone_of(before, zone.id) == zone_of(state_, zone.id));
        }
        for (window_config const& window : state_.plan()->config().windows) {
            RC_ASSERT(has(named.windows, window.id) || window_of(before, window.id) == window_of(state_, window.id));
            RC_ASSERT(has(named.windows, window.id) || has(named.desks, window.id) ||
                      desk_of(before, window.id, now_) == desk_of(state_, window.id, now_));
        }
        for (queue_state const& queue : state_.queues()) {
            queue_key const key = queue.facts.queue;
            RC_ASSERT(has(named.queues, key) || queue_of(before, key) == queue_of(state_, key));
        }
        for (ticket const& one : state_.tickets()) {
            ticket const* const old = before.find(one.id);
            bool const same = old != nullptr && old->stage.index() == one.stage.index() &&
                              old->current_matter == one.current_matter && old->matters == one.matters;
            RC_ASSERT(same || has(named.tickets, one.id));
        }
    }

    command_body make(step const& one) {
        auto const& windows = configurations_[0].windows;
        auto const& people = configurations_[0].staff;
        window_id const window = windows[one.where % windows.size()].id;
        desk_state const* const desk = state_.desk(window);
        staff_id const anybody = people[one.which % people.size()].id;
        staff_id const seated = desk == nullptr || desk->facts.staff.empty() ? anybody : desk->facts.staff;
        ticket_id const in_hand = desk == nullptr ? ticket_id{} : desk->facts.in_hand;
        ticket_id const any = some_ticket(one.which);
        bool const yes = one.which % 2 == 0;
        switch (one.verb % verbs) {
            case 0:
            case 1:
            case 2:
            case 3:
            case 4: return issue(one);
            case 5:
            case 6:
            case 7:
                if (desk == nullptr || desk->facts.staff.empty()) return take_seat{window, anybody, false};
                return open_window{window, seated};
            case 8: return take_seat{window, anybody, yes};
            case 9:
            case 19:
            case 20:
                if (state_.missed().empty()) return at_a_window(one, window, seated, in_hand);
                return restore_ticket{some_missed(one.which)};
            case 10: return resume_ticket{some_held(any)};
            case 11: return delay_ticket{any};
            case 12:
                if (yes) return cancel_ticket{any};
                return void_ticket{any, "ghost"};
            case 13:
                if (yes) return step_away{window, seated, "tea", now_ + 5min};
                return come_back{window, seated};
            case 14:
                if (one.which % 4 == 0) return expire_seat{window, seated};
                if (yes) return release_seat{window, seated};
                return close_window{window, seated};
            case 15: return call_ticket{window, seated, some_waiting(desk, any), "a child is ill"};
            case 16: return accept_configuration{configurations_[one.which % configurations_.size()]};
            case 17:
                if (one.which % 16 == 5) return claim_leadership{"test", 1, one.where % 2 == 0, one.where};
                if (one.which % 8 == 0) ++day_;
                now_ = std::max(now_, morning(day_));
                return enter_phase{phase_of_day(day_, one.where)};
            case 18: return at_a_window(one, window, seated, any);
            default: return at_a_window(one, window, seated, in_hand);
        }
    }

    // What a clerk may do with the ticket in hand, or to get one.
    command_body at_a_window(step const& one, window_id window, staff_id staff, ticket_id which) const {
        if (which == ticket_id{}) return call_next{window, staff, {}, false, std::nullopt};
        ticket const* const found = state_.find(which);
        bool const in_service = found != nullptr && std::holds_alternative<serving>(found->stage);
        switch (one.which % 13) {
            case 0: return hold_ticket{window, staff, which, "papers"};
            case 1: return transfer_ticket{window, staff, which, some_matter(one.where), std::nullopt};
            case 2:
                return transfer_ticket{window, staff, which, std::nullopt,
                                       configurations_[0].windows[one.where / 5 % 5].id};
            case 3:
            case 4: return call_next{window, staff, which, true, std::nullopt};
            case 5:
            case 6:
            case 7:
            case 8:
                if (in_service) return finish_service{window, staff, which};
                return recall{window, staff, which};
            case 9:
            case 10: return mark_missed{window, staff, which};
            default:
                if (in_service) return finish_service{window, staff, which};
                return start_service{window, staff, which};
        }
    }

    issue_ticket issue(step const& one) const {
        issue_ticket wanted;
        wanted.matters.push_back(some_matter(one.which));
        if (one.which % 5 == 0) wanted.matters.push_back(some_matter(one.where));
        if (one.where % 7 == 0) wanted.window = configurations_[0].windows[one.which % 5].id;
        if (one.where % 4 == 0) wanted.klass = ticket_class::priority;
        if (one.where % 3 == 0) wanted.person = "p" + std::to_string(one.which % 10);
        return wanted;
    }

    matter_id some_matter(std::uint8_t which) const {
        auto const& matters = configurations_[0].matters;
        return matters[which % matters.size()].code;
    }
    ticket_id some_ticket(std::uint8_t which) const {
        auto const& all = state_.tickets();
        return all.empty() ? ticket_id{1} : all[all.size() - 1 - which % all.size()].id;
    }
    ticket_id some_waiting(desk_state const* desk, ticket_id otherwise) const {
        if (desk == nullptr) return otherwise;
        for (std::size_t const place : desk->queues) {
            auto const line = queue_of(state_, state_.queues()[place].facts.queue).value().waiting;
            if (!line.empty()) return line.back();
        }
        return otherwise;
    }
    ticket_id some_held(ticket_id otherwise) const {
        for (desk_state const& desk : state_.desks()) {
            if (!desk.held.empty()) return desk.held.front();
        }
        return otherwise;
    }
    // REQUIRES: somebody is missed.
    ticket_id some_missed(std::uint8_t which) const {
        auto const& missed = state_.missed();
        return std::next(missed.begin(), static_cast<std::ptrdiff_t>(which % missed.size()))->second;
    }

    std::vector<hall_config> configurations_;
    hall state_;
    std::vector<record> records_;
    instant now_ = morning(0);
    int day_ = 0;
};

}  // namespace

namespace rc {

template <>
struct Arbitrary<step> {
    static Gen<step> arbitrary() {
        return gen::build<step>(gen::set(&step::verb), gen::set(&step::where), gen::set(&step::which),
                                gen::set(&step::seconds));
    }
};

}  // namespace rc

TEST_CASE("whatever happens in a hall, its invariants hold, its pictures are told of, and its fold is itself",
          "[dispatch][property]") {
    CHECK(rc::check([] {
        auto const steps = *rc::gen::scale(6.0, rc::gen::container<std::vector<step>>(rc::gen::arbitrary<step>()));
        random_hall hall;
        for (step const& one : steps) {
            hall.take(one);
        }
        hall.end();
        RC_CLASSIFY(steps.size() > 100);
    }));
    // The walk would prove little if it met some rule only by its refusals.
    for (std::size_t kind = 0; kind < random_hall::accepted().size(); ++kind) {
        INFO("kind " << kind << " of command_body");
        CHECK(random_hall::accepted()[kind] > 0);
    }
}
