#include "app/commands.hpp"
#include "app/operator_request.hpp"

namespace buduan::app {
namespace {

struct call_flags {
    std::shared_ptr<operator_request> ask;
    std::string hall;
    std::string window;
    std::string staff;
    std::string id;
    bool finish = false;
};

}  // namespace

void add_call(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("call", "Call the next ticket to a window of the running server");
    auto const flags = std::make_shared<call_flags>();
    flags->ask = operator_request::add(*command);
    command->add_option("window", flags->window, "Window")->required();
    command->add_option("--hall", flags->hall, "Hall")->required();
    command->add_option("--staff", flags->staff, "Who calls; default: who sits there. Takes the seat when it is free");
    command->add_flag("--finish", flags->finish, "The ticket in hand is done (or missed, when called to the end)");
    command->add_option("--id", flags->id, "Command id, 32 hex digits; a retry with the same id has one effect");
    command->callback([&result, flags] {
        result = flags->ask->ask({{"command", "call"},
                                  {"hall", flags->hall},
                                  {"window", flags->window},
                                  {"staff", flags->staff},
                                  {"finish", flags->finish},
                                  {"id", flags->id}},
                                 false);
    });
}

}  // namespace buduan::app
