#pragma once

// A second, tiny file that remembers the number of the newest acknowledged commit. SQLite drops the end of its
// write-ahead log in silence when a byte of it is damaged or the file was cut short, because that looks the same as a
// commit that never ended. The witness is written after each commit and never synced: after a power cut it may be older
// than the journal, never newer, so a journal that is older than its witness has lost what was acknowledged.
//
// Two slots of 40 bytes are written in turn, so that a torn write leaves the other; an unreadable witness counts as none.

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace buduan::journal {

class tail_witness {
public:
    struct testimony {
        std::uint64_t identity = 0;  // of the journal file it speaks of
        std::uint64_t commit = 0;
    };

    // Opens or creates the file on the VFS of that name (empty = default). Throws sqlite_error.
    tail_witness(std::string const& path, std::string const& vfs);
    ~tail_witness();
    tail_witness(tail_witness const&) = delete;
    tail_witness& operator=(tail_witness const&) = delete;

    // The newer of the readable slots. Throws sqlite_error when the disk cannot be read.
    [[nodiscard]] std::optional<testimony> read();

    // Empties the file, for a new journal. Throws sqlite_error.
    void forget();

    // SQLITE_OK or the error's code; a full disk is no harm, the witness only stays behind.
    [[nodiscard]] int write(testimony const& newest);

private:
    std::string name_;  // with the two zero bytes that a VFS may look for behind a name
    std::unique_ptr<std::max_align_t[]> memory_;
    sqlite3_file* file_ = nullptr;
};

}  // namespace buduan::journal
