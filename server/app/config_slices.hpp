#pragma once

// The configuration in the parts that the parts of the program take.

#include "app/config.hpp"
#include "app/data_folder.hpp"
#include "app/stores.hpp"
#include "halls/hall_directory.hpp"
#include "identity/registry.hpp"
#include "net/options.hpp"

namespace buduan::app {

[[nodiscard]] net::options network_options(config const& from);
[[nodiscard]] store_options files_options(config const& from);
[[nodiscard]] halls::directory_options hall_options(config const& from, data_folder const& folder);
[[nodiscard]] identity::registry_limits people_limits(config const& from);

}  // namespace buduan::app
