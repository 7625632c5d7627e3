#pragma once

#include <string_view>

namespace buduan::live {

// Well-formed UTF-8 as of Unicode table 3-7: no overlong forms, no surrogates, nothing beyond U+10FFFF.
[[nodiscard]] bool valid_utf8(std::string_view text);

}  // namespace buduan::live
