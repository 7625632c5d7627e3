// The other half of publication: pictures and news made from the committed state.

#include "halls/publication.hpp"
#include "wire/frames.hpp"

#include <algorithm>
#include <utility>

namespace buduan::halls {
namespace {

wire::form form_of(live::encoding in) {
    return in == live::encoding::json ? wire::form::json : wire::form::binary;
}

// A frame that is made when it is known in which encodings it is followed.
template <class Make>
live::encode frame(topic const& of, live::position at, Make make) {
    return [name = to_string(of), at, make = std::move(make)](live::encoding in) {
        return make(form_of(in), wire::frame_place{name, at.epoch, at.seq});
    };
}

dispatch::bilingual notice_of(loop_condition condition) {
    switch (condition) {
        case loop_condition::leading: break;
        case loop_condition::read_only:
            return {"暂停取号，已取的号照常办理", "No new numbers for the moment; those already drawn are served"};
        case loop_condition::recovering:
        case loop_condition::stopped:
            return {"系统正在恢复，请稍候", "The system is coming back, please wait a moment"};
        case loop_condition::poisoned:
        case loop_condition::fenced:
        case loop_condition::unreadable:
            return {"系统故障，请听工作人员安排", "The system has failed; please follow the staff"};
    }
    return {};
}

live::encode state_frame(topic const& of, live::position at, loop_condition condition) {
    return frame(of, at, [condition](wire::form as, wire::frame_place place) {
        return wire::hall_state_frame(as, place, condition == loop_condition::leading, notice_of(condition));
    });
}

}  // namespace

struct publication::painter {
    publication const& from;
    topic const& of;

    using drawn = std::optional<drawing>;

    // `Frame` is wire's function for the picture.
    template <class Picture, class Frame>
    drawn paint(dispatch::hall_id hall, std::optional<Picture> picture, Frame make) const {
        if (!picture) return std::nullopt;
        live::position const at = from.stands_at(hall);
        return drawing{at, frame(of, at, [make, picture = std::move(*picture)](wire::form as, wire::frame_place place) {
                           return make(as, place, picture);
                       })};
    }

    drawn operator()(board_topic const& t) const {
        auto const* state = from.halls_.find(t.hall);
        if (state == nullptr) return std::nullopt;
        return paint(t.hall, std::optional(dispatch::board_of(*state)), wire::board_frame);
    }
    drawn operator()(zone_topic const& t) const {
        auto const* state = from.halls_.find(t.hall);
        if (state == nullptr) return std::nullopt;
        return paint(t.hall, dispatch::zone_of(*state, t.zone), wire::zone_frame);
    }
    drawn operator()(window_topic const& t) const {
        auto const* state = from.halls_.find(t.hall);
        if (state == nullptr) return std::nullopt;
        return paint(t.hall, dispatch::window_of(*state, t.window), wire::window_frame);
    }
    drawn operator()(desk_topic const& t) const {
        auto const* state = from.halls_.find(t.hall);
        if (state == nullptr) return std::nullopt;
        return paint(t.hall, dispatch::desk_of(*state, t.window, from.time_.now()), wire::desk_frame);
    }
    drawn operator()(queue_topic const& t) const {
        auto const* state = from.halls_.find(t.hall);
        if (state == nullptr) return std::nullopt;
        return paint(t.hall, dispatch::queue_of(*state, t.queue), wire::queue_frame);
    }
    drawn operator()(ticket_topic const& t) const {
        auto const linked = from.links_.find(t.link);
        auto const* state = linked ? from.halls_.find(linked->hall) : nullptr;
        auto const* plan = state == nullptr ? nullptr : state->plan();
        if (plan == nullptr) return std::nullopt;
        auto picture = dispatch::ticket_of(*state, linked->ticket, from.time_.now());
        if (!picture) return std::nullopt;
        wire::ticket_places places{t.link, to_string(zone_topic{linked->hall, picture->zone}),
                                   to_string(queue_topic{linked->hall, picture->queue})};
        return paint(linked->hall, std::move(picture),
                     [plan, places](wire::form as, wire::frame_place place, dispatch::ticket_picture const& shown) {
                         return wire::ticket_frame(as, place, shown, *plan, places);
                     });
    }
    drawn operator()(state_topic const& t) const {
        auto const told = from.conditions_.find(t.hall);
        if (told == from.conditions_.end()) return std::nullopt;
        live::position const at{from.stands_at(t.hall).epoch, told->second.revision};
        return drawing{at, state_frame(of, at, told->second.condition)};
    }
};

std::optional<publication::drawing> publication::draw(topic const& of) const {
    return std::visit(painter{*this, of}, of);
}

live::position publication::stands_at(dispatch::hall_id hall) const {
    auto const [epoch, seq] = halls_.position(hall);
    return {epoch, seq};
}

bool publication::current(std::string_view of, live::position& at, live::encode& make) const {
    auto const parsed = parse_topic(of);
    auto drawn = parsed ? draw(*parsed) : std::nullopt;
    if (!drawn) return false;
    at = drawn->at;
    make = std::move(drawn->make);
    return true;
}

// --- news

// Called after the pictures of the same commit, whose position they share.
void publication::send_calls(dispatch::hall_id hall, std::vector<dispatch::call_picture> const& calls) const {
    for (dispatch::call_picture const& call : calls) {
        dispatch::instant const expires = call.at + call_expiry;
        if (time_.now() > expires) continue;
        live::position const at = stands_at(hall);
        for (topic const& of :
             {topic{board_topic{hall}}, topic{zone_topic{hall, call.zone}}, topic{window_topic{hall, call.window}}}) {
            send_news(of, at, frame(of, at, [&call, expires](wire::form as, wire::frame_place place) {
                          return wire::call_frame(as, place, call, expires);
                      }));
        }
    }
}

void publication::hall_state(dispatch::hall_id hall, loop_condition now) {
    told_condition& told = conditions_[hall];
    told.condition = now;
    ++told.revision;
    send_picture(state_topic{hall});

    live::position const at = stands_at(hall);
    auto const tell = [&](topic const& of) { send_news(of, at, state_frame(of, at, now)); };
    tell(board_topic{hall});
    auto const* state = halls_.find(hall);
    auto const* config = state == nullptr ? nullptr : dispatch::configuration_of(*state);
    if (config == nullptr) return;
    for (dispatch::zone_config const& zone : config->zones) {
        tell(zone_topic{hall, zone.id});
    }
    for (dispatch::window_config const& window : config->windows) {
        tell(window_topic{hall, window.id});
        tell(desk_topic{hall, window.id});
    }
}

void publication::send_news(topic const& of, live::position at, live::encode const& make) const {
    out_.publish(to_string(of), at, live::frame_kind::news, make);
}

}  // namespace buduan::halls
