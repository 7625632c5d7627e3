#pragma once

// Accounts, devices and sessions in one small SQLite file: synchronous=FULL, one connection in EXCLUSIVE locking mode.
// Readable by its owner only. All calls from one thread.

#include "identity/store.hpp"

#include <memory>
#include <string>

namespace buduan::journal {

class sqlite_identity final : public identity::store {
public:
    // Opens or creates. Throws identity::store_failure; the text says when another process holds it.
    explicit sqlite_identity(std::string const& path);
    ~sqlite_identity() override;

    [[nodiscard]] identity::contents load() override;
    void put_accounts(std::span<identity::account const> accounts) override;
    void put_device(identity::device const& device) override;
    void put_session(identity::session const& session) override;
    void end_sessions(std::span<identity::digest const> ids) override;
    void backup(std::string const& path) override;

private:
    class tables;
    std::unique_ptr<tables> tables_;
};

}  // namespace buduan::journal
