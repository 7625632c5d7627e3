#include "app/load_crew.hpp"

#include "app/admin_socket.hpp"
#include "app/data_folder.hpp"
#include "app/demonstration.hpp"
#include "app/public_client.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>

namespace buduan::app {
namespace {

namespace json = boost::json;

std::string session(server_place const& server, char const* route, json::object const& who, std::string const& name) {
    auto const answer = http_post(server.port, route, json::serialize(who));
    if (answer.cookie.empty()) {
        throw stop_program(exit_code::failed,
                           name + " is not let in: " + std::to_string(answer.status) + ' ' + answer.body);
    }
    return answer.cookie;
}

std::string unique_device() {
    static std::uint32_t count = 0;
    return "load-" + draw_command_id().substr(0, 8) + '-' + std::to_string(++count);
}

}  // namespace

std::string draw_command_id() {
    static std::mt19937_64 chance{std::random_device{}()};
    static constexpr char digits[] = "0123456789abcdef";
    std::string id(32, '0');
    for (std::size_t i = 0; i < id.size(); i += 16) {
        auto bits = chance();
        for (std::size_t j = 0; j < 16; ++j, bits >>= 4)
            id[i + j] = digits[bits & 15];
    }
    return id;
}

std::string kiosk_session(server_place const& server, std::string const& hall, std::string const& device) {
    std::string token;
    auto const end = ask_server(
        data_folder::admin_socket(server.data),
        {{"command", "device add"}, {"hall", hall}, {"device", device}, {"kind", "kiosk"}, {"label", "load"}},
        [&token](json::object line) {
            if (auto const* given = line.if_contains("token")) token = given->as_string();
        });
    if (!end) throw stop_program(exit_code::unavailable, "no server runs on " + server.data.string());
    if (end->code != exit_code::ok) throw stop_program(end->code, end->why);
    return session(server, "/v1/device-session", {{"token", token}}, device);
}

std::string clerk_session(server_place const& server, std::string const& hall, std::string const& staff) {
    return session(server, "/v1/session", {{"hall", hall}, {"account", staff}, {"password", demonstration_password}},
                   staff);
}

load_client::load_client(load_reactor& reactor, std::uint16_t port, std::string cookie, int receive_buffer)
    : line_(reactor, {port, std::move(cookie), "buduan.v1.json", receive_buffer},
            [this](std::string_view frame) { hear(frame); }) {}

void load_client::command(std::string const& hall, json::object verb, on_answer done, std::string id) {
    verb["id"] = id.empty() ? draw_command_id() : std::move(id);
    verb["hall"] = hall;
    waiting_.emplace(++request_, std::move(done));
    line_.send(json::serialize(json::object{{"request", request_}, {"command", std::move(verb)}}));
}

void load_client::follow(std::string const& topic) {
    line_.send(json::serialize(json::object{{"request", ++request_}, {"subscribe", {{"topic", topic}}}}));
}

void load_client::hear(std::string_view frame) {
    if (of_topic(frame)) {
        if (received) received(frame);
        return;
    }
    if (waiting_.empty()) return;
    auto const answer = read_answer(frame);
    auto const found = waiting_.extract(answer.request);
    if (!found.empty()) found.mapped()(answer);
}

load_kiosk::load_kiosk(load_reactor& reactor, server_place const& server, std::string hall)
    : hall_(std::move(hall)), client_(reactor, server.port, kiosk_session(server, hall_, unique_device())) {}

void load_kiosk::issue(load_client::on_answer done) {
    client_.command(hall_, {{"issueTicket", {{"matters", json::array{bench_matter}}}}}, std::move(done));
}

load_clerk::load_clerk(load_reactor& reactor, server_place const& server, std::size_t hall, std::size_t window)
    : hall_(bench_hall(hall)),
      window_(bench_window(window)),
      client_(reactor, server.port, clerk_session(server, hall_, bench_staff(hall, window))) {}

void load_clerk::sit_down() {
    client_.command(hall_, {{"takeSeat", {{"window", window_}}}}, [this](load_answer const&) {
        client_.command(hall_, {{"openWindow", {{"window", window_}}}},
                        [this](load_answer const& answer) { seated_ = answer.happened; });
    });
}

void load_clerk::call_next(load_client::on_answer done) {
    json::object call{{"window", window_}, {"finish", true}};
    if (ticket_ != 0) call["expected"] = std::to_string(ticket_);
    client_.command(hall_, {{"callNext", std::move(call)}}, [this, done = std::move(done)](load_answer const& answer) {
        if (answer.happened) ticket_ = answer.called ? answer.ticket : 0;
        done(answer);
    });
}

void load_clerk::start_service(load_client::on_answer done) {
    client_.command(hall_, {{"startService", {{"window", window_}, {"ticket", std::to_string(ticket_)}}}},
                    std::move(done));
}

void load_clerk::finish_service(load_client::on_answer done) {
    client_.command(hall_, {{"finishService", {{"window", window_}, {"ticket", std::to_string(ticket_)}}}},
                    [this, done = std::move(done)](load_answer const& answer) {
                        if (answer.happened) ticket_ = 0;
                        done(answer);
                    });
}

}  // namespace buduan::app
