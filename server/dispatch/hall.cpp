#include "dispatch/hall.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace buduan::dispatch {
namespace {

constexpr auto queue_before = [](queue_state const& queue, queue_key const& key) { return queue.facts.queue < key; };
constexpr auto number_before = [](number_line const& line, char prefix) { return line.prefix < prefix; };

bool elder(call_picture const& a, call_picture const& b) {
    return std::tie(a.epoch, a.seq) < std::tie(b.epoch, b.seq);
}

}  // namespace

// --- image

hall::hall(hall_image image)
    : phase_(image.phase),
      day_(image.day),
      epoch_(image.epoch),
      last_record_(image.last_record),
      last_ticket_(image.last_ticket),
      numbers_(std::move(image.numbers)),
      tickets_(std::move(image.tickets)) {
    for (queue_image& facts : image.queues) {
        queues_.emplace_back().facts = std::move(facts);
    }
    for (desk_image& facts : image.desks) {
        desks_.emplace_back().facts = std::move(facts);
    }
    for (person_image& one : image.persons) {
        persons_[std::move(one.person)].push_back(one.ticket);
    }
    for (auto call = image.calls.rbegin(); call != image.calls.rend(); ++call) {
        calls_[call->zone].push_back(*call);
    }
    if (image.config) {
        plan_ = std::make_shared<hall_plan const>(std::move(*image.config), std::move(image.retired));
    }
    rebuild();
}

hall_image hall::image() const {
    hall_image image;
    if (plan_) {
        image.config = plan_->config();
        image.retired = plan_->retired();
    }
    image.phase = phase_;
    image.day = day_;
    image.epoch = epoch_;
    image.last_record = last_record_;
    image.last_ticket = last_ticket_;
    image.numbers = numbers_;
    image.tickets = tickets_;
    image.desks.reserve(desks_.size());
    for (desk_state const& desk : desks_) {
        image.desks.push_back(desk.facts);
    }
    image.queues.reserve(queues_.size());
    for (queue_state const& queue : queues_) {
        image.queues.push_back(queue.facts);
    }
    for (auto const& [person, tickets] : persons_) {
        for (ticket_id const ticket : tickets) {
            image.persons.push_back({person, ticket});
        }
    }
    image.calls = calls();
    return image;
}

// --- indexes

void hall::rebuild() {
    missed_.clear();
    waiting_ = 0;
    bound_waiting_ = 0;
    open_ = 0;
    issued_today_ = 0;
    for (queue_state& queue : queues_) {
        queue.free = {};
        queue.bound = {};
    }
    for (desk_state& desk : desks_) {
        desk.bound = {};
        desk.held.clear();
    }
    if (plan_) {
        for (queue_key const& key : plan_->queues()) {
            static_cast<void>(queue_place(key));
        }
    }
    for (ticket const& one : tickets_) {
        if (one.day == day_) ++issued_today_;
        add_to_indexes(one);
    }
    connect();
}

// Which window serves which queue.
void hall::connect() {
    for (desk_state& desk : desks_) {
        desk.queues.clear();
    }
    for (std::size_t place = 0; place < queues_.size(); ++place) {
        queue_state& queue = queues_[place];
        queue.windows.clear();
        if (!plan_) continue;
        for (std::size_t const window : plan_->windows_of(queue.facts.queue)) {
            queue.windows.push_back(window);
            desks_[window].queues.push_back(place);
        }
    }
}

std::size_t hall::queue_place(queue_key const& key) {
    auto found = std::lower_bound(queues_.begin(), queues_.end(), key, queue_before);
    if (found == queues_.end() || found->facts.queue != key) {
        found = queues_.emplace(found);
        found->facts.queue = key;
        if (!desks_.empty()) connect();
        found = std::lower_bound(queues_.begin(), queues_.end(), key, queue_before);
    }
    return static_cast<std::size_t>(found - queues_.begin());
}

void hall::add_to_indexes(ticket const& of) {
    if (of.open()) ++open_;
    if (auto const* in = std::get_if<dispatch::waiting>(&of.stage)) {
        ++waiting_;
        queue_state& queue = queues_[queue_place(in->queue)];
        waiting_entry const entry{in->key, of.id};
        std::size_t const klass = static_cast<std::size_t>(of.klass);
        if (!of.bound_window) {
            queue.free[klass].insert(entry);
        } else {
            ++bound_waiting_;
            queue.bound.insert(entry);
            if (desk_state* at = desk_at(*of.bound_window)) at->bound[klass].insert(entry);
        }
    } else if (auto const* by = std::get_if<held>(&of.stage)) {
        if (desk_state* desk = desk_at(by->window)) {
            desk->held.insert(std::lower_bound(desk->held.begin(), desk->held.end(), of.id), of.id);
        }
    } else if (auto const* at = std::get_if<dispatch::missed>(&of.stage)) {
        missed_.emplace(at->since, of.id);
    } else if (desk_state* desk = desk_with(of)) {
        desk->facts.in_hand = of.id;
    }
}

void hall::take_from_indexes(ticket const& of) {
    if (of.open()) --open_;
    if (auto const* in = std::get_if<dispatch::waiting>(&of.stage)) {
        --waiting_;
        queue_state& queue = queues_[queue_place(in->queue)];
        waiting_entry const entry{in->key, of.id};
        std::size_t const klass = static_cast<std::size_t>(of.klass);
        if (!of.bound_window) {
            queue.free[klass].erase(entry);
        } else {
            --bound_waiting_;
            queue.bound.erase(entry);
            if (desk_state* at = desk_at(*of.bound_window)) at->bound[klass].erase(entry);
        }
    } else if (auto const* by = std::get_if<held>(&of.stage)) {
        if (desk_state* desk = desk_at(by->window)) std::erase(desk->held, of.id);
    } else if (auto const* at = std::get_if<dispatch::missed>(&of.stage)) {
        missed_.erase({at->since, of.id});
    } else if (desk_state* desk = desk_with(of)) {
        desk->facts.in_hand = {};
    }
}

// --- reads

// The number of desks when there is no such window.
std::size_t hall::desk_place(window_id window) const {
    return plan_ ? std::min(plan_->place_of(window), desks_.size()) : desks_.size();
}

desk_state* hall::desk_at(window_id window) {
    std::size_t const place = desk_place(window);
    return place < desks_.size() ? &desks_[place] : nullptr;
}

// The window that has the ticket in hand.
desk_state* hall::desk_with(ticket const& one) {
    if (auto const* at = std::get_if<called>(&one.stage)) return desk_at(at->window);
    if (auto const* at = std::get_if<serving>(&one.stage)) return desk_at(at->window);
    return nullptr;
}

desk_state const* hall::desk(window_id window) const {
    std::size_t const place = desk_place(window);
    return place < desks_.size() ? &desks_[place] : nullptr;
}

desk_state const* hall::seat_of(staff_id staff) const {
    if (staff.empty()) return nullptr;
    auto const found =
        std::find_if(desks_.begin(), desks_.end(), [&](desk_state const& one) { return one.facts.staff == staff; });
    return found == desks_.end() ? nullptr : &*found;
}

// Ids are given in order and only closed tickets of earlier days leave, so the newest ones lie without gaps.
std::size_t hall::ticket_place(ticket_id id) const {
    if (tickets_.empty() || id > tickets_.back().id) return tickets_.size();
    std::uint64_t const behind = tickets_.back().id.value() - id.value();
    if (behind < tickets_.size()) {
        std::size_t const guess = tickets_.size() - 1 - static_cast<std::size_t>(behind);
        if (tickets_[guess].id == id) return guess;
    }
    auto const found = std::lower_bound(tickets_.begin(), tickets_.end(), id,
                                        [](ticket const& one, ticket_id wanted) { return one.id < wanted; });
    return found->id == id ? static_cast<std::size_t>(found - tickets_.begin()) : tickets_.size();
}

ticket const* hall::find(ticket_id id) const {
    std::size_t const place = ticket_place(id);
    return place < tickets_.size() ? &tickets_[place] : nullptr;
}

number_line hall::numbers_of(char prefix) const {
    auto const found = std::lower_bound(numbers_.begin(), numbers_.end(), prefix, number_before);
    return found != numbers_.end() && found->prefix == prefix ? *found : number_line{prefix, 0, 0};
}

queue_state const* hall::queue(queue_key const& key) const {
    auto const found = std::lower_bound(queues_.begin(), queues_.end(), key, queue_before);
    return found != queues_.end() && found->facts.queue == key ? &*found : nullptr;
}

queue_key hall::queue_of(ticket const& which) const {
    if (auto const* in = std::get_if<dispatch::waiting>(&which.stage)) return in->queue;
    auto const* matter = plan_ ? plan_->known_matter(which.matters.at(which.current_matter)) : nullptr;
    return {which.zone, matter == nullptr ? skill_id{} : matter->skill};
}

std::vector<ticket_id> hall::tickets_of_person(std::string const& person) const {
    auto const found = persons_.find(person);
    return found == persons_.end() ? std::vector<ticket_id>{} : found->second;
}

std::span<call_picture const> hall::calls_of(zone_id zone) const {
    auto const found = calls_.find(zone);
    return found == calls_.end() ? std::span<call_picture const>{} : std::span{found->second};
}

std::vector<call_picture> hall::calls() const {
    std::vector<call_picture> all;
    for (auto const& [zone, calls] : calls_) {
        all.insert(all.end(), calls.begin(), calls.end());
    }
    std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return elder(b, a); });
    return all;
}

hall_config const* configuration_of(hall const& state) {
    return state.plan() == nullptr ? nullptr : &state.plan()->config();
}

calendar::phase_span const* phase_of(hall const& state) {
    return state.phase() ? &*state.phase() : nullptr;
}

std::vector<ticket> const& tickets_of(hall const& state) {
    return state.tickets();
}

std::vector<std::pair<window_id, staff_id>> seats_of(hall const& state) {
    std::vector<std::pair<window_id, staff_id>> seats;
    for (desk_state const& desk : state.desks()) {
        if (!desk.facts.staff.empty()) seats.emplace_back(desk.facts.window, desk.facts.staff);
    }
    return seats;
}

}  // namespace buduan::dispatch
