#pragma once

// The journal in memory: the reference the other back ends are compared with, and the disk of the simulation. It keeps
// the whole contract but durability, and it is a value: a copy is the journal as it stood at that moment.

#include "journal/journal.hpp"

#include <map>
#include <unordered_map>

namespace buduan::journal {

class memory_journal final : public journal {
public:
    [[nodiscard]] tail_position claim(dispatch::hall_id hall, std::string const& node) override;
    [[nodiscard]] std::vector<append_result> append(std::span<append_request const> requests) override;
    [[nodiscard]] std::vector<stored_record> read(dispatch::hall_id hall, std::uint64_t after,
                                                  std::size_t limit) override;
    [[nodiscard]] tail_position tail(dispatch::hall_id hall) override;
    [[nodiscard]] std::optional<std::uint64_t> find(dispatch::hall_id hall, command_id command) override;
    void put_snapshot(dispatch::hall_id hall, stored_snapshot const& snapshot) override;
    [[nodiscard]] std::optional<stored_snapshot> snapshot(dispatch::hall_id hall) override;
    [[nodiscard]] std::vector<dispatch::hall_id> halls() override;
    [[nodiscard]] std::vector<damage> verify_in_steps(std::function<void()> const& step) override;
    // Throws std::logic_error: there is no file to copy.
    void backup(std::string const& path, std::function<void()> const& step) override;

private:
    struct stream {
        tail_position tail;
        instant newest{};  // of all records
        std::vector<stored_record> records;
        std::unordered_map<command_id, std::uint64_t> commands;  // of the window, and some older
        std::size_t forgotten = 0;                               // records whose commands are out of `commands`
        std::optional<stored_snapshot> snapshot;
    };

    static append_result append_to(stream& to, append_request const& request);
    static std::optional<std::uint64_t> recorded(stream const& in, command_id command, instant newest);
    static void forget_old_commands(stream& in);

    std::map<dispatch::hall_id, stream> streams_;
};

}  // namespace buduan::journal
