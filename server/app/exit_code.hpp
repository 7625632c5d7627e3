#pragma once

// What the program's exit tells the service manager and scripts: the codes of sysexits.h that this program uses.

namespace buduan::app {

enum class exit_code : int {
    ok = 0,
    failed = 1,          // `verify` found damage, a command was refused
    usage = 64,          // EX_USAGE: the command line
    data_error = 65,     // EX_DATAERR: a file that cannot be used as it is: a damaged journal, no backup
    no_input = 66,       // EX_NOINPUT: a file that is not there
    unavailable = 69,    // EX_UNAVAILABLE: no server runs here
    software = 70,       // EX_SOFTWARE: a fault of this program
    io_error = 74,       // EX_IOERR: the disk is full or fails
    in_use = 75,         // EX_TEMPFAIL: another process holds the data folder, or the port
    no_permission = 77,  // EX_NOPERM
    config = 78,         // EX_CONFIG: configuration, halls or holidays with faults
};

}  // namespace buduan::app
