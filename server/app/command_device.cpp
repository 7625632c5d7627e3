#include "app/commands.hpp"
#include "app/operator_request.hpp"

namespace buduan::app {
namespace {

struct device_flags {
    std::shared_ptr<operator_request> ask;
    std::string hall;
    std::string device;
    std::string kind;
    std::string label;

    [[nodiscard]] exit_code send(char const* command) const {
        return ask->ask({{"command", command}, {"hall", hall}, {"device", device}, {"kind", kind}, {"label", label}},
                        true);
    }
};

}  // namespace

void add_device(CLI::App& program, exit_code& result) {
    auto* device = program.add_subcommand("device", "Tokens of kiosks and screens");
    device->require_subcommand(1);
    for (char const* verb : {"add", "revoke", "list"}) {
        std::string const name = verb;
        auto const flags = std::make_shared<device_flags>();
        auto* action = device->add_subcommand(name, name == "add"      ? "Name a device; prints its token once"
                                                    : name == "revoke" ? "Sign a device out for good"
                                                                       : "All devices");
        flags->ask = operator_request::add(*action);
        if (name != "list") {
            action->add_option("device", flags->device, "Its id in the hall, such as K01")->required();
            action->add_option("--hall", flags->hall, "Hall it stands in")->required();
        }
        if (name == "add") {
            action->add_option("--kind", flags->kind, "kiosk or screen")->required();
            action->add_option("--label", flags->label, "Where it stands, for people");
        }
        action->callback([&result, flags, name] { result = flags->send(("device " + name).c_str()); });
    }
}

}  // namespace buduan::app
