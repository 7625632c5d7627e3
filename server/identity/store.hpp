#pragma once

// Where identities are kept. The SQLite back end lies beside the journal's; a memory one serves tests and simulation.
// Calls are synchronous, from one thread at a time. A call that returns is durable; one that cannot be done throws
// store_failure and has changed nothing.

#include "identity/account.hpp"

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace buduan::identity {

class store_failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct contents {
    std::vector<account> accounts;
    std::vector<device> devices;
    std::vector<session> sessions;
    friend bool operator==(contents const&, contents const&) = default;
};

class store {
public:
    virtual ~store() = default;

    // Everything, ordered by key.
    [[nodiscard]] virtual contents load() = 0;

    // Inserts, or replaces what has the same key: (hall, name), (hall, id), session id. All or none.
    virtual void put_accounts(std::span<account const> accounts) = 0;
    virtual void put_device(device const& device) = 0;
    virtual void put_session(session const& session) = 0;
    // Forgets sessions; unknown ones are no failure.
    virtual void end_sessions(std::span<digest const> ids) = 0;

    // A consistent copy in a new file; fails when the file exists or the back end has no files. Sessions are left out:
    // a restored house signs in again.
    virtual void backup(std::string const& path) = 0;
};

}  // namespace buduan::identity
