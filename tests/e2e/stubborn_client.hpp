#pragma once

// A client as the pages are: whatever happens to the server, it asks again with the same id until it is answered. It
// keeps what it was told.

#include "app/load_crew.hpp"
#include "e2e/journal_book.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace buduan::tests {

class stubborn_client {
public:
    stubborn_client(app::load_reactor& reactor, std::uint16_t port, std::string hall, std::string cookie)
        : reactor_(reactor), port_(port), hall_(std::move(hall)), cookie_(std::move(cookie)) {}
    stubborn_client(stubborn_client const&) = delete;
    stubborn_client& operator=(stubborn_client const&) = delete;

    // A new connection to a server that serves again; asks again what was not answered.
    void connect();
    void disconnect() { line_.reset(); }

    // One command at a time. REQUIRES: idle().
    void command(boost::json::object verb, std::function<void(app::load_answer const&)> done);
    [[nodiscard]] bool idle() const { return !pending_; }

    // Asks the last command that happened once more; `same` is told whether the answer was the same.
    void ask_last_again(std::function<void(bool same)> done);
    [[nodiscard]] std::vector<told> const& acknowledged() const { return acknowledged_; }

private:
    struct asked {
        std::string id;
        boost::json::object verb;
        std::function<void(app::load_answer const&)> done;
    };
    void send();

    app::load_reactor& reactor_;
    std::uint16_t port_;
    std::string hall_;
    std::string cookie_;
    std::unique_ptr<app::load_client> line_;
    std::optional<asked> pending_;
    boost::json::object last_verb_;
    std::vector<told> acknowledged_;
};

}  // namespace buduan::tests
