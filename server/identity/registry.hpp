#pragma once

// The accounts, devices and sessions of this process. Lives on the network thread: every call is made there, look-ups
// answer from memory at once, and completions come back there through `post`. Passwords are hashed on a bounded pool
// and the store is written by one thread of its own, so neither ever holds up a hall. What the store cannot write is
// not granted.

#include "identity/account.hpp"
#include "identity/lockout.hpp"
#include "identity/password.hpp"
#include "identity/store.hpp"
#include "identity/work_queue.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace buduan::identity {

struct registry_limits {
    std::chrono::hours staff_session{12};
    std::chrono::hours device_session{24 * 400};
    std::size_t hashing_threads = 2;
    std::size_t hashing_queue = 64;  // sign-ins that wait; full = `busy`
    std::size_t writing_queue = 1024;
    std::size_t sessions = 20'000;  // full = the one that expires first ends
    lockout_limits lockout;
    password_cost cost;
};

struct credentials {
    hall_id hall;
    std::string account;
    std::string password;
    std::string peer;  // network address, for the lock-out only; never stored
};

// The token goes into a cookie and is kept nowhere else.
struct grant {
    std::string token;
    identity::session session;
};

enum class denial : std::uint8_t {
    wrong,        // account, password or token unknown, disabled or revoked: deliberately one answer
    locked_out,   // too many failures; `until` says how long
    busy,         // the pool is full: try again in a moment
    unavailable,  // the store cannot be written
};
struct denied {
    denial why = denial::wrong;
    instant until{};
};
using sign_in_outcome = std::variant<grant, denied>;

// What an administrator's change ended in.
enum class change : std::uint8_t { ok, invalid, exists, unknown, busy, unavailable };

struct account_draft {
    hall_id hall;
    std::string name;
    staff_id staff;
    identity::role role = role::window;
    std::string password;
};
struct device_draft {
    hall_id hall;
    device_id id;
    device_kind kind = device_kind::screen;
    std::string label;
};

class registry {
public:
    using posted = std::function<void()>;
    struct links {
        std::function<void(posted)> post;  // runs it on the network thread, never inside the call; any thread may call
        std::function<instant()> now;      // real wall time
    };

    // Loads everything; throws store_failure. REQUIRES: the store outlives this and is called by nobody else.
    registry(store& store, links wires, registry_limits limits = {});
    // Waits for the work under way; completions that have not been posted are dropped.
    ~registry();
    registry(registry const&) = delete;
    registry& operator=(registry const&) = delete;

    // An account of the named hall, or one of all halls. A new session each time.
    void sign_in(credentials who, std::function<void(sign_in_outcome)> done);
    // Exchanges a device's token for a session.
    void sign_in_device(std::string const& token, std::function<void(sign_in_outcome)> done);
    // Whose cookie this is; null when unknown or expired. Valid until the next turn of the loop.
    [[nodiscard]] session const* find(std::string_view token) const;
    void sign_out(std::string_view token);

    // Called for every session that ends by sign-out, expiry, disabling or revocation, so that open connections close.
    void on_end(std::function<void(session const&)> told) { told_ = std::move(told); }
    // Ends sessions whose time has come. To be called now and then (each minute will do).
    void expire();

    // Administration. `put_account` replaces the account of the same hall and name when `replace` is set.
    void put_account(account_draft draft, bool replace, std::function<void(change)> done);
    // Accounts whose hashes are made already, in one transaction (the demonstration's).
    void put_hashed(std::vector<account> accounts, std::function<void(change)> done);
    void set_disabled(hall_id hall, std::string const& name, bool disabled, std::function<void(change)> done);
    // The token is handed over once.
    void put_device(device_draft draft, std::function<void(change, std::string token)> done);
    void revoke_device(hall_id hall, device_id id, std::function<void(change)> done);
    // A copy of the store's file, see store::backup.
    void backup(std::string path, std::function<void(change)> done);
    [[nodiscard]] std::vector<account> accounts() const;
    [[nodiscard]] std::vector<device> devices() const;

private:
    using account_key = std::pair<hall_id, std::string>;
    using device_key = std::pair<hall_id, device_id>;

    [[nodiscard]] account const* account_of(hall_id const& hall, std::string const& name) const;
    void open_session(session draft, std::function<void(sign_in_outcome)> done);
    void write(std::function<void(store&)> work, std::function<void(bool written)> then);
    void verify(credentials who, account known, std::function<void(sign_in_outcome)> done);
    void end_if(std::function<bool(session const&)> const& ends);
    [[nodiscard]] bool still_holds(session const& session) const;
    void make_room();
    // `then`, to be posted from a pool thread; does nothing when this is gone by the time it runs.
    void post(posted then) const;

    store& store_;
    links wires_;
    registry_limits limits_;
    std::map<account_key, account> accounts_;
    std::map<device_key, device> devices_;
    std::map<digest, device_key> device_of_token_;
    std::map<digest, session> sessions_;
    lockout lockout_;
    std::string decoy_hash_;  // verified when the account is unknown, so that the time tells nothing
    std::function<void(session const&)> told_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    work_queue writing_;
    work_queue hashing_;
};

// The first administrator of an empty house: "admin" with a drawn password, returned once; empty when any account
// exists. Synchronous, for start-up before a registry is made.
[[nodiscard]] std::optional<std::string> bootstrap_admin(store& store, password_cost cost = {});

}  // namespace buduan::identity
