#include "live/utf8.hpp"

#include <cstddef>

namespace buduan::live {
namespace {

struct sequence {
    std::size_t length = 0;  // 0: no first byte
    unsigned second_from = 0x80;
    unsigned second_to = 0xBF;
};

constexpr sequence sequence_of(unsigned char first) {
    if (first >= 0xC2 && first <= 0xDF) return {2};
    if (first == 0xE0) return {3, 0xA0, 0xBF};
    if (first == 0xED) return {3, 0x80, 0x9F};
    if (first >= 0xE1 && first <= 0xEF) return {3};
    if (first == 0xF0) return {4, 0x90, 0xBF};
    if (first >= 0xF1 && first <= 0xF3) return {4};
    if (first == 0xF4) return {4, 0x80, 0x8F};
    return {};
}

}  // namespace

bool valid_utf8(std::string_view text) {
    auto const at = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        if (at(i) < 0x80) {
            ++i;
            continue;
        }
        auto const expected = sequence_of(at(i));
        if (expected.length == 0 || text.size() - i < expected.length) return false;
        if (at(i + 1) < expected.second_from || at(i + 1) > expected.second_to) return false;
        for (std::size_t k = 2; k < expected.length; ++k) {
            if ((at(i + k) & 0xC0U) != 0x80) return false;
        }
        i += expected.length;
    }
    return true;
}

}  // namespace buduan::live
