#include "net/server.hpp"

#include "net/door.hpp"
#include "net/http_text.hpp"
#include "net/listener.hpp"
#include "net/tls_acceptor.hpp"

#include <boost/asio/steady_timer.hpp>

#include <optional>
#include <utility>

namespace buduan::net {
namespace {

// A token over plain HTTP is anybody's on the way.
void require_a_safe_line(options const& settings) {
    if (settings.tls.configured() || settings.plain_beyond_loopback) return;
    auto const& address = settings.listen.address;
    if (names_loopback(address) || address == "::1") return;
    throw cannot_listen("refuses to speak plain HTTP on " + address +
                        ": configure a certificate, listen on 127.0.0.1 behind a proxy that speaks TLS, or say "
                        "plainly that plain HTTP is wanted (http.plain_beyond_loopback)");
}

void add_figures_of(halls::hall_directory const& halls, live::hub const& hub, metrics& figures) {
    auto const of_hub = [&](std::string_view name, std::string_view help, std::uint64_t live::hub_counters::*which) {
        figures.add_count(name, help, [&hub, which] { return hub.counters().*which; });
    };
    of_hub("buduan_frames_published_total", "Frames appended to a topic's log", &live::hub_counters::published);
    of_hub("buduan_frames_encoded_total", "Messages made", &live::hub_counters::encoded);
    of_hub("buduan_frames_skipped_total", "Jumps to a newest picture", &live::hub_counters::skipped);
    of_hub("buduan_subscribers_overrun_total", "Subscribers told to come back", &live::hub_counters::overrun);
    of_hub("buduan_subscriptions_resumed_total", "Follows that needed no picture", &live::hub_counters::resumed);
    figures.add_gauge("buduan_topics_followed", "Topics that somebody follows",
                      [&hub] { return static_cast<double>(hub.topics()); });
    figures.add_gauge("buduan_topic_log_bytes", "Bytes kept in the logs of topics",
                      [&hub] { return static_cast<double>(hub.bytes_kept()); });

    auto const of_halls = [&](std::string_view name, std::string_view help,
                              std::uint64_t halls::loop_counters::*which) {
        figures.add_count(name, help, [&halls, which] { return halls.counters().*which; });
    };
    of_halls("buduan_records_total", "Durable records of all halls", &halls::loop_counters::records);
    of_halls("buduan_appends_total", "Appends to the journal", &halls::loop_counters::appends);
    of_halls("buduan_repeats_total", "Commands answered with the record of the first time",
             &halls::loop_counters::repeats);
    of_halls("buduan_recoveries_total", "Halls rebuilt from the journal", &halls::loop_counters::recoveries);
    of_halls("buduan_journal_lost_answers_total", "Appends whose answer was lost", &halls::loop_counters::lost_answers);
    of_halls("buduan_disk_full_total", "Times the disk was full", &halls::loop_counters::disk_full);
    figures.add_gauge("buduan_halls_ready", "1 when every hall leads and is configured",
                      [&halls] { return halls.ready() ? 1.0 : 0.0; });
}

}  // namespace

class server::impl {
public:
    impl(parts from, options with, halls::phase_lookup phase_at)
        : settings_(std::move(with)),
          parts_(from),
          now_([&time = from.time] { return time.steady(); }),
          wheel_(now_()),
          tick_(from.loop),
          pages_(settings_.pages),
          origins_(settings_.public_url, settings_.allowed_origins),
          desk_(from.halls, from.custodian, from.figures),
          paper_(from.loop, settings_.printers, settings_.printing),
          house_{settings_, from.halls, from.people, from.log,           from.figures,
                 origins_,  desk_,      paper_,      std::move(phase_at)},
          count_(std::make_shared<connection_count>(settings_.connections)),
          talks_(from.halls, desk_, settings_, from.figures),
          sockets_(from.hub, wheel_, settings_.websockets, now_, from.figures),
          door_(house_, talks_, pages_, now_),
          connections_(door_, sockets_, wheel_, settings_.connections, now_, from.figures) {
        require_a_safe_line(settings_);
        if (settings_.tls.configured()) tls_.emplace(settings_.tls);
        add_figures_of(from.halls, from.hub, from.figures);
    }

    ~impl() {
        if (listener_) listener_->stop();
        parts_.people.on_end({});
    }

    void start() {
        listener_.emplace(
            parts_.loop, settings_.listen, settings_.connections, wheel_, now_, *count_, parts_.figures,
            [this](tcp_socket socket, connection_count::permit permit) { take(std::move(socket), std::move(permit)); });
        parts_.people.on_end([this](identity::session const& over) { talks_.session_ended(over); });
        listener_->start();
        turn_wheel();
        parts_.log.info("net.listening", {log::field::number(log::key::port, std::uint64_t{listener_->port()})});
    }

    [[nodiscard]] std::uint16_t port() const { return listener_->port(); }
    void replan(halls::phase_lookup phase_at) { house_.phase_at = std::move(phase_at); }

    void stop(std::function<void()> done) {
        house_.leaving = true;
        if (listener_) listener_->stop();
        connections_.leave();
        sockets_.close_all(live::close_code::restarting,
                           "retry after " + std::to_string(settings_.retry_hint.count()) + " s");
        stopped_ = std::move(done);
        cut_at_ = now_() + settings_.websockets.closing;
        end_when_empty();
    }

private:
    // Of a handshake, whose end may come after that of the server.
    struct held_place {
        std::shared_ptr<connection_count> of;
        connection_count::permit permit;
    };

    void take(tcp_socket socket, connection_count::permit permit) {
        if (!tls_) return connections_.open(make_plain_transport(std::move(socket)), std::move(permit), false);
        auto held = std::make_shared<held_place>(held_place{count_, std::move(permit)});
        tls_->accept(std::move(socket), wheel_, now_() + settings_.connections.handshake,
                     [this, held = std::move(held)](std::shared_ptr<transport> bytes) {
                         if (!bytes || house_.leaving) return;
                         connections_.open(std::move(bytes), std::move(held->permit), true);
                     });
    }

    void turn_wheel() {
        tick_.expires_after(wheel_.tick());
        tick_.async_wait([this, turns = std::weak_ptr(turns_)](boost::system::error_code error) {
            // A wait that is cancelled may be over already and its handler on the way.
            if (error || turns.expired()) return;
            turn_wheel();
            wheel_.turn(now_());
            end_when_empty();
        });
    }

    void end_when_empty() {
        if (!stopped_) return;
        if (now_() >= cut_at_) {
            if (tls_) tls_->stop();
            connections_.cut_all();
            sockets_.cut_all();
        }
        if (connections_.size() + sockets_.size() > 0) return;
        turns_.reset();
        tick_.cancel();
        std::exchange(stopped_, nullptr)();
    }

    options settings_;
    parts parts_;
    std::function<live::steady_time()> now_;
    live::timer_wheel wheel_;
    boost::asio::steady_timer tick_;
    static_files pages_;
    origin_policy origins_;
    command_desk desk_;
    printers paper_;
    house house_;
    std::shared_ptr<connection_count> count_;
    talks talks_;
    websockets sockets_;
    door door_;
    http_connections connections_;
    std::optional<tls_acceptor> tls_;
    std::optional<listener> listener_;
    std::function<void()> stopped_;
    std::shared_ptr<bool> turns_ = std::make_shared<bool>(true);  // the wheel, as long as this is kept
    live::steady_time cut_at_{};
};

server::server(parts from, options with, halls::phase_lookup phase_at)
    : impl_(std::make_unique<impl>(from, std::move(with), std::move(phase_at))) {}

server::~server() = default;

void server::start() {
    impl_->start();
}

std::uint16_t server::port() const {
    return impl_->port();
}

void server::replan(halls::phase_lookup phase_at) {
    impl_->replan(std::move(phase_at));
}

void server::stop(std::function<void()> done) {
    impl_->stop(std::move(done));
}

}  // namespace buduan::net
