#pragma once

// The files of a data folder, opened. What cannot be opened becomes a stop_program with the exit code and the sentence
// that the operator needs.

#include "app/data_folder.hpp"
#include "journal/personal_key_file.hpp"
#include "journal/sqlite_identity.hpp"
#include "journal/sqlite_journal.hpp"
#include "journal/sqlite_personal.hpp"

#include <memory>

namespace buduan::app {

struct stores {
    std::unique_ptr<journal::sqlite_journal> journal;
    std::unique_ptr<journal::sqlite_identity> identity;
    std::unique_ptr<journal::sqlite_personal> records;
    std::unique_ptr<journal::personal_key_file> keys;
};

struct store_options {
    std::uint64_t ballast_bytes = 0;
    bool accept_lost_tail = false;
};

[[nodiscard]] stores open_stores(data_folder const& folder, store_options options);

}  // namespace buduan::app
