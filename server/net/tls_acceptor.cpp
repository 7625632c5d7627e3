#include "net/tls_acceptor.hpp"

#include "net/cannot_listen.hpp"
#include "net/tls_transport.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/intrusive/list.hpp>

#include <utility>

namespace buduan::net {
namespace {

namespace ssl = boost::asio::ssl;

// Forward secrecy and authenticated encryption only; the order of TLS 1.3's own suites is OpenSSL's.
constexpr char suites_of_tls_1_2[] = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL";

[[noreturn]] void give_up(std::filesystem::path const& file, std::string const& why) {
    throw cannot_listen("cannot use " + file.string() + ": " + why);
}

class handshake_under_way final
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>,
      private live::timed {
public:
    handshake_under_way(tcp_socket socket, ssl::context& context)
        : stream_(std::make_unique<tls_stream>(std::move(socket), context)) {}

    static void begin(std::shared_ptr<handshake_under_way> self, live::timer_wheel& wheel, live::steady_time deadline,
                      std::function<void(std::shared_ptr<transport>)> done) {
        wheel.set(*self, deadline);
        auto& stream = *self->stream_;
        stream.async_handshake(ssl::stream_base::server,
                               [self = std::move(self), done = std::move(done)](boost::system::error_code error) {
                                   live::timer_wheel::cancel(*self);
                                   if (error || !self->stream_->lowest_layer().is_open()) return done(nullptr);
                                   done(make_tls_transport(std::move(self->stream_)));
                               });
    }

    void break_off() {
        boost::system::error_code ignored;
        if (stream_) stream_->lowest_layer().close(ignored);
    }

private:
    void due(live::steady_time) override { break_off(); }

    std::unique_ptr<tls_stream> stream_;
};

}  // namespace

struct tls_acceptor::impl {
    ssl::context context{ssl::context::tls_server};
    boost::intrusive::list<handshake_under_way, boost::intrusive::constant_time_size<false>> under_way;
};

tls_acceptor::tls_acceptor(tls_files const& files) : impl_(std::make_unique<impl>()) {
    auto& context = impl_->context;
    context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                        ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | ssl::context::no_compression);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context.native_handle(), suites_of_tls_1_2);
    SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // A connection between two messages keeps no buffers of its own.
    SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);

    boost::system::error_code error;
    context.use_certificate_chain_file(files.certificate.string(), error);
    if (error) give_up(files.certificate, error.message());
    context.use_private_key_file(files.key.string(), ssl::context::pem, error);
    if (error) give_up(files.key, error.message());
    if (SSL_CTX_check_private_key(context.native_handle()) != 1) {
        give_up(files.key, "not the key of " + files.certificate.string());
    }
}

tls_acceptor::~tls_acceptor() {
    stop();
}

void tls_acceptor::accept(tcp_socket socket, live::timer_wheel& wheel, live::steady_time deadline,
                          std::function<void(std::shared_ptr<transport>)> done) {
    auto const begun = std::make_shared<handshake_under_way>(std::move(socket), impl_->context);
    impl_->under_way.push_back(*begun);
    handshake_under_way::begin(begun, wheel, deadline, std::move(done));
}

void tls_acceptor::stop() {
    for (auto& one : impl_->under_way)
        one.break_off();
}

}  // namespace buduan::net
