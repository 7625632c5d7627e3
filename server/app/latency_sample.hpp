#pragma once

// Times of many deliveries, and what stands at a share of them.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace buduan::app {

class latency_sample {
public:
    void add(double milliseconds) {
        all_.push_back(milliseconds);
        sorted_ = false;
    }
    [[nodiscard]] std::size_t size() const { return all_.size(); }

    // The smallest time that at least this share (0 to 1) of all does not exceed; 0 of none.
    [[nodiscard]] double at(double share) const {
        if (all_.empty()) return 0;
        if (!sorted_) std::sort(all_.begin(), all_.end());
        sorted_ = true;
        auto const rank = static_cast<std::size_t>(share * static_cast<double>(all_.size()) + 0.999999);
        return all_[std::clamp<std::size_t>(rank, 1, all_.size()) - 1];
    }
    [[nodiscard]] double most() const { return at(1); }

private:
    mutable std::vector<double> all_;
    mutable bool sorted_ = true;
};

}  // namespace buduan::app
