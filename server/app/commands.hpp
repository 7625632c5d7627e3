#pragma once

// The program's commands: each registers itself with its options, and says how it ended through `result`. What they
// cannot do they throw as stop_program.

#include "app/exit_code.hpp"

#include <CLI/CLI.hpp>

namespace buduan::app {

void add_serve(CLI::App& program, exit_code& result);
void add_check(CLI::App& program, exit_code& result);
void add_user(CLI::App& program, exit_code& result);
void add_device(CLI::App& program, exit_code& result);
void add_issue(CLI::App& program, exit_code& result);
void add_call(CLI::App& program, exit_code& result);
void add_watch(CLI::App& program, exit_code& result);
void add_verify(CLI::App& program, exit_code& result);
void add_backup(CLI::App& program, exit_code& result);
void add_restore(CLI::App& program, exit_code& result);
void add_load(CLI::App& program, exit_code& result);
void add_status(CLI::App& program, exit_code& result);
void add_version(CLI::App& program, exit_code& result);

}  // namespace buduan::app
