#pragma once

// One request of the operator and its answer: lines as they come, then an end. The same work answers a request that
// came over the admin socket of a running server and one that a command of a stopped server runs itself.

#include "app/exit_code.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace buduan::app {

class admin_call {
public:
    struct outlet {
        std::function<void(boost::json::object)> line;
        std::function<void(exit_code, std::string const& why)> end;  // called once
        std::function<bool()> gone;                                  // nobody listens any more
    };

    admin_call(boost::json::object request, outlet out) : request_(std::move(request)), out_(std::move(out)) {}

    [[nodiscard]] boost::json::object const& request() const { return request_; }
    // A member of the request as text; empty when it is missing or no text.
    [[nodiscard]] std::string text(std::string_view member) const;
    [[nodiscard]] bool flag(std::string_view member) const;

    // `sentence` is what a person reads, `facts` what `--json` prints.
    void say(std::string const& sentence, boost::json::object facts);
    void succeed() { finish(exit_code::ok, {}); }
    void fail(exit_code code, std::string const& why) { finish(code, why); }
    [[nodiscard]] bool gone() const { return out_.gone(); }

private:
    void finish(exit_code code, std::string const& why);

    boost::json::object request_;
    outlet out_;
    bool ended_ = false;
};

// What answers a request named "command". Called on the network thread; may keep the call and answer later.
using admin_answer = std::function<void(std::shared_ptr<admin_call>)>;

}  // namespace buduan::app
