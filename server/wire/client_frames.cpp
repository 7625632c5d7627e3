#include "wire/client_frames.hpp"

#include "wire/api_values.hpp"
#include "wire/client_reading.hpp"

#include <charconv>

namespace buduan::wire {
namespace {

std::string topic(field_reader& in, std::string const& text) {
    return in.required_text("topic", text, message_limits::topic_bytes);
}

// "<epoch>-<seq>"
std::optional<stream_place> parse_call_id(std::string_view text) {
    stream_place place;
    char const* const end = text.data() + text.size();
    auto const epoch = std::from_chars(text.data(), end, place.epoch);
    if (epoch.ec != std::errc{} || epoch.ptr == end || *epoch.ptr != '-') return std::nullopt;
    auto const seq = std::from_chars(epoch.ptr + 1, end, place.seq);
    if (seq.ec != std::errc{} || seq.ptr != end) return std::nullopt;
    return place;
}

call_ack read_ack(field_reader& in, v1::CallAck const& from) {
    call_ack ack;
    ack.hall = in.id<dispatch::hall_id>("hall", from.hall());
    if (auto const call = parse_call_id(from.call_id())) {
        ack.call = *call;
    } else {
        in.fault("call_id", "no id of a call");
    }
    ack.screen = in.text("screen", from.screen(), message_limits::screen_bytes);
    ack.drawn = in.moment("drawn_ms", from.drawn_ms());
    ack.chimed = in.optional_moment("chimed_ms", from.chimed_ms());
    return ack;
}

std::string_view name_of_body(v1::ClientFrame const& from) {
    switch (from.body_case()) {
        case v1::ClientFrame::kSubscribe: return "subscribe";
        case v1::ClientFrame::kUnsubscribe: return "unsubscribe";
        case v1::ClientFrame::kCommand: return "command";
        case v1::ClientFrame::kCallAck: return "call_ack";
        case v1::ClientFrame::kPing: return "ping";
        case v1::ClientFrame::BODY_NOT_SET: break;
    }
    return {};
}

void read_body(field_reader& in, v1::ClientFrame const& from, client_frame& to) {
    switch (from.body_case()) {
        case v1::ClientFrame::kSubscribe: {
            subscribe wanted{topic(in, from.subscribe().topic()), {}};
            if (from.subscribe().has_from()) {
                wanted.from = {from.subscribe().from().epoch(), from.subscribe().from().seq()};
            }
            to.body = std::move(wanted);
            break;
        }
        case v1::ClientFrame::kUnsubscribe: to.body = unsubscribe{topic(in, from.unsubscribe().topic())}; break;
        case v1::ClientFrame::kCommand: to.body = read_command(in, from.command()); break;
        case v1::ClientFrame::kCallAck: to.body = read_ack(in, from.call_ack()); break;
        case v1::ClientFrame::kPing: to.body = ping{from.ping().client_ms()}; break;
        case v1::ClientFrame::BODY_NOT_SET:
            in.fault("body", "one of subscribe, unsubscribe, command, call_ack and ping is expected");
            break;
    }
}

// A refused command is named, so that its sender knows which one it was.
bad_frame bad(v1::ClientFrame const& from, problem why) {
    if (from.has_command()) why.command = parse_command_id(from.command().id());
    return {from.request(), std::move(why)};
}

}  // namespace

dispatch::command command_by(stated_command stated, dispatch::actor by, dispatch::staff_id staff) {
    std::visit(
        [&](auto& wanted) {
            if constexpr (requires { wanted.staff = staff; }) wanted.staff = staff;
        },
        stated.wanted);
    return {stated.id, std::move(by), std::move(stated.wanted)};
}

std::variant<client_frame, bad_frame> decode_client_frame(form as, std::string_view bytes) {
    draft<v1::ClientFrame> message;
    if (auto why = read_message(as, bytes, *message)) return bad(*message, std::move(*why));

    client_frame out;
    out.request = message->request();
    field_reader in{std::string(name_of_body(*message))};
    read_body(in, *message, out);
    if (!in.faults().empty()) return bad(*message, in.why());
    return out;
}

}  // namespace buduan::wire
