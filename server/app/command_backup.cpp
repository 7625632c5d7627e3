#include "app/commands.hpp"
#include "app/operator_request.hpp"

namespace buduan::app {

void add_backup(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand(
        "backup", "Copy everything but the keys of personal records into a new folder; the server may run");
    auto const ask = operator_request::add(*command);
    auto const to = std::make_shared<std::string>();
    command->add_option("to", *to, "Folder to make")->required();
    command->callback([&result, ask, to] {
        auto const target = std::filesystem::absolute(*to).string();
        result = ask->ask({{"command", "backup"}, {"to", target}}, true);
    });
}

}  // namespace buduan::app
