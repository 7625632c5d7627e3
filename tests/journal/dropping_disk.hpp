#pragma once

// A disk in memory that knows the difference between written and durable, and can lose what is not durable in every way
// a power cut may: writes dropped, kept out of order, torn at sectors of 512 bytes, sectors of garbage, files and
// deletions that never reached the folder. It can also fail: full, I/O errors, a sync that fails once and forgets what
// it should have written (as Linux does). One thread; all chance comes from the caller's generator.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::tests {

class dropping_disk {
public:
    static constexpr std::size_t sector = 512;

    enum class answer : std::uint8_t { ok, full, io_error };

    // With `powersafe`, bytes outside of an interrupted write are never harmed; without it whole sectors may be.
    explicit dropping_disk(bool powersafe) : powersafe_(powersafe) {}

    // A file's content lives on while somebody has it open, as on a real disk.
    struct pending_change {
        std::size_t offset = 0;
        std::string octets;
        std::optional<std::size_t> cut_to;  // a truncation instead of a write
    };
    struct inode {
        std::string seen;     // by the running process
        std::string durable;  // after a power cut now
        std::vector<pending_change> pending;
        bool sync_failed = false;  // `seen` holds what neither is durable nor will be
    };
    using node = std::shared_ptr<inode>;

    [[nodiscard]] node open(std::string const& name, bool create);
    [[nodiscard]] node find(std::string const& name) const;
    answer write(inode& file, std::size_t offset, std::string_view octets);
    answer truncate(inode& file, std::size_t length);
    answer sync(inode& file, bool folder_too);
    answer remove(std::string const& name, bool sync_folder);
    [[nodiscard]] bool readable() const { return !dead_; }

    // The power fails, or the process is killed, at the n-th change or sync from now (1 = the next): that one is left in
    // doubt, and all that follows is answered io_error until `power_cut` or `process_killed`.
    void die_at(std::uint64_t nth) { die_at_ = changes_ + nth; }
    [[nodiscard]] bool dead() const { return dead_; }
    [[nodiscard]] std::uint64_t changes() const { return changes_; }

    // The n-th sync from now fails; what it should have made durable stays visible and never becomes durable.
    void fail_sync_at(std::uint64_t nth) { fail_sync_at_ = syncs_ + nth; }
    // The n-th write from now fails.
    void fail_write_at(std::uint64_t nth) { fail_write_at_ = writes_ + nth; }
    // Writes that would make the sum of all files longer are answered full. nullopt = no bound.
    void limit(std::optional<std::size_t> bytes) { limit_ = bytes; }
    [[nodiscard]] std::size_t used() const;

    // What is left when the power comes back.
    void power_cut(std::mt19937_64& chance);
    // The process is gone, the machine runs on: everything written stays visible, and is no more durable than before.
    // Only what a failed sync forgot is gone, because the journal drops the cache of its files before it reads them.
    void process_killed();

    struct tally {
        std::uint64_t power_cuts = 0;
        std::uint64_t changes_kept = 0;
        std::uint64_t changes_dropped = 0;
        std::uint64_t changes_torn = 0;
        std::uint64_t kept_after_dropped = 0;  // out of order
        std::uint64_t sectors_garbled = 0;
        std::uint64_t entries_lost = 0;      // files never to be found again
        std::uint64_t deletions_undone = 0;  // files that came back
        std::uint64_t syncs_failed = 0;
        tally& operator+=(tally const& other);
    };
    [[nodiscard]] tally const& counts() const { return counts_; }

private:
    struct folder_change {
        std::string name;
        node file;  // null = removed
    };

    // Counts a change or sync; false when the disk is dead or dies with this one.
    bool alive_for_change(bool& in_doubt);
    static void apply(std::string& to, pending_change const& change);
    void settle_file(inode& file, std::mt19937_64& chance);
    void settle_write(inode& file, pending_change const& change, std::mt19937_64& chance, bool& dropped_before);
    void settle_folder(std::mt19937_64& chance);
    void revive();

    bool powersafe_;
    std::map<std::string, node> folder_;          // as seen
    std::map<std::string, node> durable_folder_;  // as durable
    std::vector<folder_change> folder_pending_;
    std::uint64_t changes_ = 0;
    std::uint64_t writes_ = 0;
    std::uint64_t syncs_ = 0;
    std::optional<std::uint64_t> die_at_;
    std::optional<std::uint64_t> fail_sync_at_;
    std::optional<std::uint64_t> fail_write_at_;
    std::optional<std::size_t> limit_;
    bool dead_ = false;
    tally counts_;
};

}  // namespace buduan::tests
