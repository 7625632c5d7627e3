#include "app/admin_call.hpp"

namespace buduan::app {

std::string admin_call::text(std::string_view member) const {
    auto const* value = request_.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

bool admin_call::flag(std::string_view member) const {
    auto const* value = request_.if_contains(member);
    return value != nullptr && value->is_bool() && value->as_bool();
}

void admin_call::say(std::string const& sentence, boost::json::object facts) {
    if (ended_) return;
    facts["text"] = sentence;
    out_.line(std::move(facts));
}

void admin_call::finish(exit_code code, std::string const& why) {
    if (std::exchange(ended_, true)) return;
    out_.end(code, why);
}

}  // namespace buduan::app
