#pragma once

// The store's contract in memory, for tests and simulation. Can be told to fail.

#include "identity/store.hpp"

#include <map>
#include <utility>

namespace buduan::identity {

class memory_store final : public store {
public:
    // From now on every writing call fails and changes nothing.
    void break_down(bool broken = true) { broken_ = broken; }

    [[nodiscard]] contents load() override {
        contents all;
        for (auto const& [key, account] : accounts_)
            all.accounts.push_back(account);
        for (auto const& [key, device] : devices_)
            all.devices.push_back(device);
        for (auto const& [key, session] : sessions_)
            all.sessions.push_back(session);
        return all;
    }
    void put_accounts(std::span<account const> accounts) override {
        require();
        for (auto const& account : accounts)
            accounts_.insert_or_assign({account.hall, account.name}, account);
    }
    void put_device(device const& device) override {
        require();
        devices_.insert_or_assign({device.hall, device.id}, device);
    }
    void put_session(session const& session) override {
        require();
        sessions_.insert_or_assign(session.id, session);
    }
    void end_sessions(std::span<digest const> ids) override {
        require();
        for (auto const& id : ids)
            sessions_.erase(id);
    }
    void backup(std::string const&) override { throw store_failure("identities in memory have no file to copy"); }

private:
    void require() const {
        if (broken_) throw store_failure("told to fail");
    }

    bool broken_ = false;
    std::map<std::pair<hall_id, std::string>, account> accounts_;
    std::map<std::pair<hall_id, device_id>, device> devices_;
    std::map<digest, session> sessions_;
};

}  // namespace buduan::identity
