#include "journal/dropping_vfs.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace buduan::tests {
namespace {

struct opened_file {
    sqlite3_file as_sqlite;  // first: SQLite knows only this part
    dropping_vfs* on;
    dropping_disk::node* content;
    bool sync_folder;  // with the first sync, as the unix VFS does for new logs and rollback journals
};

opened_file& mine(sqlite3_file* file) {
    return *reinterpret_cast<opened_file*>(file);
}

dropping_vfs& of(sqlite3_vfs* vfs) {
    return *static_cast<dropping_vfs*>(vfs->pAppData);
}

int code_of(dropping_disk::answer given, int io_error) {
    switch (given) {
        case dropping_disk::answer::ok: return SQLITE_OK;
        case dropping_disk::answer::full: return SQLITE_FULL;
        case dropping_disk::answer::io_error: return io_error;
    }
    return SQLITE_INTERNAL;
}

int close_file(sqlite3_file* file) {
    delete mine(file).content;
    mine(file).content = nullptr;
    return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* to, int length, sqlite3_int64 offset) {
    opened_file& it = mine(file);
    if (!it.on->disk().readable()) return SQLITE_IOERR_READ;
    std::string const& content = (*it.content)->seen;
    auto const wanted = static_cast<std::size_t>(length);
    auto const first = std::min(static_cast<std::size_t>(offset), content.size());
    std::size_t const there = std::min(wanted, content.size() - first);
    std::memcpy(to, content.data() + first, there);
    if (there == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, void const* from, int length, sqlite3_int64 offset) {
    opened_file& it = mine(file);
    std::string_view const octets(static_cast<char const*>(from), static_cast<std::size_t>(length));
    return code_of(it.on->disk().write(**it.content, static_cast<std::size_t>(offset), octets), SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 length) {
    opened_file& it = mine(file);
    return code_of(it.on->disk().truncate(**it.content, static_cast<std::size_t>(length)), SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
    opened_file& it = mine(file);
    int const code = code_of(it.on->disk().sync(**it.content, it.sync_folder), SQLITE_IOERR_FSYNC);
    if (code == SQLITE_OK) it.sync_folder = false;
    return code;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    if (!mine(file).on->disk().readable()) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>((*mine(file).content)->seen.size());
    return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) {
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file*, int* held) {
    *held = 0;
    return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) {
    return dropping_disk::sector;
}

int characteristics(sqlite3_file* file) {
    return mine(file).on->powersafe() ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
}

// Version 1: no shared memory, no mapping. WAL works all the same, because the journal locks exclusively.
constexpr sqlite3_io_methods methods{1,
                                     close_file,
                                     read_file,
                                     write_file,
                                     truncate_file,
                                     sync_file,
                                     file_size,
                                     lock_file,
                                     lock_file,
                                     check_reserved_lock,
                                     file_control,
                                     sector_size,
                                     characteristics,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr};

int open_file(sqlite3_vfs* vfs, char const* name, sqlite3_file* file, int flags, int* given_flags) {
    auto& on = of(vfs);
    file->pMethods = nullptr;
    bool const create = (flags & SQLITE_OPEN_CREATE) != 0;
    bool const is_new = name == nullptr || !on.disk().find(name);
    dropping_disk::node content =
        name == nullptr ? std::make_shared<dropping_disk::inode>() : on.disk().open(name, create);
    if (!content || !on.disk().readable()) return SQLITE_CANTOPEN;
    bool const is_log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0;
    new (file) opened_file{{&methods}, &on, new dropping_disk::node(std::move(content)), is_new&& is_log};
    if (given_flags != nullptr) *given_flags = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, char const* name, int sync_folder) {
    if (!of(vfs).disk().find(name)) return SQLITE_IOERR_DELETE_NOENT;
    return code_of(of(vfs).disk().remove(name, sync_folder != 0), SQLITE_IOERR_DELETE);
}

// An empty file counts as none, as in the unix VFS.
int access_file(sqlite3_vfs* vfs, char const* name, int flags, int* found) {
    auto const file = of(vfs).disk().find(name);
    *found = file && (flags != SQLITE_ACCESS_EXISTS || !file->seen.empty()) ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, char const* name, int length, char* full) {
    sqlite3_snprintf(length, full, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int length, char* to) {
    std::generate_n(to, length, [vfs] { return static_cast<char>(of(vfs).chance()()); });
    return length;
}

int no_sleep(sqlite3_vfs*, int microseconds) {
    return microseconds;
}

int fixed_time(sqlite3_vfs*, double* julian_day) {
    *julian_day = 2461100.5;
    return SQLITE_OK;
}

int no_error(sqlite3_vfs*, int, char*) {
    return 0;
}

}  // namespace

dropping_vfs::dropping_vfs(bool powersafe, std::uint64_t seed)
    : powersafe_(powersafe), disk_(powersafe), chance_(seed) {
    static std::uint64_t made = 0;
    name_ = "dropping-" + std::to_string(++made);
    vfs_.iVersion = 1;
    vfs_.szOsFile = sizeof(opened_file);
    vfs_.mxPathname = 512;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.xOpen = open_file;
    vfs_.xDelete = delete_file;
    vfs_.xAccess = access_file;
    vfs_.xFullPathname = full_path;
    vfs_.xRandomness = randomness;
    vfs_.xSleep = no_sleep;
    vfs_.xCurrentTime = fixed_time;
    vfs_.xGetLastError = no_error;
    sqlite3_vfs_register(&vfs_, 0);
}

dropping_vfs::~dropping_vfs() {
    sqlite3_vfs_unregister(&vfs_);
}

}  // namespace buduan::tests
