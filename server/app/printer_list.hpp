#pragma once

// The printers beside the kiosks, as they stand in the configuration: entries apart by commas, each
//   hall/kiosk=host[:port][+gb18030][+silent]
// where the kiosk is the device's id, `gb18030` says that the printer's font has every character, and `silent` that it
// never answers when asked how it is. "shanting/K01=10.0.0.9, shanting/K02=10.0.0.10:9101+gb18030"

#include "net/options.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace buduan::app {

// The printers, or what is wrong with the text.
[[nodiscard]] std::variant<std::vector<net::kiosk_printer>, std::string> parse_printers(std::string_view text);

}  // namespace buduan::app
