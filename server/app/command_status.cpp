#include "app/commands.hpp"
#include "app/operator_request.hpp"

namespace buduan::app {

void add_status(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("status", "How the halls of the running server are");
    auto const ask = operator_request::add(*command);
    command->callback([&result, ask] { result = ask->ask({{"command", "status"}}, false); });
}

}  // namespace buduan::app
