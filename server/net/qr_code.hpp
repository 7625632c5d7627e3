#pragma once

#include <string>
#include <string_view>

namespace buduan::net {

// The text as a QR code (level M, quiet zone of four modules) in an SVG of one path; empty when it does not fit one.
[[nodiscard]] std::string qr_svg(std::string_view text);

}  // namespace buduan::net
