#pragma once

// The rows of the SQLite journal as values: what is read is checked for shape and seals, nothing here decides or opens a
// transaction. Throws sqlite_error, and damaged_journal for rows that cannot be right.

#include "journal/journal.hpp"
#include "journal/sqlite_database.hpp"

#include <map>

namespace buduan::journal {

struct hall_row {
    std::uint64_t number = 0;
    hall_id name;
    tail_position tail;
    instant newest{};               // of all records' times
    std::uint64_t forgotten = 0;    // commands of records up to here are pruned if they were out of the window
    std::uint64_t last_commit = 0;  // the number of the last commit that touched this hall
};

using hall_rows = std::map<hall_id, hall_row>;

class journal_rows {
public:
    explicit journal_rows(sqlite_database& in);

    [[nodiscard]] std::uint64_t identity();
    void set_identity(std::uint64_t identity);

    [[nodiscard]] hall_rows halls();
    void add_hall(hall_row const& row);
    void update_hall(hall_row const& row);

    void add_epoch(hall_row const& row, std::string const& node);
    [[nodiscard]] std::uint64_t newest_epoch(hall_row const& row);

    void add_record(hall_row const& of, stored_record const& record);
    // As stored, the chain unchecked.
    [[nodiscard]] std::optional<stored_record> record(hall_row const& of, std::uint64_t seq);
    // Records after `after`, at most `limit`, chain checked from the predecessor's stored hash to the last one read, and
    // against the tail when that is reached.
    [[nodiscard]] std::vector<stored_record> records(hall_row const& of, std::uint64_t after, std::size_t limit);
    [[nodiscard]] std::uint64_t last_seq(hall_row const& of);

    void put_command(hall_row const& of, command_id command, std::uint64_t seq);
    [[nodiscard]] std::optional<std::uint64_t> seq_of(hall_row const& of, command_id command);
    // Removes the command unless a newer record has used it again.
    void forget_command(hall_row const& of, command_id command, std::uint64_t seq);
    [[nodiscard]] std::uint64_t count_commands(hall_row const& of);

    void put_snapshot(hall_row const& of, stored_snapshot const& snapshot);
    struct sealed_snapshot {
        stored_snapshot snapshot;
        bool sound = false;
    };
    [[nodiscard]] std::optional<sealed_snapshot> snapshot(hall_row const& of);

private:
    sqlite_statement identity_, set_identity_;
    sqlite_statement halls_, add_hall_, update_hall_;
    sqlite_statement add_epoch_, newest_epoch_;
    sqlite_statement add_record_, one_record_, some_records_, last_place_;
    sqlite_statement put_command_, seq_of_, forget_command_, count_commands_;
    sqlite_statement put_snapshot_, snapshot_, drop_chunks_, add_chunk_, chunks_;
};

}  // namespace buduan::journal
