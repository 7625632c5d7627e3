#pragma once

// Reads ESC/POS as a printer would, written from the command reference and not from our writer: what stands on the paper,
// in which size, which QR codes, where it is cut. Any byte sequence that is no known command is an error.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::tests {

struct printed_line {
    std::string text;  // UTF-8
    unsigned width = 1;
    unsigned height = 1;
    bool bold = false;
    char align = 'l';  // l, c, r
};

struct printed_paper {
    std::vector<printed_line> lines;
    std::vector<std::string> qr_codes;
    unsigned cuts = 0;
    unsigned fed_lines = 0;
    std::vector<std::string> errors;
};

// `encoding` is iconv's name for what the printer's fonts hold.
[[nodiscard]] printed_paper read_paper(std::string_view bytes, char const* encoding);

}  // namespace buduan::tests
