#include "dispatch/invariants.hpp"

#include "calendar/business_day.hpp"
#include "dispatch/queue_walk.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace buduan::dispatch {
namespace {

class inspection {
public:
    explicit inspection(hall const& state) : state_(state) {}

    std::vector<std::string> run() {
        check_tickets();
        check_numbers();
        check_hands();
        check_seats();
        check_lines();
        check_counts();
        check_calls();
        if (hall(state_.image()) != state_) broken("the hall made of the image is another hall");
        return std::move(broken_);
    }

private:
    void broken(std::string what) { broken_.push_back(std::move(what)); }
    static std::string name(ticket const& one) {
        return to_string(one.number) + " (ticket " + std::to_string(one.id.value()) + ")";
    }

    static std::optional<instant> closed_at(ticket const& one) {
        if (auto const* stage = std::get_if<done>(&one.stage)) return stage->at;
        if (auto const* stage = std::get_if<abandoned>(&one.stage)) return stage->at;
        return std::nullopt;
    }

    void check_tickets() {
        ticket_id last;
        for (ticket const& one : state_.tickets()) {
            if (one.id <= last) broken("tickets are not in the order of their ids at " + name(one));
            last = one.id;
            if (state_.find(one.id) != &one) broken(name(one) + " is not found by its id");
            if (one.current_matter >= one.matters.size()) broken(name(one) + " has no current matter");
            if (one.day > state_.day()) broken(name(one) + " is of a day to come");
            if (auto const at = closed_at(one); at && calendar::business_day_of(*at) < state_.day()) {
                broken(name(one) + " was closed on an earlier day");
            }
            for (matter_id const& matter : one.matters) {
                if (one.open() && state_.plan()->known_matter(matter) == nullptr) {
                    broken(name(one) + " comes for " + matter.str() + ", which nobody knows");
                }
            }
            if (auto const* in = std::get_if<waiting>(&one.stage)) {
                if (in->key != one.key) broken(name(one) + " waits by a key that is not its own");
                if (in->queue.zone != one.zone) broken(name(one) + " waits in a queue of another zone");
            }
        }
        if (last > state_.last_ticket()) broken("a ticket has an id that was not given out");
    }

    // Never reused, never beyond what an event reserved.
    void check_numbers() {
        std::set<std::tuple<civil_day, ticket_number>> seen;
        for (ticket const& one : state_.tickets()) {
            if (!seen.emplace(one.day, one.number).second) broken(name(one) + " has a number that another one has");
            if (one.day != state_.day()) continue;
            number_line const line = state_.numbers_of(one.number.prefix);
            if (one.number.count > line.issued) broken(name(one) + " has a number that was not handed out");
            if (one.number.count > line.reserved) broken(name(one) + " has a number that was not reserved");
        }
    }

    // One ticket a window, one window a ticket.
    void check_hands() {
        std::map<window_id, ticket_id> hands;
        for (ticket const& one : state_.tickets()) {
            window_id window;
            staff_id staff;
            if (auto const* stage = std::get_if<called>(&one.stage))
                std::tie(window, staff) = std::tie(stage->window, stage->staff);
            if (auto const* stage = std::get_if<serving>(&one.stage))
                std::tie(window, staff) = std::tie(stage->window, stage->staff);
            if (window.empty()) continue;
            if (!hands.emplace(window, one.id).second) broken("window " + window.str() + " has two tickets in hand");
            desk_state const* const desk = state_.desk(window);
            if (desk == nullptr) {
                broken(name(one) + " is at a window that does not exist");
            } else if (desk->facts.staff != staff || staff.empty()) {
                broken(name(one) + " is with somebody who does not sit at window " + window.str());
            }
        }
        for (desk_state const& desk : state_.desks()) {
            auto const found = hands.find(desk.facts.window);
            ticket_id const in_hand = found == hands.end() ? ticket_id{} : found->second;
            if (desk.facts.in_hand != in_hand) broken("window " + desk.facts.window.str() + " holds another ticket");
        }
    }

    void check_seats() {
        std::set<staff_id> seated;
        for (desk_state const& desk : state_.desks()) {
            std::string const where = "window " + desk.facts.window.str();
            if (desk.facts.open && desk.facts.staff.empty()) broken(where + " is open and nobody sits there");
            if (desk.facts.away && !desk.facts.open) broken(where + " is closed and shows an away sign");
            if (desk.facts.away && desk.facts.in_hand != ticket_id{}) broken(where + " is away with a ticket in hand");
            if (desk.facts.staff.empty()) continue;
            if (!seated.insert(desk.facts.staff).second) broken(desk.facts.staff.str() + " sits at two windows");
            if (!hall_plan::assigned(*state_.plan()->window(desk.facts.window), desk.facts.staff)) {
                broken(where + " is held by somebody without a role there");
            }
        }
    }

    // The lines hold exactly the tickets that wait, each once, in order.
    void check_lines() {
        std::size_t in_lines = 0;
        for (queue_state const& queue : state_.queues()) {
            std::string const where = queue.facts.queue.zone.str() + '/' + queue.facts.queue.skill.str();
            queue_walk walk(queue);
            std::optional<waiting_entry> before;
            std::size_t rank = 0;
            for (auto entry = walk.next(); entry; entry = walk.next(), ++rank, ++in_lines) {
                if (before && !(*before < *entry)) broken("queue " + where + " is out of order");
                if (queue.before(*entry) != rank) broken("queue " + where + " counts its places wrongly");
                before = entry;
                ticket const* const one = state_.find(entry->ticket);
                auto const* const in = one == nullptr ? nullptr : std::get_if<waiting>(&one->stage);
                if (in == nullptr || in->queue != queue.facts.queue || in->key != entry->key) {
                    broken("queue " + where + " has somebody who does not wait in it");
                }
            }
            if (rank != queue.waiting()) broken("queue " + where + " counts wrongly who waits");
            if (rank > 0 && queue.windows.empty()) broken("queue " + where + " has no window and somebody waits");
        }
        auto const waits = [](ticket const& one) { return std::holds_alternative<waiting>(one.stage); };
        auto const count = std::count_if(state_.tickets().begin(), state_.tickets().end(), waits);
        if (in_lines != static_cast<std::size_t>(count)) broken("somebody waits in no line");
    }

    void check_counts() {
        std::size_t open = 0, waiting_now = 0, bound = 0, today = 0, missed_now = 0;
        for (ticket const& one : state_.tickets()) {
            open += one.open() ? 1 : 0;
            today += one.day == state_.day() ? 1 : 0;
            bool const waits = std::holds_alternative<waiting>(one.stage);
            waiting_now += waits ? 1 : 0;
            bound += waits && one.bound_window ? 1 : 0;
            if (auto const* since = std::get_if<missed>(&one.stage)) {
                ++missed_now;
                if (!state_.missed().contains({since->since, one.id})) broken(name(one) + " is missed and not listed");
            }
        }
        if (open != state_.open_tickets()) broken("open tickets are counted wrongly");
        if (waiting_now != state_.waiting()) broken("waiting tickets are counted wrongly");
        if (bound != state_.bound_waiting()) broken("tickets for a designated window are counted wrongly");
        if (today != state_.issued_today()) broken("tickets of the day are counted wrongly");
        if (missed_now != state_.missed().size()) broken("missed tickets are counted wrongly");
    }

    void check_calls() {
        std::map<zone_id, std::size_t> of_zone;
        for (call_picture const& call : state_.calls()) {
            if (++of_zone[call.zone] == calls_a_zone + 1) broken("zone " + call.zone.str() + " keeps too many calls");
        }
    }

    hall const& state_;
    std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_invariants(hall const& state) {
    return inspection(state).run();
}

}  // namespace buduan::dispatch
