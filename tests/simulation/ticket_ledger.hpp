#pragma once

// Where every ticket of a hall is, told from the events alone: a second, much simpler opinion on the stream than the
// core's. It says what is wrong with an event instead of refusing it.

#include "dispatch/event.hpp"

#include <map>
#include <optional>
#include <string>

namespace buduan::simulation {

class ticket_ledger {
public:
    enum class place : std::uint8_t { waiting, called, serving, held, missed, closed };
    struct entry {
        place where = place::waiting;
        dispatch::ticket_number number;
        dispatch::ticket_class klass = dispatch::ticket_class::ordinary;
        dispatch::queue_key queue;
        dispatch::seniority key;
        std::optional<dispatch::window_id> bound;
        dispatch::instant issued{};
        dispatch::window_id window;  // when called, serving or held
    };

    // What is impossible about the event, in words; empty when it fits.
    [[nodiscard]] std::string fold(dispatch::event const& event, dispatch::instant at);

    [[nodiscard]] std::map<dispatch::ticket_id, entry> const& tickets() const { return tickets_; }
    // The ticket in a window's hand.
    [[nodiscard]] std::map<dispatch::window_id, dispatch::ticket_id> const& hands() const { return hands_; }

private:
    struct folder;

    std::map<dispatch::ticket_id, entry> tickets_;
    std::map<dispatch::window_id, dispatch::ticket_id> hands_;
};

}  // namespace buduan::simulation
