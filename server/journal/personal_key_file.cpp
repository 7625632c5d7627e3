#include "journal/personal_key_file.hpp"

#include <boost/crc.hpp>
#include <openssl/crypto.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace buduan::journal {
namespace {

using namespace personal;

constexpr std::size_t slot_bytes = 64;
constexpr std::string_view header = "BUDUAN PERSONAL KEYS 1\n";
constexpr std::string_view mark = "KEY1";

std::string const& zeros() {
    static std::string const all(slot_bytes, '\0');
    return all;
}

template <class Number>
void put_number(std::string& octets, std::size_t at, Number value) {
    for (std::size_t i = 0; i < sizeof value; ++i)
        octets[at + i] = static_cast<char>(value >> (8 * i) & 0xff);
}

template <class Number>
Number number_at(std::string_view octets, std::size_t at) {
    Number value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) {
        value |= static_cast<Number>(static_cast<Number>(static_cast<unsigned char>(octets[at + i])) << (8 * i));
    }
    return value;
}

std::uint32_t checksum(std::string_view slot) {
    boost::crc_32_type crc;
    crc.process_bytes(slot.data() + 4, slot_bytes - 4);
    return crc.checksum();
}

std::string encode(stored_key const& key) {
    std::string slot(slot_bytes, '\0');
    std::copy(mark.begin(), mark.end(), slot.begin() + 4);
    put_number(slot, 8, static_cast<std::uint64_t>(key.due.time_since_epoch().count()));
    std::copy(key.ref.bytes.begin(), key.ref.bytes.end(), slot.begin() + 16);
    std::copy(key.secret.begin(), key.secret.end(), slot.begin() + 32);
    put_number(slot, 0, checksum(slot));
    return slot;
}

std::optional<stored_key> decode(std::string_view slot) {
    if (slot.substr(4, mark.size()) != mark || number_at<std::uint32_t>(slot, 0) != checksum(slot)) return std::nullopt;
    stored_key key;
    key.due = instant(std::chrono::milliseconds(static_cast<std::int64_t>(number_at<std::uint64_t>(slot, 8))));
    std::copy_n(slot.begin() + 16, key.ref.bytes.size(), key.ref.bytes.begin());
    std::copy_n(slot.begin() + 32, key.secret.size(), key.secret.begin());
    return key;
}

}  // namespace

personal_key_file::personal_key_file(std::string const& path) : path_(path) {
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file_ < 0) fail("open");
    try {
        if (::flock(file_, LOCK_EX | LOCK_NB) != 0) throw store_failure(path_ + " is in use by another process");
        load();
    } catch (...) {
        ::close(file_);
        throw;
    }
}

personal_key_file::~personal_key_file() {
    for (auto& [ref, place] : keys_)
        OPENSSL_cleanse(place.key.secret.data(), place.key.secret.size());
    ::close(file_);
}

void personal_key_file::load() {
    std::string first(header);
    first.resize(slot_bytes, '\0');
    struct stat about {};
    if (::fstat(file_, &about) != 0) fail("stat");
    auto const size = static_cast<std::size_t>(about.st_size);
    if (size < slot_bytes) {  // new, or torn at its making
        write(0, first);
        sync();
        return;
    }
    std::string slot(slot_bytes, '\0');
    slots_ = (size + slot_bytes - 1) / slot_bytes - 1;
    for (std::size_t at = 0; at <= slots_; ++at) {
        std::fill(slot.begin(), slot.end(), '\0');
        if (::pread(file_, slot.data(), slot_bytes, static_cast<off_t>(at * slot_bytes)) < 0) fail("read");
        if (at == 0) {
            if (slot != first) throw store_failure(path_ + " is no file of personal keys");
        } else if (auto const key = decode(slot)) {
            keys_[key->ref] = {at, *key};
        } else {
            if (slot != zeros()) write(at, zeros());
            free_.push_back(at);
        }
    }
    OPENSSL_cleanse(slot.data(), slot.size());
    sync();
}

void personal_key_file::put(stored_key const& key) {
    auto const known = keys_.find(key.ref);
    std::size_t slot = slots_ + 1;
    if (known != keys_.end()) {
        slot = known->second.slot;
    } else if (!free_.empty()) {
        slot = free_.back();
    }
    auto octets = encode(key);
    write(slot, octets);
    OPENSSL_cleanse(octets.data(), octets.size());
    sync();
    if (known == keys_.end()) {
        if (slot > slots_) {
            slots_ = slot;
        } else {
            free_.pop_back();
        }
    }
    keys_[key.ref] = {slot, key};
}

std::optional<stored_key> personal_key_file::get(reference ref) {
    auto const found = keys_.find(ref);
    if (found == keys_.end()) return std::nullopt;
    return found->second.key;
}

std::vector<stored_key> personal_key_file::due(instant now) {
    std::vector<stored_key> found;
    for (auto const& [ref, place] : keys_) {
        if (place.key.due <= now) found.push_back(place.key);
    }
    std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.due < b.due; });
    return found;
}

void personal_key_file::destroy(std::span<reference const> refs) {
    for (auto const& ref : refs) {
        if (auto const found = keys_.find(ref); found != keys_.end()) write(found->second.slot, zeros());
    }
    sync();
    for (auto const& ref : refs) {
        auto const found = keys_.find(ref);
        if (found == keys_.end()) continue;
        free_.push_back(found->second.slot);
        OPENSSL_cleanse(found->second.key.secret.data(), found->second.key.secret.size());
        keys_.erase(found);
    }
}

void personal_key_file::write(std::size_t slot, std::string const& octets) {
    auto const at = static_cast<off_t>(slot * slot_bytes);
    if (::pwrite(file_, octets.data(), slot_bytes, at) != static_cast<ssize_t>(slot_bytes)) fail("write");
}

void personal_key_file::sync() {
    if (::fdatasync(file_) != 0) fail("sync");
}

void personal_key_file::fail(char const* doing) const {
    throw store_failure("cannot " + std::string(doing) + ' ' + path_ + ": " + std::strerror(errno));
}

}  // namespace buduan::journal
