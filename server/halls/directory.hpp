#pragma once

// All halls of this process: commands in, outcomes out. The one door between the network and the hall loops. Lives on
// the network thread; every completion is called there, once, after the records are durable (or refused).

#include "dispatch/board.hpp"
#include "dispatch/decide.hpp"

#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace buduan::halls {

// The command neither happened nor was refused by the rules of the hall.
enum class unavailable : std::uint8_t {
    unknown_hall,
    busy,       // the mailbox is full: try again with the same id
    read_only,  // the disk is full: calls of existing tickets go on, nothing is issued
    poisoned,   // the journal failed: unknown whether it happened, a restart will tell
    stopping,
};

// What became of a command. A retry of a recorded command yields the very record of the first time.
using outcome = std::variant<dispatch::record, dispatch::refusal, unavailable>;
using completion = std::function<void(outcome const&)>;

class directory {
public:
    virtual ~directory() = default;

    // Never blocks. `done` may be called before this returns when the answer is known at once.
    virtual void submit(dispatch::hall_id hall, dispatch::command wanted, completion done) = 0;

    // The committed state; null for an unknown hall. Valid until the next turn of the loop.
    [[nodiscard]] virtual dispatch::hall const* find(dispatch::hall_id hall) const = 0;
    // Epoch and seq of the committed state.
    [[nodiscard]] virtual std::pair<std::uint64_t, std::uint64_t> position(dispatch::hall_id hall) const = 0;
    [[nodiscard]] virtual std::vector<dispatch::hall_id> halls() const = 0;  // district first, then by id
    [[nodiscard]] virtual bool writable(dispatch::hall_id hall) const = 0;

    // The domain's clock: real, or the demonstration's.
    [[nodiscard]] virtual dispatch::instant now() const = 0;
};

}  // namespace buduan::halls
