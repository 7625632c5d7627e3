// Answers that act in a hall of the running server: a ticket, a call, a look at what happens.

#include "app/administration.hpp"
#include "app/record_words.hpp"
#include "halls/recovery.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/json/array.hpp>
#include <openssl/rand.h>

#include <algorithm>

namespace buduan::app {
namespace {

using namespace dispatch;
namespace json = boost::json;
using halls::hall_directory;

actor const by_operator{actor_kind::system, "operator"};

// A given id is kept, so that a retry has one effect; else one is drawn. Empty when the given one is no id.
std::optional<command_id> id_of(admin_call const& it) {
    auto const text = it.text("id");
    command_id id;
    if (text.empty()) {
        if (RAND_bytes(id.bytes.data(), static_cast<int>(id.bytes.size())) != 1) return std::nullopt;
        return id;
    }
    if (text.size() != 2 * id.bytes.size() || text.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(std::stoul(text.substr(2 * i, 2), nullptr, 16));
    }
    return id;
}

std::string sentence(refusal const& why) {
    auto text = std::string(to_string(why.code));
    for (auto const& detail : why.details)
        text += "; " + detail;
    if (!why.window.empty()) text += "; window " + why.window.str();
    if (!why.staff.empty()) text += "; by " + why.staff.str();
    return text;
}

void fail(admin_call& it, halls::unavailable why) {
    switch (why) {
        case halls::unavailable::unknown_hall: return it.fail(exit_code::usage, "this server has no such hall");
        case halls::unavailable::busy: return it.fail(exit_code::in_use, "the hall is busy, try again");
        case halls::unavailable::read_only: return it.fail(exit_code::io_error, "the disk is full: nothing is issued");
        case halls::unavailable::poisoned:
            return it.fail(exit_code::io_error, "the journal failed: restart the server");
        case halls::unavailable::stopping: return it.fail(exit_code::unavailable, "the server is stopping");
    }
}

// Submits and goes on with the record, or ends the call with the reason why there is none.
void submit(hall_directory& halls, std::shared_ptr<admin_call> const& it, hall_id hall, command wanted,
            std::function<void(record const&)> then) {
    halls.submit(hall, std::move(wanted), [it, then = std::move(then)](halls::outcome const& outcome) {
        if (auto const* happened = std::get_if<record>(&outcome)) return then(*happened);
        if (auto const* why = std::get_if<refusal>(&outcome)) return it->fail(exit_code::failed, sentence(*why));
        fail(*it, std::get<halls::unavailable>(outcome));
    });
}

command fresh(command_body body) {
    command made;
    RAND_bytes(made.id.bytes.data(), static_cast<int>(made.id.bytes.size()));
    made.by = by_operator;
    made.body = std::move(body);
    return made;
}

void say_call(admin_call& it, record const& happened) {
    for (auto const& event : happened.events) {
        auto const* called = std::get_if<ticket_called>(&event);
        if (called == nullptr) continue;
        auto const number = to_string(called->number);
        it.say(number + " to " + called->window.str(), {{"number", number},
                                                        {"ticket", called->ticket.value()},
                                                        {"window", called->window.view()},
                                                        {"epoch", happened.epoch},
                                                        {"seq", happened.seq}});
    }
}

// Read from the journal this many records at a time, and again after this pause.
constexpr std::size_t watch_batch = 200;
constexpr std::chrono::milliseconds watch_pace{200};

}  // namespace

void administration::add_hall_answers() {
    for (auto const& [name, answer] : std::initializer_list<std::pair<char const*, void (administration::*)(call)>>{
             {"issue", &administration::issue},
             {"call", &administration::call_next},
             {"watch", &administration::watch}}) {
        answers_[name] = [this, answer](call it) {
            if (parts_.halls == nullptr) return it->fail(exit_code::unavailable, "no server runs on this data folder");
            (this->*answer)(std::move(it));
        };
    }
}

void administration::issue(call it) {
    auto const hall = hall_id::parse(it->text("hall"));
    auto const id = id_of(*it);
    if (!hall) return it->fail(exit_code::usage, "--hall: no hall id");
    if (!id) return it->fail(exit_code::usage, "--id: 32 hex digits");
    issue_ticket wanted;
    auto const* matters = it->request().if_contains("matters");
    if (matters != nullptr && matters->is_array()) {
        for (auto const& code : matters->as_array()) {
            auto const matter = code.is_string() ? matter_id::parse(std::string_view(code.as_string())) : std::nullopt;
            if (!matter) return it->fail(exit_code::usage, "matter: no matter code");
            wanted.matters.push_back(*matter);
        }
    }
    if (auto const zone = it->text("zone"); !zone.empty()) wanted.zone = zone_id::parse(zone);
    if (it->flag("priority")) wanted.klass = ticket_class::priority;

    auto& halls = *parts_.halls;
    submit(halls, it, *hall, {*id, by_operator, std::move(wanted)}, [it, &halls, hall = *hall](record const& happened) {
        for (auto const& event : happened.events) {
            auto const* issued = std::get_if<ticket_issued>(&event);
            if (issued == nullptr) continue;
            auto const number = to_string(issued->number);
            auto const link = halls.links().link_of(hall, issued->ticket);
            it->say(number + ", " + std::to_string(issued->ahead) + " ahead, /t/#" + link,
                    {{"number", number},
                     {"ticket", issued->ticket.value()},
                     {"zone", issued->zone.view()},
                     {"ahead", issued->ahead},
                     {"link", link},
                     {"epoch", happened.epoch},
                     {"seq", happened.seq}});
        }
        it->succeed();
    });
}

void administration::call_next(call it) {
    auto const hall = hall_id::parse(it->text("hall"));
    auto const window = window_id::parse(it->text("window"));
    auto const id = id_of(*it);
    if (!hall || !window) return it->fail(exit_code::usage, "no hall or window id");
    if (!id) return it->fail(exit_code::usage, "--id: 32 hex digits");
    auto& halls = *parts_.halls;
    auto const* state = halls.find(*hall);
    auto const desk = state == nullptr ? std::nullopt : desk_of(*state, *window, halls.now());
    if (!desk) return it->fail(exit_code::usage, "this server has no such hall or window");
    auto const staff =
        it->text("staff").empty() ? desk->seated : staff_id::parse(it->text("staff")).value_or(staff_id{});
    if (staff.empty()) return it->fail(exit_code::usage, "nobody sits there: say who calls with --staff");

    dispatch::call_next wanted{
        *window, staff, desk->current ? desk->current->ticket : ticket_id{}, it->flag("finish"), {}};
    auto const press = [it, &halls, hall = *hall, id = *id, wanted] {
        submit(halls, it, hall, {id, by_operator, wanted}, [it](record const& happened) {
            say_call(*it, happened);
            it->succeed();
        });
    };
    auto const open = [it, &halls, hall = *hall, window = *window, staff, press,
                       closed = desk->window.state == window_state::closed] {
        if (!closed) return press();
        submit(halls, it, hall, fresh(open_window{window, staff}), [press](record const&) { press(); });
    };
    if (desk->seated == staff) return open();
    submit(halls, it, *hall, fresh(take_seat{*window, staff, false}), [open](record const&) { open(); });
}

// Follows the stream by reading it again and again from where it was read to: what is watched is what is on disk.
struct administration::following {
    call it;
    hall_id hall;
    std::uint64_t after = 0;
    boost::asio::steady_timer pause;
    std::vector<record> found;
    std::string failure;
};

void administration::watch(call it) {
    auto const hall = hall_id::parse(it->text("hall"));
    if (!hall || parts_.halls->find(*hall) == nullptr) {
        return it->fail(exit_code::usage, "this server has no such hall");
    }
    auto const* from = it->request().if_contains("from");
    auto const first = from != nullptr && from->is_int64() ? from->as_int64() : -1;
    auto const after =
        first < 0 ? parts_.halls->position(*hall).second : static_cast<std::uint64_t>(first > 0 ? first - 1 : 0);
    go_on_watching(std::make_shared<following>(
        following{std::move(it), *hall, after, boost::asio::steady_timer(parts_.loop), {}, {}}));
}

void administration::go_on_watching(std::shared_ptr<following> what) {
    if (what->it->gone()) return;
    parts_.with_journal(
        [what](journal::journal& journal) {
            what->found.clear();
            try {
                for (auto const& stored : journal.read(what->hall, what->after, watch_batch))
                    what->found.push_back(halls::record_of(what->hall, stored));
            } catch (std::exception const& failure) {
                what->failure = failure.what();
            }
        },
        [this, what] {
            if (!what->failure.empty()) return what->it->fail(exit_code::io_error, what->failure);
            for (auto const& record : what->found) {
                what->it->say(sentence_of(record), facts_of(record));
                what->after = record.seq;
            }
            if (what->found.size() == watch_batch) return go_on_watching(what);
            what->pause.expires_after(watch_pace);
            what->pause.async_wait([this, what](boost::system::error_code const& cancelled) {
                if (!cancelled) go_on_watching(what);
            });
        });
}

}  // namespace buduan::app
