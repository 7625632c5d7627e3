#pragma once

// What the operator can ask for: backup, verify, accounts, devices, a ticket, a call, a look at what happens. One
// object answers for a running server (through the admin socket) and for a stopped one (inside the command itself).

#include "app/admin_call.hpp"
#include "app/data_folder.hpp"
#include "halls/hall_directory.hpp"
#include "identity/registry.hpp"
#include "journal/journal.hpp"
#include "personal/custodian.hpp"

#include <boost/asio/io_context.hpp>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace buduan::app {

class administration {
public:
    struct parts {
        boost::asio::io_context& loop;
        data_folder const& folder;
        identity::registry& people;
        personal::custodian& custodian;
        // Runs the first where the journal lives, then the second on the loop.
        std::function<void(std::function<void(journal::journal&)>, std::function<void()>)> with_journal;
        // Copies the journal to a new file while the halls go on; the second is told on the loop what failed.
        std::function<void(std::string, std::function<void(std::exception_ptr)>)> copy_journal;
        // Walks the journal while the halls go on; what was found is told on the loop.
        std::function<void(std::function<void(std::vector<journal::damage> const&, std::exception_ptr)>)> walk_journal;
        halls::hall_directory* halls = nullptr;  // none while the server is stopped
    };

    explicit administration(parts with);

    // By the request's member "command".
    void answer(std::shared_ptr<admin_call> asked);

private:
    using call = std::shared_ptr<admin_call>;

    void add_store_answers();   // backup, verify, status
    void add_people_answers();  // user and device
    void add_hall_answers();    // issue, call, watch

    void back_up(call it);
    void verify(call it);
    void status(call it);
    void issue(call it);
    void call_next(call it);
    struct following;
    void watch(call it);
    void go_on_watching(std::shared_ptr<following> what);

    parts parts_;
    std::map<std::string, admin_answer> answers_;
};

}  // namespace buduan::app
