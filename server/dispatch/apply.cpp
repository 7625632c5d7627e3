#include "dispatch/decide.hpp"
#include "dispatch/waits.hpp"

#include <algorithm>
#include <utility>

namespace buduan::dispatch {
namespace {

using std::chrono::milliseconds;

// The learned service time of a queue: its prior counts as so many services, and old ones fade behind the newest.
constexpr std::uint32_t prior_services = 4;
constexpr std::uint32_t remembered_services = 20;
// One forgotten or hasty key press must not ruin what citizens are told.
constexpr int most_times_typical = 4;

void learn(queue_image& queue, milliseconds served, milliseconds typical) {
    served = std::clamp(served, typical / most_times_typical, typical * most_times_typical);
    if (queue.learned_from == 0) queue.service_time = typical;
    ++queue.learned_from;
    std::uint32_t const weight = std::min(queue.learned_from + prior_services, remembered_services);
    queue.service_time += (served - queue.service_time) / static_cast<std::int64_t>(weight);
}

}  // namespace

class fold {
public:
    fold(hall& state, record const& happened) : state_(state), record_(happened) {}

    void run() {
        state_.epoch_ = record_.epoch;
        state_.last_record_ = record_.at;
        for (event const& one : record_.events) {
            std::visit(*this, one);
        }
    }

    // --- the hall

    // Nothing was handed out beyond what is reserved, but a backup may be older than the last reservation.
    void operator()(leadership_claimed const& e) {
        state_.epoch_ = e.epoch;
        if (!e.after_reserve) return;
        if (state_.plan_) {
            for (zone_config const& zone : state_.plan_->config().zones) {
                static_cast<void>(numbers_of(zone.ticket_prefix));
            }
        }
        for (number_line& line : state_.numbers_) {
            line.issued = std::max(line.issued, line.reserved) + e.jump;
        }
    }

    void operator()(configuration_accepted const& e) {
        auto plan = std::make_shared<hall_plan const>(e.config, retired_by(e.config));
        std::vector<desk_state> desks(plan->windows());
        for (std::size_t place = 0; place < desks.size(); ++place) {
            window_id const window = plan->window(place).id;
            if (desk_state const* before = state_.desk(window)) desks[place].facts = before->facts;
            desks[place].facts.window = window;
        }
        state_.plan_ = std::move(plan);
        state_.desks_ = std::move(desks);
        state_.rebuild();
        std::erase_if(state_.queues_, [&](queue_state const& queue) {
            return queue.waiting() == 0 && state_.plan_->windows_of(queue.facts.queue).empty();
        });
        state_.connect();
    }

    // What was issued beyond the reserve is the rest of a jump: the first numbers of this day may be out there too.
    void operator()(service_day_opened const& e) {
        state_.day_ = e.day;
        for (number_line& line : state_.numbers_) {
            line = {line.prefix, line.issued - std::min(line.issued, line.reserved), 0};
        }
        state_.persons_.clear();
        state_.calls_.clear();
        std::erase_if(state_.tickets_, [](ticket const& one) { return !one.open(); });
        for (desk_state& desk : state_.desks_) {
            desk.facts.done_today = 0;
        }
        for (queue_state& queue : state_.queues_) {
            queue.facts.last_called.reset();
        }
        state_.rebuild();
    }

    void operator()(phase_entered const& e) { state_.phase_ = e.span; }
    void operator()(numbers_reserved const& e) { numbers_of(e.prefix).reserved = e.up_to; }

    // --- tickets

    void operator()(ticket_issued const& e) {
        ticket made;
        made.id = e.ticket;
        made.number = e.number;
        made.day = e.day;
        made.zone = e.zone;
        made.matters = e.matters;
        made.klass = e.klass;
        made.bound_window = e.bound_window;
        made.language = e.language;
        made.contact_ref = e.contact_ref;
        made.issued_at = record_.at;
        made.key = e.key;
        made.stage = waiting{e.queue, e.key};

        number_line& line = numbers_of(e.number.prefix);
        line.issued = std::max(line.issued, e.number.count);
        state_.last_ticket_ = e.ticket.value();
        if (made.day == state_.day_) ++state_.issued_today_;
        if (!e.person.empty()) state_.persons_[e.person].push_back(e.ticket);
        state_.add_to_indexes(made);
        state_.tickets_.push_back(std::move(made));
    }

    void operator()(ticket_called const& e) {
        ticket const* const one = move(e.ticket, called{e.window, e.staff, record_.at, 1});
        if (one == nullptr) return;
        queue_state& queue = queue_at(e.queue);
        queue.facts.last_called = e.number;
        // Whoever designated a window, or is called by hand, takes nobody's turn.
        bool const in_turn = !one->bound_window &&
                             (e.reason.candidates.empty() || e.reason.candidates.front().rule != call_rule::by_hand);
        if (in_turn) {
            bool const ordinary_waits = !queue.free_of(ticket_class::ordinary).empty();
            queue.facts.without_ordinary = e.ordinary || !ordinary_waits ? 0 : queue.facts.without_ordinary + 1;
        }
        announce(*one, e.window, e.queue.zone, 1);
    }

    void operator()(ticket_recalled const& e) {
        ticket const* const before = state_.find(e.ticket);
        called const* const stage = before == nullptr ? nullptr : std::get_if<called>(&before->stage);
        if (stage == nullptr) return;
        ticket const* const one = move(e.ticket, called{e.window, stage->staff, record_.at, e.attempt});
        announce(*one, e.window, one->zone, e.attempt);
    }

    void operator()(service_started const& e) { move(e.ticket, serving{e.window, e.staff, record_.at}); }

    // A queue learns from the windows that serve it; whoever helps out elsewhere says little about it.
    void operator()(matter_finished const& e) {
        if (auto const queue = learning_queue(state_, e)) {
            learn(queue_at(*queue).facts, e.served, state_.plan_->known_matter(e.matter)->typical);
        }
    }

    void operator()(ticket_requeued const& e) {
        ticket* const one = ticket_at(e.ticket);
        if (one == nullptr) return;
        state_.take_from_indexes(*one);
        one->zone = e.queue.zone;
        one->key = e.key;
        one->current_matter = e.current_matter;
        if (!e.matters.empty()) one->matters = e.matters;
        one->bound_window = e.bound_window;
        one->stage = waiting{e.queue, e.key};
        state_.add_to_indexes(*one);
    }

    void operator()(next_matter_started const& e) {
        if (ticket* const one = ticket_at(e.ticket)) one->current_matter = e.current_matter;
        move(e.ticket, serving{e.window, e.staff, record_.at});
    }

    void operator()(ticket_done const& e) {
        move(e.ticket, done{record_.at});
        if (desk_state* desk = state_.desk_at(e.window)) ++desk->facts.done_today;
    }
    void operator()(ticket_missed const& e) { move(e.ticket, missed{e.window, record_.at}); }
    void operator()(ticket_held const& e) { move(e.ticket, held{e.window, record_.at, e.reason}); }
    void operator()(ticket_abandoned const& e) { move(e.ticket, abandoned{record_.at, e.cause}); }

    // --- seats

    // A ticket in hand stays at the window and passes to whoever takes over.
    void operator()(seat_taken const& e) {
        desk_state* desk = state_.desk_at(e.window);
        if (desk == nullptr) return;
        desk->facts.staff = e.staff;
        ticket* const one = ticket_at(desk->facts.in_hand);
        if (one == nullptr) return;
        if (auto* stage = std::get_if<called>(&one->stage)) stage->staff = e.staff;
        if (auto* stage = std::get_if<serving>(&one->stage)) stage->staff = e.staff;
    }
    void operator()(seat_released const& e) {
        if (desk_state* desk = state_.desk_at(e.window)) desk->facts.staff = {};
    }
    void operator()(window_opened const& e) { set_open(e.window, true); }
    void operator()(window_closed const& e) { set_open(e.window, false); }
    void operator()(window_left const& e) {
        if (desk_state* desk = state_.desk_at(e.window)) {
            desk->facts.away = away_sign{e.reason, record_.at, e.until, e.instead};
        }
    }
    void operator()(window_returned const& e) {
        if (desk_state* desk = state_.desk_at(e.window)) desk->facts.away.reset();
    }

private:
    number_line& numbers_of(char prefix) {
        auto const found = std::lower_bound(state_.numbers_.begin(), state_.numbers_.end(), prefix,
                                            [](number_line const& line, char wanted) { return line.prefix < wanted; });
        if (found != state_.numbers_.end() && found->prefix == prefix) return *found;
        return *state_.numbers_.insert(found, number_line{prefix, 0, 0});
    }

    queue_state& queue_at(queue_key const& key) { return state_.queues_[state_.queue_place(key)]; }

    // Matters that the new configuration leaves out while an open ticket still comes for them.
    [[nodiscard]] std::vector<matter_config> retired_by(hall_config const& next) const {
        std::vector<matter_config> retired;
        if (!state_.plan_) return retired;
        auto const named = [](std::vector<matter_config> const& matters, matter_id code) {
            return std::any_of(matters.begin(), matters.end(), [&](auto const& one) { return one.code == code; });
        };
        for (ticket const& one : state_.tickets_) {
            if (!one.open()) continue;
            for (matter_id const& code : one.matters) {
                if (named(next.matters, code) || named(retired, code)) continue;
                if (auto const* matter = state_.plan_->known_matter(code)) retired.push_back(*matter);
            }
        }
        std::sort(retired.begin(), retired.end(), [](auto const& a, auto const& b) { return a.code < b.code; });
        return retired;
    }

    // Null when there is no such ticket: `decide` never says so, a damaged stream may.
    ticket* ticket_at(ticket_id id) {
        std::size_t const place = state_.ticket_place(id);
        return place < state_.tickets_.size() ? &state_.tickets_[place] : nullptr;
    }

    ticket const* move(ticket_id id, ticket_stage to) {
        ticket* const one = ticket_at(id);
        if (one == nullptr) return nullptr;
        state_.take_from_indexes(*one);
        one->stage = std::move(to);
        state_.add_to_indexes(*one);
        return one;
    }

    // Screens show one line a ticket: a further call takes the place of the one before it.
    void announce(ticket const& one, window_id window, zone_id zone, std::uint32_t attempt) {
        std::vector<call_picture>& calls = state_.calls_[zone];
        std::erase_if(calls, [&](call_picture const& earlier) { return earlier.number == one.number; });
        if (calls.size() == calls_a_zone) calls.erase(calls.begin());
        calls.push_back(picture_of_call(state_, record_, one, window, zone, attempt));
    }

    void set_open(window_id window, bool open) {
        if (desk_state* desk = state_.desk_at(window)) {
            desk->facts.open = open;
            desk->facts.away.reset();
        }
    }

    hall& state_;
    record const& record_;
};

void apply(hall& state, record const& happened) {
    fold(state, happened).run();
}

}  // namespace buduan::dispatch
