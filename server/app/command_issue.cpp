#include "app/commands.hpp"
#include "app/operator_request.hpp"

#include <boost/json/array.hpp>

namespace buduan::app {
namespace {

struct issue_flags {
    std::shared_ptr<operator_request> ask;
    std::string hall;
    std::vector<std::string> matters;
    std::string zone;
    std::string id;
    bool priority = false;
};

}  // namespace

void add_issue(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("issue", "Take a ticket at the running server");
    auto const flags = std::make_shared<issue_flags>();
    flags->ask = operator_request::add(*command);
    command->add_option("matter", flags->matters, "Codes of the matters, in order")->required();
    command->add_option("--hall", flags->hall, "Hall")->required();
    command->add_option("--zone", flags->zone, "Zone; default: where the wait is shortest");
    command->add_flag("--priority", flags->priority, "Priority ticket");
    command->add_option("--id", flags->id, "Command id, 32 hex digits; a retry with the same id has one effect");
    command->callback([&result, flags] {
        boost::json::array matters;
        for (auto const& matter : flags->matters)
            matters.emplace_back(matter);
        result = flags->ask->ask({{"command", "issue"},
                                  {"hall", flags->hall},
                                  {"matters", std::move(matters)},
                                  {"zone", flags->zone},
                                  {"priority", flags->priority},
                                  {"id", flags->id}},
                                 false);
    });
}

}  // namespace buduan::app
