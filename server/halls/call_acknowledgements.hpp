#pragma once

// Which screen drew which call, and when: proof that a call was shown. Kept in memory for the newest calls of each
// hall; the oldest call goes when the ledger is full, and a call takes no more than so many screens.

#include "calendar/time.hpp"
#include "dispatch/ids.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace buduan::halls {

struct call_id {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    friend constexpr auto operator<=>(call_id const&, call_id const&) = default;
};

struct acknowledgement {
    std::string screen;  // device id
    calendar::instant drawn{};
    std::optional<calendar::instant> chimed;
    calendar::instant received{};  // by the hall's clock; the two above are the screen's word
    friend bool operator==(acknowledgement const&, acknowledgement const&) = default;
};

enum class acknowledged : std::uint8_t {
    noted,
    again,         // this screen had acknowledged it: the first word stands
    unknown_call,  // never announced by this process, or too old
    full,          // the call has as many screens as are kept
};

class call_acknowledgements {
public:
    static constexpr std::size_t calls_a_hall = 1'024;
    static constexpr std::size_t screens_a_call = 256;

    void announced(dispatch::hall_id hall, call_id call, calendar::instant at);
    acknowledged acknowledge(dispatch::hall_id hall, call_id call, acknowledgement word);

    // In the order they came in; empty when nobody drew the call or it is not known.
    [[nodiscard]] std::vector<acknowledgement> of(dispatch::hall_id hall, call_id call) const;

private:
    struct call {
        call_id id;
        calendar::instant at{};
        std::vector<acknowledgement> screens;
    };
    using ledger = std::deque<call>;  // ascending ids

    std::map<dispatch::hall_id, ledger> halls_;
};

}  // namespace buduan::halls
