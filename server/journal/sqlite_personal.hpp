#pragma once

// Sealed personal records and the list of what was deleted, in one small SQLite file. What lies here is unreadable
// without the key file (personal_key_file.hpp), so this file may be copied and backed up. All calls from one thread.

#include "personal/stores.hpp"

#include <memory>
#include <string>

namespace buduan::journal {

class sqlite_personal final : public personal::record_store {
public:
    // Opens or creates. Throws personal::store_failure; the text says when another process holds it.
    explicit sqlite_personal(std::string const& path);
    ~sqlite_personal() override;

    void put(personal::sealed_record const& record) override;
    [[nodiscard]] std::optional<personal::sealed_record> get(personal::reference ref) override;
    [[nodiscard]] std::vector<personal::sealed_record> all() override;
    void erase(std::span<personal::deletion const> deletions) override;
    [[nodiscard]] std::vector<personal::deletion> deletions() override;
    void backup(std::string const& path) override;

private:
    class tables;
    std::unique_ptr<tables> tables_;
};

}  // namespace buduan::journal
