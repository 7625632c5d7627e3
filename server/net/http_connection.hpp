#pragma once

// One connection that speaks HTTP/1.1: one request after the other, answered in order, every wait with a deadline on
// the one wheel. What comes in behind a request is kept for later, within a limit. After the upgrade the transport and
// whatever followed the handshake go to a WebSocket and this is gone, its parser with it.

#include "live/timer_wheel.hpp"
#include "net/connection_count.hpp"
#include "net/http_codec.hpp"
#include "net/http_message.hpp"
#include "net/metrics.hpp"
#include "net/options.hpp"
#include "net/transport.hpp"
#include "net/websocket.hpp"

#include <boost/intrusive/list.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace buduan::net {

// What is said over HTTP is the business of this.
class http_service {
public:
    struct upgrade_grant {
        handshake_answer agreed;
        websockets::make_conversation make;
    };
    struct verdict {
        bool upgrade = false;        // the request asks for the place where WebSockets are
        std::size_t body_limit = 0;  // else: 413 beyond it
    };

    virtual ~http_service() = default;

    // Of a request whose head alone is known.
    [[nodiscard]] virtual verdict judge(request const& head) = 0;
    virtual void answer(request asked, respond done) = 0;
    [[nodiscard]] virtual std::variant<upgrade_grant, response> judge_upgrade(request const& asked,
                                                                              handshake_fields const& fields) = 0;
    // The bytes were no request of ours, or the answer did not come in time.
    [[nodiscard]] virtual response refuse(http_fault why) = 0;
    [[nodiscard]] virtual response too_late() = 0;
};

class http_connection;

// All connections that have not become WebSockets, and what they share.
class http_connections {
public:
    http_connections(http_service& service, websockets& sockets, live::timer_wheel& wheel,
                     connection_limits const& limits, std::function<live::steady_time()> now, metrics& figures);
    ~http_connections();
    http_connections(http_connections const&) = delete;
    http_connections& operator=(http_connections const&) = delete;

    void open(std::shared_ptr<transport> bytes, connection_count::permit permit, bool encrypted);

    // Closes those that wait for a request, and the others behind their next answer.
    void leave();
    void cut_all();
    [[nodiscard]] std::size_t size() const { return open_.size(); }

private:
    friend class http_connection;
    void for_each(std::function<void(http_connection&)> const& visit);

    http_service& service_;
    websockets& sockets_;
    live::timer_wheel& wheel_;
    connection_limits limits_;
    std::function<live::steady_time()> now_;
    std::array<counter*, 5> answered_;  // by hundreds of the status
    counter& slow_;
    boost::intrusive::list<http_connection, boost::intrusive::base_hook<boost::intrusive::list_base_hook<>>> open_;
    bool leaving_ = false;
};

class http_connection final : public transport::owner,
                              public std::enable_shared_from_this<http_connection>,
                              public boost::intrusive::list_base_hook<>,
                              private live::timed {
public:
    http_connection(http_connections& house, std::shared_ptr<transport> bytes, connection_count::permit permit,
                    bool encrypted);
    ~http_connection() override;

    void begin();
    void leave();
    void cut();

private:
    enum class phase : std::uint8_t {
        awaiting,   // a request
        head,       // has begun
        body,       // is read
        handling,   // the answer is being found
        writing,    // it
        lingering,  // all is said: the other side is to close first, so that it can read the last answer
        gone,
    };

    void received(std::span<char> bytes) override;
    void writable() override;
    void lost() override { cut(); }
    void due(live::steady_time now) override;

    void go_on();
    bool step();
    bool read_on();
    bool judge_head();
    void handle();
    void upgrade();
    void respond(std::uint64_t request, response out);
    void say(response out);
    void write_on();
    void said_all();
    void hand_over();
    void enter(phase next, std::chrono::milliseconds limit);
    [[nodiscard]] request known_of(request asked) const;

    http_connections& house_;
    std::shared_ptr<transport> bytes_;
    std::optional<connection_count::permit> permit_;
    std::optional<request_reader> reader_;
    std::string in_;  // read, not yet used
    std::string out_head_;
    response out_;
    std::size_t sent_ = 0;  // of head and body together
    std::optional<http_service::upgrade_grant> grant_;
    std::uint64_t requests_ = 0;
    phase phase_ = phase::awaiting;
    bool encrypted_ = false;
    bool keep_alive_ = true;
    bool head_only_ = false;
    bool going_on_ = false;
};

}  // namespace buduan::net
