#pragma once

// What the kernel counts of a process (proc(5)).

#include <cstdint>
#include <sys/types.h>

namespace buduan::app {

// Seconds of processor time of all its threads, user and system; 0 when there is no such process.
[[nodiscard]] double processor_seconds(pid_t process);

// Bytes of private memory in use: what is freed when the process ends. Kernel memory, such as socket buffers, is not in
// it. 0 when it cannot be read.
[[nodiscard]] std::uint64_t private_bytes(pid_t process);

// Lets this process and those it starts hold as many descriptors as it may.
void raise_descriptor_limit();

}  // namespace buduan::app
