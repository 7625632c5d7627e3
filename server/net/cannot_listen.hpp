#pragma once

#include <stdexcept>

namespace buduan::net {

// The server cannot begin: a taken port, an unreadable certificate, plain HTTP beyond this machine without leave. The
// text is for the operator.
class cannot_listen : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace buduan::net
