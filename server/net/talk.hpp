#pragma once

// What is said over one WebSocket of ours: a welcome, topics followed and left, commands and their answers, words of
// screens that drew a call, heartbeats. What a connection keeps here is a few words long; everything else is shared.

#include "halls/hall_directory.hpp"
#include "identity/account.hpp"
#include "net/command_desk.hpp"
#include "net/metrics.hpp"
#include "net/options.hpp"
#include "net/token_bucket.hpp"
#include "net/websocket.hpp"
#include "wire/client_frames.hpp"

#include <boost/intrusive/list.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace buduan::net {

class talk;

// What all conversations share.
class talks {
public:
    talks(halls::hall_directory& halls, command_desk& desk, options const& settings, metrics& figures);
    talks(talks const&) = delete;
    talks& operator=(talks const&) = delete;

    // `by` is null for one who is not signed in; it is copied.
    [[nodiscard]] std::unique_ptr<conversation> begin(websocket& line, identity::session const* by);

    // Closes every connection of a session that has ended.
    void session_ended(identity::session const& over);

private:
    friend class talk;

    halls::hall_directory& halls_;
    command_desk& desk_;
    options const& options_;
    counter& not_understood_;
    counter& acknowledged_;
    boost::intrusive::list<talk, boost::intrusive::base_hook<boost::intrusive::list_base_hook<>>> signed_in_;
};

class talk final : public conversation, public boost::intrusive::list_base_hook<> {
public:
    talk(talks& house, websocket& line, std::unique_ptr<identity::session const> by);
    ~talk() override;

    void begin() override;
    void hear(std::string_view message) override;

private:
    friend class talks;

    void hear(std::uint32_t request, wire::subscribe wish);
    void hear(std::uint32_t request, wire::unsubscribe const& wish);
    void hear(std::uint32_t request, wire::stated_command wanted);
    void hear(std::uint32_t request, wire::call_ack word);
    void hear(std::uint32_t request, wire::ping beat);

    void answered(std::uint32_t request, dispatch::hall_id hall, command_desk::answer const& what);
    void refuse(std::uint32_t request, wire::problem_code why, std::string_view topic = {});
    [[nodiscard]] bool follows_ticket(wire::stated_command const& wanted) const;
    [[nodiscard]] wire::form form() const;

    talks& house_;
    websocket& line_;
    std::unique_ptr<identity::session const> by_;  // none: nobody is signed in
    std::uint32_t under_way_ = 0;                  // commands
    token_bucket follows_;
    token_bucket citizen_commands_;
};

}  // namespace buduan::net
