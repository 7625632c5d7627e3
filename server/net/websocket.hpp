#pragma once

// One WebSocket: frames out of bytes, heartbeat, limits, and the closing in both directions. What is said over it is
// the business of its conversation. Hundreds of bytes when idle; it and its transport hold each other until it is cut.

#include "live/frame_codec.hpp"
#include "live/subscriber.hpp"
#include "live/timer_wheel.hpp"
#include "net/connection_count.hpp"
#include "net/metrics.hpp"
#include "net/options.hpp"
#include "net/token_bucket.hpp"
#include "net/transport.hpp"

#include <boost/intrusive/list.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace buduan::net {

class websocket;

// What is said over one WebSocket. Owned by it.
class conversation {
public:
    virtual ~conversation() = default;
    virtual void begin() = 0;
    virtual void hear(std::string_view message) = 0;
};

struct websocket_counters {
    explicit websocket_counters(metrics& figures);
    counter& opened;
    counter& messages;
    counter& bytes_sent;
    counter& fell_behind;
    counter& violations;
    counter& silent;
};

// All open WebSockets and what they share.
class websockets {
public:
    websockets(live::hub& hub, live::timer_wheel& wheel, websocket_limits limits,
               std::function<live::steady_time()> now, metrics& figures);
    // REQUIRES: the loop no longer runs their handlers, or `close_all` and then `cut_all` were called.
    ~websockets();
    websockets(websockets const&) = delete;
    websockets& operator=(websockets const&) = delete;

    using make_conversation = std::function<std::unique_ptr<conversation>(websocket&)>;

    // `early` are bytes that came in right behind the handshake.
    void open(std::shared_ptr<transport> bytes, live::encoding in, connection_count::permit permit,
              make_conversation const& make, std::string early);

    [[nodiscard]] std::size_t size() const { return open_.size(); }
    void for_each(std::function<void(websocket&)> const& visit);
    void close_all(live::close_code code, std::string_view reason);
    void cut_all();

private:
    friend class websocket;
    using list = boost::intrusive::list<websocket, boost::intrusive::base_hook<boost::intrusive::list_base_hook<>>>;

    live::hub& hub_;
    live::timer_wheel& wheel_;
    websocket_limits limits_;
    std::function<live::steady_time()> now_;
    websocket_counters counters_;
    list open_;
};

class websocket final : public transport::owner,
                        public std::enable_shared_from_this<websocket>,
                        public boost::intrusive::list_base_hook<>,
                        private live::line,
                        private live::timed {
public:
    websocket(websockets& house, std::shared_ptr<transport> bytes, live::encoding in, connection_count::permit permit);
    ~websocket() override;

    void begin(websockets::make_conversation const& make, std::string early);

    [[nodiscard]] live::subscriber& subscriber() { return subscriber_; }
    [[nodiscard]] conversation& talk() { return *talk_; }
    [[nodiscard]] std::string const& peer() const { return permit_.address(); }
    [[nodiscard]] bool open() const { return phase_ == phase::open; }
    [[nodiscard]] live::steady_time last_heard() const { return last_heard_; }
    // More is to come than the hub lets a connection be behind.
    [[nodiscard]] bool overfull() const { return subscriber_.behind() > house_.hub_.limits().behind; }

    // Nothing is sent once the closing has begun.
    void send(std::string_view message);

    // Begins the closing; the reason is that of the code's table unless another is given.
    void close(live::close_code code, std::optional<std::string_view> reason = std::nullopt);
    // Ends at once, without a word.
    void cut();

private:
    enum class phase : std::uint8_t {
        open,
        closing,  // our close frame is on its way, theirs has not come
        leaving,  // both are said, or nothing more is to be heard: we leave once ours is written
        gone,
    };

    void received(std::span<char> bytes) override;
    void writable() override;
    void lost() override { cut(); }
    void flush() override;
    void fell_behind() override;
    void due(live::steady_time now) override;

    void hear(live::heard const& said);
    void begin_closing(std::uint16_t code, std::string_view reason, phase next);

    websockets& house_;
    std::shared_ptr<transport> bytes_;
    std::unique_ptr<conversation> talk_;
    live::subscriber subscriber_;
    live::frame_reader reader_;
    live::steady_time last_heard_;
    token_bucket messages_;
    connection_count::permit permit_;
    phase phase_ = phase::open;
    bool finished_ = false;
};

}  // namespace buduan::net
