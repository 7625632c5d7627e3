#include "app/demonstration_clerk.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace buduan::app {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto early = 10min;
// A deed without any visible effect, or nothing to do: look again after this.
constexpr auto look_again = 30s;

// Members of protobuf's JSON: 64-bit numbers are texts, defaults may be missing.
std::int64_t number(json::object const& in, char const* member) {
    auto const* value = in.if_contains(member);
    if (value == nullptr) return 0;
    if (value->is_string()) return std::strtoll(value->as_string().c_str(), nullptr, 10);
    if (value->is_int64()) return value->as_int64();
    return value->is_double() ? static_cast<std::int64_t>(value->as_double()) : 0;
}

std::string text(json::object const& in, char const* member) {
    auto const* value = in.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

json::object const& part(json::object const& in, char const* member) {
    static json::object const nothing;
    auto const* value = in.if_contains(member);
    return value != nullptr && value->is_object() ? value->as_object() : nothing;
}

hall_time moment_of(json::object const& in, char const* member) {
    return hall_time(milliseconds(number(in, member)));
}

std::vector<desk_view::row> rows(json::object const& in, char const* member) {
    std::vector<desk_view::row> all;
    auto const* value = in.if_contains(member);
    if (value == nullptr || !value->is_array()) return all;
    for (auto const& row : value->as_array()) {
        if (!row.is_object()) continue;
        all.push_back(
            {static_cast<std::uint64_t>(number(row.as_object(), "ticket")), moment_of(row.as_object(), "sinceMs")});
    }
    return all;
}

desk_state state_of(std::string const& name) {
    if (name == "WINDOW_FREE") return desk_state::free;
    if (name == "WINDOW_CALLED") return desk_state::called;
    if (name == "WINDOW_SERVING") return desk_state::serving;
    if (name == "WINDOW_AWAY") return desk_state::away;
    return desk_state::closed;
}

std::uint64_t mixed(std::uint64_t value) {  // splitmix64
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

}  // namespace

std::vector<duty> duties_of_day(hall_time opens, hall_time closes, std::optional<duty> noon, std::uint32_t group) {
    auto const begins = opens - early;
    if (!noon || group < 1 || group > 2) return {{begins, closes}};
    auto const half = noon->begins + (noon->ends - noon->begins) / 2;
    auto const rest = group == 1 ? duty{noon->begins, half} : duty{half, noon->ends};
    return {{begins, rest.begins}, {rest.ends, closes}};
}

desk_view read_desk(json::object const& desk) {
    auto const& window = part(desk, "window");
    auto const& phase = text(part(window, "phase"), "phase");
    desk_view view;
    view.state = state_of(text(window, "state"));
    view.seated = text(desk, "seated");
    view.ticket = static_cast<std::uint64_t>(number(part(desk, "current"), "ticket"));
    view.since = moment_of(window, "sinceMs");
    view.attempt = static_cast<std::uint32_t>(number(window, "attempt"));
    view.calls_left = static_cast<std::uint32_t>(number(desk, "callsLeft"));
    view.recall_from = moment_of(desk, "recallFromMs");
    view.away_until = moment_of(window, "awayUntilMs");
    view.waiting = static_cast<std::uint32_t>(number(desk, "waiting"));
    view.closed_for_today = phase == "EXTENSION" || phase == "CLOSED";
    view.held = rows(desk, "held");
    view.missed = rows(desk, "missed");
    return view;
}

demonstration_clerk::demonstration_clerk(clerk_place place, std::uint64_t seed)
    : place_(std::move(place)), chance_(seed) {}

void demonstration_clerk::see(desk_view view, hall_time now) {
    view_ = std::move(view);
    moment const seen{view_->state,       view_->seated == place_.staff, view_->ticket, view_->since, view_->attempt,
                      view_->waiting > 0, view_->closed_for_today};
    if (seen == planned_for_) return;
    planned_for_ = seen;
    plan(now);
}

void demonstration_clerk::refused(hall_time now) {
    planned_for_.reset();
    wait_until(now + between(5s, 15s));
}

std::optional<json::object> demonstration_clerk::act(hall_time now) {
    if (now < due_ || !view_) return std::nullopt;
    if (!intention_) {
        plan(now);
        if (!intention_ || now < due_) return std::nullopt;
    }
    auto deed = std::move(intention_);
    intention_.reset();
    due_ = now + look_again;
    return deed;
}

void demonstration_clerk::plan(hall_time now) {
    if (view_->seated != place_.staff) return plan_unseated(now);
    switch (view_->state) {
        case desk_state::closed:
            if (!on_duty(now)) return intend(now + between(1s, 5s), verb("releaseSeat"));
            return intend(now + between(1s, 4s), verb("openWindow"));
        case desk_state::away: return intend(std::max(now, view_->away_until), verb("comeBack"));
        case desk_state::free: return plan_free(now);
        case desk_state::called: return plan_called(now);
        case desk_state::serving: return plan_serving();
    }
}

void demonstration_clerk::plan_unseated(hall_time now) {
    bool const taken = !view_->seated.empty();
    if (!on_duty(now) || taken) return wait_until(taken ? now + look_again : next_duty(now));
    intend(now + between(0s, 20s), verb("takeSeat"));
}

void demonstration_clerk::plan_free(hall_time now) {
    bool const finished = view_->closed_for_today && view_->waiting == 0 && view_->held.empty();
    bool const resting = !on_duty(now) && !view_->closed_for_today;
    if (finished || resting) return intend(now + between(1s, 5s), verb("closeWindow"));
    for (auto const& row : view_->held) {
        if (now - row.since > 3min) return intend(now + 2s, ticket_verb("resumeTicket", row.ticket));
    }
    for (auto const& row : view_->missed) {
        if (now - row.since > 2min && now - row.since < 20min && comes_back(row.ticket)) {
            return intend(now + 2s, ticket_verb("restoreTicket", row.ticket));
        }
    }
    if (!view_->closed_for_today && once_in(60)) {
        auto const until = now + between(3min, 8min);
        return intend(now + 1s, verb("stepAway", {{"reason", "打印材料"},
                                                  {"untilMs", std::to_string(until.time_since_epoch().count())}}));
    }
    if (view_->waiting == 0) return wait_until(now + look_again);
    intend(now + between(2s, 12s), verb("callNext"));
}

void demonstration_clerk::plan_called(hall_time now) {
    if (!absent(view_->ticket)) {
        return intend(std::max(now, view_->since + between(8s, 40s)), ticket_verb("startService", view_->ticket));
    }
    if (view_->calls_left == 0) return intend(now + between(15s, 25s), ticket_verb("markMissed", view_->ticket));
    intend(std::max(now, view_->recall_from) + between(1s, 10s), ticket_verb("recall", view_->ticket));
}

void demonstration_clerk::plan_serving() {
    // Three fifths of the typical time on average: most people come well prepared.
    auto const typical = std::chrono::duration_cast<milliseconds>(typical_);
    auto const ends = view_->since + between(typical / 5, typical);
    if (once_in(64) && view_->held.empty()) {
        return intend(ends, ticket_verb("holdTicket", view_->ticket, {{"reason", "补充材料"}}));
    }
    if (once_in(64) && !place_.other_matters.empty()) {
        auto const& matter = place_.other_matters[chance_() % place_.other_matters.size()];
        return intend(ends, ticket_verb("transferTicket", view_->ticket, {{"toMatter", matter}}));
    }
    intend(ends, ticket_verb("finishService", view_->ticket));
}

void demonstration_clerk::intend(hall_time when, json::object verb) {
    due_ = when;
    intention_ = std::move(verb);
}

void demonstration_clerk::wait_until(hall_time when) {
    due_ = when;
    intention_.reset();
}

bool demonstration_clerk::on_duty(hall_time now) const {
    return std::any_of(duties_.begin(), duties_.end(),
                       [now](duty const& duty) { return duty.begins <= now && now < duty.ends; });
}

hall_time demonstration_clerk::next_duty(hall_time now) const {
    auto next = now + 10min;
    for (auto const& duty : duties_) {
        if (duty.begins > now) next = std::min(next, duty.begins);
    }
    return next;
}

json::object demonstration_clerk::verb(char const* name, json::object more) const {
    more["window"] = place_.window;
    return {{name, std::move(more)}};
}

json::object demonstration_clerk::ticket_verb(char const* name, std::uint64_t ticket, json::object more) const {
    more["ticket"] = std::to_string(ticket);
    return verb(name, std::move(more));
}

milliseconds demonstration_clerk::between(milliseconds least, milliseconds most) {
    auto const span = static_cast<std::uint64_t>((most - least).count()) + 1;
    return least + milliseconds(static_cast<milliseconds::rep>(chance_() % span));
}

bool demonstration_clerk::once_in(std::uint32_t times) {
    return chance_() % times == 0;
}

// The ticket's own fate, whoever calls it: one in sixteen does not hear the first call.
bool demonstration_clerk::absent(std::uint64_t ticket) const {
    return mixed(ticket) % 16 == 0 && !came_back_.contains(ticket);
}

bool demonstration_clerk::comes_back(std::uint64_t ticket) {
    if (decided_.insert(ticket).second && once_in(2)) came_back_.insert(ticket);
    return came_back_.contains(ticket);
}

}  // namespace buduan::app
