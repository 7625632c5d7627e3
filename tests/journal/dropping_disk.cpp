#include "journal/dropping_disk.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buduan::tests {
namespace {

bool chosen(std::mt19937_64& chance, unsigned percent) {
    return chance() % 100 < percent;
}

}  // namespace

dropping_disk::tally& dropping_disk::tally::operator+=(tally const& other) {
    power_cuts += other.power_cuts;
    changes_kept += other.changes_kept;
    changes_dropped += other.changes_dropped;
    changes_torn += other.changes_torn;
    kept_after_dropped += other.kept_after_dropped;
    sectors_garbled += other.sectors_garbled;
    entries_lost += other.entries_lost;
    deletions_undone += other.deletions_undone;
    syncs_failed += other.syncs_failed;
    return *this;
}

dropping_disk::node dropping_disk::find(std::string const& name) const {
    auto const found = folder_.find(name);
    return found == folder_.end() ? nullptr : found->second;
}

dropping_disk::node dropping_disk::open(std::string const& name, bool create) {
    if (node const found = find(name); found || !create || dead_) return found;
    auto const made = std::make_shared<inode>();
    folder_[name] = made;
    folder_pending_.push_back({name, made});
    return made;
}

bool dropping_disk::alive_for_change(bool& in_doubt) {
    in_doubt = false;
    if (dead_) return false;
    ++changes_;
    if (die_at_ && changes_ >= *die_at_) {
        dead_ = true;
        in_doubt = true;
        return false;
    }
    return true;
}

dropping_disk::answer dropping_disk::write(inode& file, std::size_t offset, std::string_view octets) {
    ++writes_;
    if (fail_write_at_ && writes_ >= *fail_write_at_) {
        fail_write_at_.reset();
        return answer::io_error;
    }
    std::size_t const end = offset + octets.size();
    if (limit_ && end > file.seen.size() && used() + (end - file.seen.size()) > *limit_) return answer::full;
    bool in_doubt = false;
    bool const alive = alive_for_change(in_doubt);
    if (alive || in_doubt) {
        pending_change change{offset, std::string(octets), std::nullopt};
        apply(file.seen, change);
        file.pending.push_back(std::move(change));
    }
    return alive ? answer::ok : answer::io_error;
}

dropping_disk::answer dropping_disk::truncate(inode& file, std::size_t length) {
    bool in_doubt = false;
    bool const alive = alive_for_change(in_doubt);
    if (alive || in_doubt) {
        pending_change change{0, {}, length};
        apply(file.seen, change);
        file.pending.push_back(std::move(change));
    }
    return alive ? answer::ok : answer::io_error;
}

dropping_disk::answer dropping_disk::sync(inode& file, bool folder_too) {
    bool in_doubt = false;
    if (!alive_for_change(in_doubt)) return answer::io_error;
    ++syncs_;
    if (fail_sync_at_ && syncs_ >= *fail_sync_at_) {
        fail_sync_at_.reset();
        ++counts_.syncs_failed;
        file.pending.clear();
        file.sync_failed = true;
        return answer::io_error;
    }
    for (pending_change const& change : file.pending) {
        apply(file.durable, change);
    }
    file.pending.clear();
    if (folder_too) {
        durable_folder_ = folder_;
        folder_pending_.clear();
    }
    return answer::ok;
}

dropping_disk::answer dropping_disk::remove(std::string const& name, bool sync_folder) {
    bool in_doubt = false;
    bool const alive = alive_for_change(in_doubt);
    if (alive || in_doubt) {
        folder_.erase(name);
        folder_pending_.push_back({name, nullptr});
    }
    if (alive && sync_folder) {
        durable_folder_ = folder_;
        folder_pending_.clear();
    }
    return alive ? answer::ok : answer::io_error;
}

std::size_t dropping_disk::used() const {
    std::size_t sum = 0;
    for (auto const& [name, file] : folder_) {
        sum += file->seen.size();
    }
    return sum;
}

void dropping_disk::apply(std::string& to, pending_change const& change) {
    if (change.cut_to) {
        if (*change.cut_to < to.size()) to.resize(*change.cut_to);
        return;
    }
    std::size_t const end = change.offset + change.octets.size();
    if (to.size() < end) to.resize(end, '\0');
    std::copy(change.octets.begin(), change.octets.end(), to.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void dropping_disk::power_cut(std::mt19937_64& chance) {
    ++counts_.power_cuts;
    settle_folder(chance);
    for (auto& [name, file] : folder_) {
        settle_file(*file, chance);
    }
    revive();
}

void dropping_disk::process_killed() {
    for (auto& [name, file] : folder_) {
        if (!std::exchange(file->sync_failed, false)) continue;
        file->seen = file->durable;
        for (pending_change const& change : file->pending) {
            apply(file->seen, change);
        }
    }
    revive();
}

void dropping_disk::revive() {
    dead_ = false;
    die_at_.reset();
    fail_sync_at_.reset();
    fail_write_at_.reset();
}

// One of several tempers for the whole file, because real disks rarely lose by the toss of a coin for each write.
void dropping_disk::settle_file(inode& file, std::mt19937_64& chance) {
    unsigned const keep_percent = std::array{0U, 15U, 50U, 85U, 100U}[chance() % 5];
    bool const in_order = chosen(chance, 30);
    bool dropped_before = false;
    for (pending_change const& change : file.pending) {
        bool const keep = chosen(chance, keep_percent) && !(in_order && dropped_before);
        if (!keep) {
            dropped_before = true;
            ++counts_.changes_dropped;
        } else if (change.cut_to) {
            apply(file.durable, change);
            ++counts_.changes_kept;
        } else {
            settle_write(file, change, chance, dropped_before);
        }
    }
    file.pending.clear();
    file.sync_failed = false;
    file.seen = file.durable;
}

void dropping_disk::settle_write(inode& file, pending_change const& change, std::mt19937_64& chance,
                                 bool& dropped_before) {
    if (dropped_before) ++counts_.kept_after_dropped;
    if (!chosen(chance, 25)) {
        apply(file.durable, change);
        ++counts_.changes_kept;
        return;
    }
    ++counts_.changes_torn;
    dropped_before = true;
    std::size_t const end = change.offset + change.octets.size();
    for (std::size_t first = change.offset; first < end;) {
        std::size_t const next = std::min(end, (first / sector + 1) * sector);
        pending_change piece{first, change.octets.substr(first - change.offset, next - first), std::nullopt};
        switch (chance() % 5) {
            case 0:
            case 1: break;  // this sector keeps its old content
            case 2: {
                ++counts_.sectors_garbled;
                if (!powersafe_) {
                    piece.offset = first / sector * sector;
                    piece.octets.resize(std::min(sector, std::max(file.durable.size(), end) - piece.offset));
                }
                for (char& octet : piece.octets) {
                    octet = static_cast<char>(chance());
                }
                apply(file.durable, piece);
                break;
            }
            default: apply(file.durable, piece);
        }
        first = next;
    }
}

// A folder keeps its changes in order (file systems journal them), up to some point.
void dropping_disk::settle_folder(std::mt19937_64& chance) {
    std::size_t const kept = static_cast<std::size_t>(chance() % (folder_pending_.size() + 1));
    for (std::size_t i = 0; i < folder_pending_.size(); ++i) {
        folder_change const& change = folder_pending_[i];
        if (i < kept) {
            if (change.file) {
                durable_folder_[change.name] = change.file;
            } else {
                durable_folder_.erase(change.name);
            }
        } else if (change.file) {
            ++counts_.entries_lost;
        } else {
            ++counts_.deletions_undone;
        }
    }
    folder_pending_.clear();
    folder_ = durable_folder_;
}

}  // namespace buduan::tests
