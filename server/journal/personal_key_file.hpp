#pragma once

// The keys of the sealed records, in a file of fixed slots. A database would move keys about its pages and leave copies
// behind; here a key lies in one place for all its life and is overwritten there with zeros, synced, when it dies. The
// file is small, belongs to no backup, and is readable by its owner only.
//
// What no program can promise: a disk that remaps blocks, or a file system that copies on write, may keep an old block
// for a while. Such a disk wants full encryption below.
//
// Layout: slots of 64 bytes, the first one a header. A slot is all zeros (free), or a CRC-32 (little endian) of the 60
// bytes behind it, 4 bytes of mark, 8 bytes due (milliseconds), 16 bytes reference, 32 bytes key. A slot never crosses a
// sector; one that does not check was torn before it was acknowledged and is zeroed when the file is opened.

#include "personal/stores.hpp"

#include <map>
#include <string>
#include <vector>

namespace buduan::journal {

class personal_key_file final : public personal::key_store {
public:
    // Opens or creates, and locks it. Throws personal::store_failure.
    explicit personal_key_file(std::string const& path);
    ~personal_key_file() override;
    personal_key_file(personal_key_file const&) = delete;
    personal_key_file& operator=(personal_key_file const&) = delete;

    void put(personal::stored_key const& key) override;
    [[nodiscard]] std::optional<personal::stored_key> get(personal::reference ref) override;
    [[nodiscard]] std::vector<personal::stored_key> due(personal::instant now) override;
    void destroy(std::span<personal::reference const> refs) override;
    [[nodiscard]] std::size_t size() const override { return keys_.size(); }

private:
    struct kept {
        std::size_t slot = 0;
        personal::stored_key key;
    };

    void load();
    void write(std::size_t slot, std::string const& octets);
    void sync();
    [[noreturn]] void fail(char const* doing) const;

    std::string path_;
    int file_ = -1;
    std::size_t slots_ = 0;  // beside the header
    std::vector<std::size_t> free_;
    std::map<personal::reference, kept> keys_;
};

}  // namespace buduan::journal
