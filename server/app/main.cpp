#include "app/commands.hpp"
#include "app/data_folder.hpp"

#include <iostream>

int main(int argc, char** argv) {
    using namespace buduan::app;

    CLI::App program("Buduan: queues, windows and signs of a government service hall", "buduan");
    program.require_subcommand(1);
    program.failure_message(CLI::FailureMessage::simple);
    auto result = exit_code::ok;
    for (auto* add : {add_serve, add_check, add_user, add_device, add_issue, add_call, add_watch, add_verify,
                      add_backup, add_restore, add_load, add_status, add_version}) {
        add(program, result);
    }
    try {
        program.parse(argc, argv);
    } catch (CLI::ParseError const& stop) {
        return program.exit(stop) == 0 ? 0 : static_cast<int>(exit_code::usage);
    } catch (stop_program const& stop) {
        std::cerr << "buduan: " << stop.what() << '\n';
        return static_cast<int>(stop.code());
    } catch (std::exception const& fault) {
        std::cerr << "buduan: " << fault.what() << '\n';
        return static_cast<int>(exit_code::software);
    }
    return static_cast<int>(result);
}
