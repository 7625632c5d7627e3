#pragma once

// Everything that is left to chance in a seed comes from here, so that the seed replays it on every machine: own
// generator (xoshiro256**), no distribution of the standard library.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace buduan::simulation {

class chance {
public:
    explicit chance(std::uint64_t seed) {
        for (std::uint64_t& word : state_) {
            seed += 0x9e3779b97f4a7c15;
            word = mixed(seed);
        }
    }

    std::uint64_t next() {
        std::uint64_t const drawn = rotated(state_[1] * 5, 7) * 9;
        std::uint64_t const shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = rotated(state_[3], 45);
        return drawn;
    }

    // 0 to n - 1; n is small, so the bias of the remainder is of no account.
    std::uint64_t below(std::uint64_t n) { return next() % n; }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
    }
    bool in_thousand(std::uint64_t n) { return below(1000) < n; }
    bool percent(std::uint64_t n) { return below(100) < n; }

    template <class T>
    T const& pick(std::vector<T> const& from) {
        return from[static_cast<std::size_t>(below(from.size()))];
    }

    // A stream of its own: drawing from it moves no other.
    chance fork() { return chance(next()); }

private:
    static std::uint64_t rotated(std::uint64_t word, int by) { return (word << by) | (word >> (64 - by)); }
    static std::uint64_t mixed(std::uint64_t word) {
        word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
        word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
        return word ^ (word >> 31);
    }

    std::array<std::uint64_t, 4> state_{};
};

}  // namespace buduan::simulation
