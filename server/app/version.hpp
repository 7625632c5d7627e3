#pragma once

namespace buduan::app {

inline constexpr char version[] = BUDUAN_VERSION;  // from CMakeLists.txt

}  // namespace buduan::app
