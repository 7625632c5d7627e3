#include "net/tls_transport.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace buduan::net {
namespace {

namespace asio = boost::asio;

class tls_transport final : public transport, public std::enable_shared_from_this<tls_transport> {
public:
    explicit tls_transport(std::unique_ptr<tls_stream> stream) : stream_(std::move(stream)) {}

    void start(std::shared_ptr<owner> hears) override {
        bool const reads = owner_ != nullptr;
        owner_ = std::move(hears);
        if (!reads) read();
    }

    std::optional<std::size_t> write(std::span<std::string_view const> pieces) override {
        std::size_t wanted = 0;
        for (auto const& piece : pieces)
            wanted += piece.size();
        refused_ = refused_ || (!out_.empty() && wanted > 0);
        if (!out_.empty() || wanted == 0 || finished_) return 0;

        for (auto const& piece : pieces)
            out_.append(piece.substr(0, record_limit - out_.size()));
        refused_ = out_.size() < wanted;
        auto const taken = out_.size();
        asio::async_write(
            *stream_, asio::buffer(out_),
            [self = shared_from_this()](boost::system::error_code error, std::size_t) { self->written(error); });
        return taken;
    }

    void finish() override {
        finished_ = true;
        if (out_.empty()) say_goodbye();
    }

    void cut() override {
        auto const until_closed = std::move(owner_);
        boost::system::error_code ignored;
        stream_->lowest_layer().close(ignored);
    }

private:
    // As much as one write of the plain transport could take.
    static constexpr std::size_t record_limit = 64 * 1024;

    void written(boost::system::error_code error) {
        out_ = {};
        auto const hears = owner_;
        if (!hears) return;
        if (error) return hears->lost();
        if (finished_) return say_goodbye();
        if (std::exchange(refused_, false)) hears->writable();
    }

    void read() {
        stream_->async_read_some(asio::buffer(in_),
                                 [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) {
                                     auto const hears = self->owner_;
                                     if (!hears) return;
                                     if (error) return hears->lost();
                                     hears->received(std::span(self->in_).first(bytes));
                                     if (self->owner_) self->read();
                                 });
    }

    void say_goodbye() {
        stream_->async_shutdown([self = shared_from_this()](boost::system::error_code) {});
    }

    std::unique_ptr<tls_stream> stream_;
    std::shared_ptr<owner> owner_;
    std::string out_;  // under way
    std::array<char, 4096> in_{};
    bool refused_ = false;  // somebody waits for `writable`
    bool finished_ = false;
};

}  // namespace

std::shared_ptr<transport> make_tls_transport(std::unique_ptr<tls_stream> stream) {
    return std::make_shared<tls_transport>(std::move(stream));
}

}  // namespace buduan::net
