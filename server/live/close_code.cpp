#include "live/close_code.hpp"

#include <algorithm>
#include <array>

namespace buduan::live {
namespace {

constexpr std::array meanings{
    close_meaning{close_code::normal, "", false},
    close_meaning{close_code::going_away, "going away", true},
    close_meaning{close_code::protocol_error, "protocol error", false},
    close_meaning{close_code::unsupported_data, "unsupported data", false},
    close_meaning{close_code::invalid_text, "text is not UTF-8", false},
    close_meaning{close_code::policy_violation, "not allowed", false},
    close_meaning{close_code::message_too_big, "message too big", false},
    close_meaning{close_code::internal_error, "internal error", true},
    close_meaning{close_code::restarting, "retry after 3 s", true},
    close_meaning{close_code::try_again_later, "busy, try again later", true},
    close_meaning{close_code::fell_behind, "fell behind, come back", true},
    close_meaning{close_code::silent, "no pong in time, come back", true},
    close_meaning{close_code::session_ended, "session ended, sign in again", false},
    close_meaning{close_code::too_many_messages, "too many messages, come back slower", true},
};

}  // namespace

close_meaning const& meaning_of(close_code code) {
    auto const found = std::find_if(meanings.begin(), meanings.end(), [code](auto const& m) { return m.code == code; });
    return found == meanings.end() ? meanings.front() : *found;
}

bool valid_on_the_wire(std::uint16_t code) {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

}  // namespace buduan::live
