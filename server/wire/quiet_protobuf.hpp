#pragma once

// Protobuf writes a line to standard error for every text that is not UTF-8; a stranger must not be able to fill the
// operator's log that way. Our own answer says what is wrong.

#include <google/protobuf/stubs/logging.h>

namespace buduan::wire {

inline void quiet_protobuf() {
    static bool const quiet = [] {
        google::protobuf::SetLogHandler(nullptr);
        return true;
    }();
    (void)quiet;
}

}  // namespace buduan::wire
