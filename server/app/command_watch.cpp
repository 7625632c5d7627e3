#include "app/commands.hpp"
#include "app/operator_request.hpp"

namespace buduan::app {

void add_watch(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("watch", "Follow what happens in a hall, record by record");
    auto const ask = operator_request::add(*command);
    auto const hall = std::make_shared<std::string>();
    auto const from = std::make_shared<std::int64_t>(-1);
    command->add_option("hall", *hall, "Hall")->required();
    command->add_option("--from", *from, "First record; default: the next one");
    command->callback([&result, ask, hall, from] {
        result = ask->ask({{"command", "watch"}, {"hall", *hall}, {"from", *from}}, false);
    });
}

}  // namespace buduan::app
