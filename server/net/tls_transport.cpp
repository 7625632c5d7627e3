#include "net/tls_transport.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>

namespace buduan::net {
namespace {

namespace asio = boost::asio;

class tls_transport final : public transport {
public:
    explicit tls_transport(std::unique_ptr<tls_stream> stream) : stream_(std::move(stream)) {}

    void start(std::shared_ptr<owner> hears) override {
        owner_ = hears;
        read(std::move(hears));
    }

    std::optional<std::size_t> write(std::span<std::string_view const> pieces) override {
        std::size_t wanted = 0;
        for (auto const& piece : pieces)
            wanted += piece.size();
        refused_ = refused_ || (!out_.empty() && wanted > 0);
        auto hears = owner_.lock();
        if (!out_.empty() || wanted == 0 || !hears || finished_) return 0;

        for (auto const& piece : pieces)
            out_.append(piece.substr(0, record_limit - out_.size()));
        refused_ = out_.size() < wanted;
        auto const taken = out_.size();
        asio::async_write(
            *stream_, asio::buffer(out_),
            [this, hears = std::move(hears)](boost::system::error_code error, std::size_t) { written(*hears, error); });
        return taken;
    }

    void finish() override {
        finished_ = true;
        if (out_.empty()) say_goodbye();
    }

    void cut() override {
        owner_.reset();
        boost::system::error_code ignored;
        stream_->lowest_layer().close(ignored);
    }

private:
    // As much as one write of the plain transport could take.
    static constexpr std::size_t record_limit = 64 * 1024;

    [[nodiscard]] bool open() const { return stream_->lowest_layer().is_open(); }

    void written(owner& hears, boost::system::error_code error) {
        out_ = {};
        if (!open()) return;
        if (error) return hears.lost();
        if (finished_) return say_goodbye();
        if (std::exchange(refused_, false)) hears.writable();
    }

    void read(std::shared_ptr<owner> hears) {
        stream_->async_read_some(asio::buffer(in_),
                                 [this, hears = std::move(hears)](boost::system::error_code error, std::size_t bytes) {
                                     if (!open()) return;
                                     if (error) return hears->lost();
                                     hears->received(std::span(in_).first(bytes));
                                     if (open()) read(hears);
                                 });
    }

    void say_goodbye() {
        auto hears = owner_.lock();
        if (!hears) return;
        stream_->async_shutdown([hears = std::move(hears)](boost::system::error_code) {});
    }

    std::unique_ptr<tls_stream> stream_;
    std::weak_ptr<owner> owner_;
    std::string out_;  // under way
    std::array<char, 4096> in_{};
    bool refused_ = false;  // somebody waits for `writable`
    bool finished_ = false;
};

}  // namespace

std::unique_ptr<transport> make_tls_transport(std::unique_ptr<tls_stream> stream) {
    return std::make_unique<tls_transport>(std::move(stream));
}

}  // namespace buduan::net
