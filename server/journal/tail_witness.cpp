#include "journal/tail_witness.hpp"

#include "journal/chain.hpp"
#include "journal/octets.hpp"
#include "journal/sqlite_database.hpp"

#include <array>
#include <string_view>

namespace buduan::journal {
namespace {

constexpr std::string_view magic = "BDTAIL1\n";
constexpr std::size_t slot_length = 40;       // magic, identity, commit, digest
constexpr sqlite3_int64 slot_distance = 512;  // a sector each

}  // namespace

tail_witness::tail_witness(std::string const& path, std::string const& vfs) : name_(path) {
    name_.append(2, '\0');
    sqlite3_vfs* const disk = sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str());
    if (disk == nullptr) throw sqlite_error(SQLITE_ERROR, "open " + path, "no such VFS");
    std::size_t const words = static_cast<std::size_t>(disk->szOsFile) / sizeof(std::max_align_t) + 1;
    memory_ = std::make_unique<std::max_align_t[]>(words);
    auto* const file = reinterpret_cast<sqlite3_file*>(memory_.get());
    int const code = disk->xOpen(disk, name_.c_str(), file,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_SUPER_JOURNAL, nullptr);
    if (code != SQLITE_OK) {
        if (file->pMethods != nullptr) file->pMethods->xClose(file);
        throw sqlite_error(code, "open " + path, sqlite3_errstr(code));
    }
    file_ = file;
}

tail_witness::~tail_witness() {
    file_->pMethods->xClose(file_);
}

std::optional<tail_witness::testimony> tail_witness::read() {
    std::optional<testimony> newest;
    for (sqlite3_int64 const offset : {sqlite3_int64{0}, slot_distance}) {
        std::array<char, slot_length> slot{};
        int const code = file_->pMethods->xRead(file_, slot.data(), static_cast<int>(slot.size()), offset);
        if (code == SQLITE_IOERR_SHORT_READ) continue;
        if (code != SQLITE_OK) throw sqlite_error(code, "read " + name_, sqlite3_errstr(code));
        std::string_view const text(slot.data(), slot.size());
        if (text.substr(0, 8) != magic || as_text(digest(text.substr(0, 24))) != text.substr(24)) continue;
        testimony const found{take_u64(text.substr(8)), take_u64(text.substr(16))};
        if (!newest || found.commit > newest->commit) newest = found;
    }
    return newest;
}

void tail_witness::forget() {
    int const code = file_->pMethods->xTruncate(file_, 0);
    if (code != SQLITE_OK) throw sqlite_error(code, "empty " + name_, sqlite3_errstr(code));
}

int tail_witness::write(testimony const& newest) {
    std::string slot(magic);
    put_u64(slot, newest.identity);
    put_u64(slot, newest.commit);
    put_octets(slot, digest(slot));
    sqlite3_int64 const offset = newest.commit % 2 == 0 ? 0 : slot_distance;
    return file_->pMethods->xWrite(file_, slot.data(), static_cast<int>(slot.size()), offset);
}

}  // namespace buduan::journal
