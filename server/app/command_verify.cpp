#include "app/commands.hpp"
#include "app/operator_request.hpp"

namespace buduan::app {

void add_verify(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("verify", "Walk the whole journal and check its chains");
    auto const ask = operator_request::add(*command);
    command->callback([&result, ask] { result = ask->ask({{"command", "verify"}}, true); });
}

}  // namespace buduan::app
