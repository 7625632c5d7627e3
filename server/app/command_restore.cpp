#include "app/backup_folder.hpp"
#include "app/commands.hpp"
#include "app/operator_request.hpp"

namespace buduan::app {

void add_restore(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand(
        "restore", "Put a backup into the data folder of a stopped server; ticket numbers continue behind a gap");
    auto const ask = operator_request::add(*command);
    auto const from = std::make_shared<std::string>();
    auto const replace = std::make_shared<bool>(false);
    command->add_option("from", *from, "Folder that `buduan backup` made")->required();
    command->add_flag("--replace", *replace, "Set the present files aside first (before-restore-<n>/)");
    command->callback([&result, ask, from, replace] {
        // What is restored into stays what it is, a real hall's folder or a demonstration's.
        bool const there = std::filesystem::is_directory(ask->data());
        data_folder const folder(ask->data(), there ? data_folder::purpose::maintain : data_folder::purpose::serve);
        backup_folder(*from).restore(folder, *replace);
        ask->print({{"text", "restored into " + folder.path().string()}, {"data", folder.path().string()}});
        result = exit_code::ok;
    });
}

}  // namespace buduan::app
