#include "app/load_frame.hpp"

#include <boost/json/parse.hpp>

#include <charconv>
#include <cstdlib>

namespace buduan::app {
namespace {

namespace json = boost::json;

std::uint64_t number_of(json::value const& value) {
    if (value.is_string()) return std::strtoull(value.as_string().c_str(), nullptr, 10);
    return value.is_int64() ? static_cast<std::uint64_t>(value.as_int64()) : 0;
}

std::uint64_t number_in(json::object const& in, char const* name) {
    auto const* value = in.if_contains(name);
    return value == nullptr ? 0 : number_of(*value);
}

std::string text_in(json::object const& in, char const* name) {
    auto const* value = in.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

json::object const* object_in(json::object const& in, char const* name) {
    auto const* value = in.if_contains(name);
    return value != nullptr && value->is_object() ? &value->as_object() : nullptr;
}

}  // namespace

load_answer read_answer(std::string_view frame) {
    load_answer answer;
    boost::system::error_code error;
    auto const whole = json::parse({frame.data(), frame.size()}, error);
    if (error || !whole.is_object()) return answer;
    answer.request = static_cast<std::uint32_t>(number_in(whole.as_object(), "request"));
    if (auto const* problem = object_in(whole.as_object(), "problem")) answer.problem = text_in(*problem, "code");
    auto const* reply = object_in(whole.as_object(), "reply");
    if (reply == nullptr) return answer;
    answer.happened = true;
    answer.called = reply->contains("called");
    answer.ticket = number_in(*reply, "ticket");
    answer.number = text_in(*reply, "number");
    if (auto const* at = object_in(*reply, "at")) {
        answer.epoch = number_in(*at, "epoch");
        answer.seq = number_in(*at, "seq");
    }
    if (auto const* issued = object_in(*reply, "issued")) answer.link = text_in(*issued, "link");
    return answer;
}

bool of_topic(std::string_view frame) {
    return frame.starts_with("{\"topic\":");
}

std::string_view member(std::string_view frame, std::string_view name) {
    for (auto at = frame.find(name); at != std::string_view::npos; at = frame.find(name, at + 1)) {
        auto const after = at + name.size();
        if (at == 0 || frame[at - 1] != '"' || after + 1 >= frame.size() || frame[after] != '"' ||
            frame[after + 1] != ':') {
            continue;
        }
        auto value = frame.substr(after + 2);
        if (value.starts_with('"')) return value.substr(1, value.find('"', 1) - 1);
        return value.substr(0, value.find_first_of(",}]"));
    }
    return {};
}

std::uint64_t number_member(std::string_view frame, std::string_view name) {
    auto const text = member(frame, name);
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_news(std::string_view frame) {
    return frame.find("\"call\":{\"call\":{") != std::string_view::npos;
}

bool is_queue_picture(std::string_view frame) {
    return frame.find("\"queue\":{") != std::string_view::npos;
}

seen_call call_in(std::string_view frame) {
    if (auto const news = frame.find("\"call\":{\"call\":{"); news != std::string_view::npos) {
        auto const call = frame.substr(news);
        auto const id = member(call, "callId");
        auto const dash = id.find('-');
        std::uint64_t seq = 0;
        if (dash != std::string_view::npos) std::from_chars(id.data() + dash + 1, id.data() + id.size(), seq);
        return {member(call, "number"), seq};
    }
    for (std::string_view const stage : {"\"state\":\"WINDOW_CALLED\"", "\"stage\":\"CALLED\""}) {
        if (frame.find(stage) != std::string_view::npos) return {member(frame, "number"), 0};
    }
    return {};
}

}  // namespace buduan::app
