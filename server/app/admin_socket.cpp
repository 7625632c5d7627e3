#include "app/admin_socket.hpp"

#include "app/data_folder.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <deque>
#include <sys/stat.h>
#include <utility>

namespace buduan::app {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using local = asio::local::stream_protocol;
using boost::system::error_code;

constexpr std::size_t answer_limit = 1024 * 1024;  // of lines a slow reader lets wait; then it is cut off

// One connection: reads the request, then writes lines until the end was written or the peer is gone.
class conversation : public std::enable_shared_from_this<conversation> {
public:
    conversation(local::socket socket, admin_answer answer) : socket_(std::move(socket)), answer_(std::move(answer)) {}

    void begin() {
        asio::async_read_until(socket_, asio::dynamic_buffer(in_, admin_request_limit), '\n',
                               [self = shared_from_this()](error_code error, std::size_t length) {
                                   if (!error) self->take(length);
                               });
    }

private:
    void take(std::size_t length) {
        error_code error;
        auto const request = json::parse(in_.substr(0, length), error);
        if (error || !request.is_object()) return end(exit_code::usage, "the request is no JSON object");
        watch_peer();
        auto const self = shared_from_this();
        admin_call::outlet out{[self](json::object line) { self->send(json::serialize(line)); },
                               [self](exit_code code, std::string const& why) { self->end(code, why); },
                               [self] { return self->gone_; }};
        answer_(std::make_shared<admin_call>(request.as_object(), std::move(out)));
    }

    // A read that ends says that the peer went away.
    void watch_peer() {
        socket_.async_read_some(asio::buffer(&ignored_, 1), [self = shared_from_this()](error_code error, std::size_t) {
            if (error) {
                self->gone_ = true;
            } else {
                self->watch_peer();
            }
        });
    }

    void end(exit_code code, std::string const& why) {
        json::object last{{"end", static_cast<int>(code)}};
        if (!why.empty()) last["why"] = why;
        ending_ = true;
        send(json::serialize(last));
    }

    void send(std::string line) {
        if (gone_) return;
        waiting_bytes_ += line.size();
        if (waiting_bytes_ > answer_limit) {
            gone_ = true;
            error_code ignored;
            socket_.close(ignored);
            return;
        }
        out_.push_back(std::move(line) + '\n');
        if (out_.size() == 1) write();
    }

    void write() {
        asio::async_write(socket_, asio::buffer(out_.front()),
                          [self = shared_from_this()](error_code error, std::size_t length) {
                              self->waiting_bytes_ -= length == 0 ? 0 : length - 1;
                              self->out_.pop_front();
                              if (error) {
                                  self->gone_ = true;
                              } else if (!self->out_.empty()) {
                                  self->write();
                              } else if (self->ending_) {
                                  error_code ignored;
                                  self->socket_.shutdown(local::socket::shutdown_both, ignored);
                                  self->gone_ = true;
                              }
                          });
    }

    local::socket socket_;
    admin_answer answer_;
    std::string in_;
    std::deque<std::string> out_;
    std::size_t waiting_bytes_ = 0;
    char ignored_ = 0;
    bool ending_ = false;
    bool gone_ = false;
};

}  // namespace

class admin_socket::listener : public std::enable_shared_from_this<listener> {
public:
    listener(asio::io_context& loop, std::filesystem::path where, admin_answer answer)
        : where_(std::move(where)), answer_(std::move(answer)), acceptor_(loop) {
        std::filesystem::remove(where_);
        auto const old_mask = ::umask(S_IRWXG | S_IRWXO);
        error_code error;
        acceptor_.open(local());
        acceptor_.bind(local::endpoint(where_.string()), error);
        ::umask(old_mask);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) throw stop_program(exit_code::io_error, where_.string() + ": " + error.message());
    }

    void accept() {
        acceptor_.async_accept([self = shared_from_this()](error_code error, local::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (!error) std::make_shared<conversation>(std::move(socket), self->answer_)->begin();
            self->accept();
        });
    }

    void close() {
        error_code ignored;
        acceptor_.close(ignored);
        std::error_code also_ignored;
        std::filesystem::remove(where_, also_ignored);
    }

private:
    std::filesystem::path where_;
    admin_answer answer_;
    local::acceptor acceptor_;
};

admin_socket::admin_socket(asio::io_context& loop, std::filesystem::path const& where, admin_answer answer)
    : listener_(std::make_shared<listener>(loop, where, std::move(answer))) {
    listener_->accept();
}

admin_socket::~admin_socket() {
    listener_->close();
}

std::optional<admin_end> ask_server(std::filesystem::path const& where, json::object const& request,
                                    std::function<void(json::object)> const& line) {
    asio::io_context loop;
    local::socket socket(loop);
    error_code error;
    if (where.string().size() >= 108) return std::nullopt;  // no server could have bound it
    socket.connect(local::endpoint(where.string()), error);
    if (error) return std::nullopt;
    asio::write(socket, asio::buffer(json::serialize(request) + '\n'), error);
    std::string in;
    while (!error) {
        auto const length = asio::read_until(socket, asio::dynamic_buffer(in), '\n', error);
        if (error) break;
        auto answer = json::parse(in.substr(0, length)).as_object();
        in.erase(0, length);
        auto const* end = answer.if_contains("end");
        if (end == nullptr) {
            line(std::move(answer));
            continue;
        }
        auto const* why = answer.if_contains("why");
        return admin_end{static_cast<exit_code>(end->as_int64()),
                         why == nullptr ? std::string() : std::string(why->as_string())};
    }
    return admin_end{exit_code::io_error, "the server went away: " + error.message()};
}

}  // namespace buduan::app
