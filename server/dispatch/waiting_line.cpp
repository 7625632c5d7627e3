#include "dispatch/waiting_line.hpp"

#include <algorithm>
#include <iterator>

namespace buduan::dispatch {
namespace {

// Moving half a block costs about as much as finding it.
constexpr std::size_t most_in_block = 128;

}  // namespace

std::size_t waiting_line::block_of(waiting_entry const& entry) const {
    auto const found =
        std::partition_point(blocks_.begin(), blocks_.end(), [&](block const& one) { return one.back() < entry; });
    return static_cast<std::size_t>(found - blocks_.begin());
}

waiting_line::cursor waiting_line::from(waiting_entry const& entry) const {
    std::size_t const place = block_of(entry);
    if (place == blocks_.size()) return {*this, place, 0};
    block const& at = blocks_[place];
    auto const found = std::lower_bound(at.begin(), at.end(), entry);
    return {*this, place, static_cast<std::size_t>(found - at.begin())};
}

std::size_t waiting_line::before(waiting_entry const& entry) const {
    cursor const at = from(entry);
    std::size_t count = at.place_;
    for (std::size_t i = 0; i < at.block_; ++i) {
        count += blocks_[i].size();
    }
    return count;
}

void waiting_line::insert(waiting_entry const& entry) {
    ++size_;
    std::size_t const wanted = block_of(entry);
    if (wanted == blocks_.size() && (blocks_.empty() || blocks_.back().size() == most_in_block)) {
        blocks_.emplace_back().reserve(most_in_block);
        blocks_.back().push_back(entry);
        return;
    }
    std::size_t const place = std::min(wanted, blocks_.size() - 1);
    block& into = blocks_[place];
    into.insert(std::lower_bound(into.begin(), into.end(), entry), entry);
    if (into.size() <= most_in_block) return;

    auto const half = into.begin() + most_in_block / 2;
    block upper(half, into.end());
    into.erase(half, into.end());
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(place) + 1, std::move(upper));
}

bool waiting_line::erase(waiting_entry const& entry) {
    std::size_t const place = block_of(entry);
    if (place == blocks_.size()) return false;
    block& from = blocks_[place];
    auto const found = std::lower_bound(from.begin(), from.end(), entry);
    if (found == from.end() || *found != entry) return false;
    from.erase(found);
    if (from.empty()) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(place));
    --size_;
    return true;
}

}  // namespace buduan::dispatch
