#pragma once

// The vault as the network thread sees it: every call is made there and returns at once, the work runs elsewhere in
// the order given, and completions come back to the network thread.

#include "personal/vault.hpp"

#include <functional>
#include <memory>
#include <string>

namespace buduan::personal {

class custodian {
public:
    using posted = std::function<void()>;
    struct links {
        std::function<bool(posted)>
            elsewhere;                     // runs it on the vault's one thread; false when that one's queue is full
        std::function<void(posted)> post;  // runs it on the network thread; any thread may call
    };

    // REQUIRES: the vault's thread has run dry before the vault is destroyed.
    custodian(vault& vault, links wires) : vault_(vault), links_(std::move(wires)) {}

    // The reference for the ticket's event; empty when it could not be kept, and then nothing was.
    void put(contact who, instant now, std::function<void(std::optional<std::string> ref)> done);
    void read(std::string const& ref, std::function<void(std::optional<contact>)> done);
    // See vault::person_of_day. Empty when it could not be made.
    void person_of_day(dispatch::hall_id hall, dispatch::civil_day day, instant day_ends, std::string identity_number,
                       instant now, std::function<void(std::string person)> done);
    // Lost reports cost nothing: the record goes at its latest time then.
    void ended(std::string const& ref, instant when);
    void forget(std::string const& ref, instant now, std::function<void(bool done)> done);
    // False when a store failed: it is tried again with the next run.
    void run_schedule(instant now, std::function<void(std::optional<std::vector<deletion>>)> done);

    // See vault::backup; false when it could not be made.
    void backup(std::string path, std::function<void(bool made)> done);

private:
    template <class Result, class Work>
    void run(Result failed, Work work, std::function<void(Result)> done);

    vault& vault_;
    links links_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace buduan::personal
