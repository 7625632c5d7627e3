#pragma once

// Space on the disk held in reserve by a file of that size. When the disk is full the journal gives it up, so that the
// people who already wait can still be called and served; when there is room again it is taken back.

#include <cstdint>
#include <string>

namespace buduan::journal {

class ballast {
public:
    // Holds nothing yet, whatever an earlier process left at `path`: call `hold`. `size` 0 = no ballast wanted.
    ballast(std::string path, std::uint64_t size);

    // True when the whole size is held. Taken only while as much again stays free, so that a nearly full disk does not
    // switch to and fro.
    [[nodiscard]] bool hold();

    // Bytes set free.
    std::uint64_t release();

private:
    std::string path_;
    std::uint64_t size_;
};

}  // namespace buduan::journal
