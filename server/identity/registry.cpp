#include "identity/registry.hpp"

#include "identity/secret.hpp"

#include <algorithm>
#include <set>

namespace buduan::identity {
namespace {

// Of the cost of real hashes and of a password nobody knows.
std::string make_decoy(password_cost cost) {
    return hash_password(draw_token(), cost);
}

bool valid_password(std::string_view password) {
    return password.size() >= password_min_bytes && password.size() <= password_max_bytes;
}

bool earlier(std::pair<digest const, session> const& a, std::pair<digest const, session> const& b) {
    return a.second.expires < b.second.expires;
}

}  // namespace

registry::registry(store& store, links wires, registry_limits limits)
    : store_(store),
      wires_(std::move(wires)),
      limits_(limits),
      lockout_(limits.lockout),
      decoy_hash_(make_decoy(limits.cost)),
      writing_(1, limits.writing_queue),
      hashing_(limits.hashing_threads, limits.hashing_queue) {
    auto loaded = store_.load();
    for (auto& account : loaded.accounts) {
        account_key key{account.hall, account.name};
        accounts_.emplace(std::move(key), std::move(account));
    }
    for (auto& device : loaded.devices) {
        if (!device.revoked) device_of_token_.emplace(device.token, device_key{device.hall, device.id});
        device_key key{device.hall, device.id};
        devices_.emplace(std::move(key), std::move(device));
    }
    auto const now = wires_.now();
    for (auto& session : loaded.sessions) {
        if (session.expires > now && still_holds(session)) sessions_.emplace(session.id, std::move(session));
    }
}

registry::~registry() = default;

void registry::post(posted then) const {
    wires_.post([then = std::move(then), alive = std::weak_ptr<bool>(alive_)] {
        if (!alive.expired()) then();
    });
}

account const* registry::account_of(hall_id const& hall, std::string const& name) const {
    auto found = accounts_.find({hall, name});
    if (found == accounts_.end()) found = accounts_.find({hall_id{}, name});
    return found == accounts_.end() ? nullptr : &found->second;
}

bool registry::still_holds(session const& session) const {
    if (auto const* staff = session.staff()) {
        auto const found = accounts_.find({session.hall, staff->account});
        return found != accounts_.end() && !found->second.disabled;
    }
    auto const found = devices_.find({session.hall, session.device()->device});
    return found != devices_.end() && !found->second.revoked;
}

void registry::sign_in(credentials who, std::function<void(sign_in_outcome)> done) {
    auto const now = wires_.now();
    if (auto const until = lockout_.locked_until(who.hall, who.account, who.peer, now); until > now) {
        return done(denied{denial::locked_out, until});
    }
    if (who.password.size() > password_max_bytes || !valid_account_name(who.account)) {
        return done(denied{denial::wrong, {}});
    }
    auto const* known = account_of(who.hall, who.account);
    account candidate = known && !known->disabled ? *known : account{};
    if (candidate.name.empty()) candidate.password_hash = decoy_hash_;
    verify(std::move(who), std::move(candidate), std::move(done));
}

void registry::verify(credentials who, account known, std::function<void(sign_in_outcome)> done) {
    auto const hall = who.hall;
    auto const name = who.account;
    auto const peer = who.peer;
    bool const given = hashing_.give([this, who = std::move(who), known = std::move(known), done] {
        bool const right = verify_password(who.password, known.password_hash) && !known.name.empty();
        post([this, who, known, done, right] {
            if (!right) return done(denied{denial::wrong, {}});
            lockout_.succeeded(who.hall, who.account, who.peer);
            // The account may have been changed or disabled while the pool was hashing.
            auto const* current = account_of(who.hall, who.account);
            if (!current || *current != known) return done(denied{denial::wrong, {}});
            session draft;
            draft.hall = known.hall;
            draft.actor = staff_actor{known.name, known.staff, known.role};
            draft.expires = wires_.now() + limits_.staff_session;
            open_session(std::move(draft), done);
        });
    });
    if (given) {
        lockout_.tried(hall, name, peer, wires_.now());
    } else {
        done(denied{denial::busy, {}});
    }
}

void registry::sign_in_device(std::string const& token, std::function<void(sign_in_outcome)> done) {
    auto const found = token.size() == token_length ? device_of_token_.find(digest_of(token)) : device_of_token_.end();
    if (found == device_of_token_.end()) return done(denied{denial::wrong, {}});
    auto const& device = devices_.at(found->second);
    session draft;
    draft.hall = device.hall;
    draft.actor = device_actor{device.id, device.kind};
    draft.expires = wires_.now() + limits_.device_session;
    open_session(std::move(draft), std::move(done));
}

void registry::open_session(session draft, std::function<void(sign_in_outcome)> done) {
    auto token = draw_token();
    draft.id = digest_of(token);
    auto write_it = [draft](store& store) { store.put_session(draft); };
    write(write_it, [this, draft, token = std::move(token), done = std::move(done)](bool written) {
        if (!written) return done(denied{denial::unavailable, {}});
        if (!still_holds(draft)) return done(denied{denial::wrong, {}});
        make_room();
        sessions_.emplace(draft.id, draft);
        done(grant{token, draft});
    });
}

void registry::make_room() {
    if (sessions_.size() < limits_.sessions) return;
    auto const first = std::min_element(sessions_.begin(), sessions_.end(), earlier)->first;
    end_if([first](session const& session) { return session.id == first; });
}

session const* registry::find(std::string_view token) const {
    if (token.size() != token_length) return nullptr;
    auto const found = sessions_.find(digest_of(token));
    if (found == sessions_.end() || found->second.expires <= wires_.now()) return nullptr;
    return &found->second;
}

void registry::sign_out(std::string_view token) {
    auto const id = digest_of(token);
    end_if([id](session const& session) { return session.id == id; });
}

void registry::expire() {
    auto const now = wires_.now();
    end_if([now](session const& session) { return session.expires <= now; });
}

void registry::end_if(std::function<bool(session const&)> const& ends) {
    std::vector<session> ended;
    for (auto at = sessions_.begin(); at != sessions_.end();) {
        if (ends(at->second)) {
            ended.push_back(std::move(at->second));
            at = sessions_.erase(at);
        } else {
            ++at;
        }
    }
    if (ended.empty()) return;
    std::vector<digest> ids;
    for (auto const& session : ended)
        ids.push_back(session.id);
    write([ids = std::move(ids)](store& store) { store.end_sessions(ids); }, [](bool) {});
    if (!told_) return;
    for (auto const& session : ended)
        told_(session);
}

void registry::write(std::function<void(store&)> work, std::function<void(bool)> then) {
    bool const given = writing_.give([this, work = std::move(work), then] {
        bool written = true;
        try {
            work(store_);
        } catch (store_failure const&) {
            written = false;
        }
        post([then, written] { then(written); });
    });
    if (!given) then(false);
}

void registry::put_account(account_draft draft, bool replace, std::function<void(change)> done) {
    if (!valid_account_name(draft.name) || !valid_password(draft.password)) return done(change::invalid);
    if (!replace && accounts_.contains({draft.hall, draft.name})) return done(change::exists);
    bool const given = hashing_.give([this, draft = std::move(draft), done] {
        account made{draft.hall, draft.name, draft.staff, draft.role, {}, false};
        try {
            made.password_hash = hash_password(draft.password, limits_.cost);
        } catch (std::runtime_error const&) {
            return post([done] { done(change::unavailable); });
        }
        post([this, made = std::move(made), done] { put_hashed({made}, done); });
    });
    if (!given) done(change::busy);
}

void registry::put_hashed(std::vector<account> accounts, std::function<void(change)> done) {
    for (auto const& account : accounts) {
        if (!valid_account_name(account.name)) return done(change::invalid);
    }
    auto const shared = std::make_shared<std::vector<account> const>(std::move(accounts));
    write([shared](store& store) { store.put_accounts(*shared); },
          [this, shared, done = std::move(done)](bool written) {
              if (!written) return done(change::unavailable);
              std::set<account_key> changed;
              for (auto const& account : *shared) {
                  account_key key{account.hall, account.name};
                  auto const [at, fresh] = accounts_.try_emplace(key, account);
                  if (fresh) continue;
                  at->second = account;
                  changed.insert(std::move(key));
              }
              end_if([&changed](session const& session) {
                  return session.staff() && changed.contains({session.hall, session.staff()->account});
              });
              done(change::ok);
          });
}

void registry::set_disabled(hall_id hall, std::string const& name, bool disabled, std::function<void(change)> done) {
    auto const found = accounts_.find({hall, name});
    if (found == accounts_.end()) return done(change::unknown);
    auto changed = found->second;
    changed.disabled = disabled;
    put_hashed({std::move(changed)}, std::move(done));
}

void registry::put_device(device_draft draft, std::function<void(change, std::string)> done) {
    if (draft.hall.empty() || draft.id.empty()) return done(change::invalid, {});
    auto const found = devices_.find({draft.hall, draft.id});
    if (found != devices_.end() && !found->second.revoked) return done(change::exists, {});
    auto token = draw_token();
    device const made{draft.id, draft.hall, draft.kind, std::move(draft.label), digest_of(token), false};
    write([made](store& store) { store.put_device(made); },
          [this, made, token = std::move(token), done = std::move(done)](bool written) {
              if (!written) return done(change::unavailable, {});
              devices_.insert_or_assign({made.hall, made.id}, made);
              device_of_token_.insert_or_assign(made.token, device_key{made.hall, made.id});
              done(change::ok, token);
          });
}

void registry::revoke_device(hall_id hall, device_id id, std::function<void(change)> done) {
    auto const found = devices_.find({hall, id});
    if (found == devices_.end()) return done(change::unknown);
    auto revoked = found->second;
    revoked.revoked = true;
    write([revoked](store& store) { store.put_device(revoked); },
          [this, revoked, done = std::move(done)](bool written) {
              if (!written) return done(change::unavailable);
              device_of_token_.erase(revoked.token);
              devices_.insert_or_assign({revoked.hall, revoked.id}, revoked);
              end_if([&revoked](session const& session) {
                  return session.hall == revoked.hall && session.device() && session.device()->device == revoked.id;
              });
              done(change::ok);
          });
}

void registry::backup(std::string path, std::function<void(change)> done) {
    write([path = std::move(path)](store& store) { store.backup(path); },
          [done = std::move(done)](bool written) { done(written ? change::ok : change::unavailable); });
}

std::vector<account> registry::accounts() const {
    std::vector<account> all;
    for (auto const& [key, account] : accounts_)
        all.push_back(account);
    return all;
}

std::vector<device> registry::devices() const {
    std::vector<device> all;
    for (auto const& [key, device] : devices_)
        all.push_back(device);
    return all;
}

std::optional<std::string> bootstrap_admin(store& store, password_cost cost) {
    if (!store.load().accounts.empty()) return std::nullopt;
    auto password = draw_password();
    account const admin{hall_id{}, "admin", staff_id{}, role::admin, hash_password(password, cost), false};
    store.put_accounts({&admin, 1});
    return password;
}

}  // namespace buduan::identity
