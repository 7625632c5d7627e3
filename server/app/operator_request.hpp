#pragma once

// What the operator's commands have in common: where the data lies, whether the answer is for people or for programs,
// and who answers: the running server, or this process when none runs.

#include "app/config_flags.hpp"
#include "app/exit_code.hpp"

#include <boost/json/object.hpp>

#include <memory>

namespace buduan::app {

class operator_request {
public:
    // Adds --data, --config and --json.
    static std::shared_ptr<operator_request> add(CLI::App& command);

    // Asks, prints what is answered, and returns how it ended. `offline` says that the request makes sense without a
    // running server. Throws stop_program.
    [[nodiscard]] exit_code ask(boost::json::object const& request, bool offline) const;

    [[nodiscard]] bool json() const { return json_; }
    [[nodiscard]] path data() const;
    void print(boost::json::object line) const;

private:
    std::shared_ptr<config_flags> flags_;
    bool json_ = false;
};

}  // namespace buduan::app
