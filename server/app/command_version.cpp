#include "app/commands.hpp"
#include "app/version.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>
#include <memory>

namespace buduan::app {

void add_version(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("version", "The program's version");
    auto const json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print JSON");
    command->callback([&result, json] {
        if (*json) {
            std::cout << boost::json::serialize(boost::json::object{{"version", version}}) << '\n';
        } else {
            std::cout << "buduan " << version << '\n';
        }
        result = exit_code::ok;
    });
}

}  // namespace buduan::app
