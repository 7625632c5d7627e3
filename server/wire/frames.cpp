#include "wire/frames.hpp"

#include "wire/api_values.hpp"

namespace buduan::wire {
namespace {

// The frame of a topic, its body still to be written.
class topic_frame : public draft<v1::ServerFrame> {
public:
    explicit topic_frame(frame_place const& at) {
        (**this).set_topic(std::string(at.topic));
        write(*(**this).mutable_position(), at.epoch, at.seq);
    }
};

}  // namespace

std::string board_frame(form as, frame_place at, dispatch::board_picture const& shown) {
    topic_frame frame(at);
    write(*frame->mutable_board(), shown);
    return frame.encode(as);
}

std::string zone_frame(form as, frame_place at, dispatch::zone_picture const& shown) {
    topic_frame frame(at);
    write(*frame->mutable_zone(), shown);
    return frame.encode(as);
}

std::string window_frame(form as, frame_place at, dispatch::window_picture const& shown) {
    topic_frame frame(at);
    write(*frame->mutable_window(), shown);
    return frame.encode(as);
}

std::string desk_frame(form as, frame_place at, dispatch::desk_picture const& shown) {
    topic_frame frame(at);
    write(*frame->mutable_desk(), shown);
    return frame.encode(as);
}

std::string queue_frame(form as, frame_place at, dispatch::queue_picture const& shown) {
    topic_frame frame(at);
    write(*frame->mutable_queue(), shown);
    return frame.encode(as);
}

std::string ticket_frame(form as, frame_place at, dispatch::ticket_picture const& shown,
                         dispatch::hall_plan const& names, ticket_places const& places) {
    topic_frame frame(at);
    write(*frame->mutable_ticket(), shown, names, places);
    return frame.encode(as);
}

std::string call_frame(form as, frame_place at, dispatch::call_picture const& called, dispatch::instant expires) {
    topic_frame frame(at);
    write(*frame->mutable_call()->mutable_call(), called);
    frame->mutable_call()->set_expires_ms(ms_of(expires));
    return frame.encode(as);
}

std::string hall_state_frame(form as, frame_place at, bool writable, dispatch::bilingual const& notice) {
    topic_frame frame(at);
    frame->mutable_hall_state()->set_writable(writable);
    write(*frame->mutable_hall_state()->mutable_notice(), notice);
    return frame.encode(as);
}

dispatch::bilingual call_text(dispatch::ticket_number number, std::uint32_t window_no) {
    std::string const shown = to_string(number);
    std::string const window = std::to_string(window_no);
    return {"请" + shown + "号到" + window + "号窗口办理", "Ticket " + shown + ", please go to window " + window};
}

std::string welcome_frame(form as, welcome const& hello) {
    draft<v1::ServerFrame> frame;
    auto& out = *frame->mutable_welcome();
    out.set_server_ms(ms_of(hello.server));
    out.set_clock_speed(hello.clock_speed);
    out.set_build(std::string(hello.build));
    out.set_heartbeat_s(static_cast<std::uint32_t>(hello.heartbeat.count()));
    out.set_staff(std::string(hello.staff));
    return frame.encode(as);
}

std::string subscribed_frame(form as, std::uint32_t request, std::string_view topic, bool resumed) {
    draft<v1::ServerFrame> frame;
    frame->set_request(request);
    frame->mutable_subscribed()->set_topic(std::string(topic));
    frame->mutable_subscribed()->set_resumed(resumed);
    return frame.encode(as);
}

std::string pong_frame(form as, std::uint32_t request, std::int64_t client_ms, dispatch::instant server) {
    draft<v1::ServerFrame> frame;
    frame->set_request(request);
    frame->mutable_pong()->set_client_ms(client_ms);
    frame->mutable_pong()->set_server_ms(ms_of(server));
    return frame.encode(as);
}

}  // namespace buduan::wire
