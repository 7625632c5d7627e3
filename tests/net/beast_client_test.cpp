// Another implementation of RFC 6455 than ours talks to the server: Beast's, plain and over TLS.

#include "net/served_house.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <catch2/catch.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

using namespace buduan;
using namespace buduan::tests;

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = asio::ssl;
using asio::ip::tcp;

tcp::endpoint there(std::uint16_t port) {
    return {asio::ip::address_v4::loopback(), port};
}

template <class Next>
std::string read(beast::websocket::stream<Next>& line) {
    beast::flat_buffer buffer;
    line.read(buffer);
    return beast::buffers_to_string(buffer.data());
}

template <class Next>
void talk(beast::websocket::stream<Next>& line, std::string const& host) {
    line.set_option(beast::websocket::stream_base::decorator([](beast::websocket::request_type& request) {
        request.set(beast::http::field::sec_websocket_protocol, "buduan.v1.json");
    }));
    beast::websocket::response_type answer;
    line.handshake(answer, host, "/ws");
    CHECK(answer[beast::http::field::sec_websocket_protocol] == "buduan.v1.json");
    CHECK(read(line).find("\"welcome\"") != std::string::npos);

    line.write(asio::buffer(std::string(R"({"request":1,"subscribe":{"topic":"board/district"}})")));
    CHECK(read(line).find("\"subscribed\"") != std::string::npos);
    CHECK(read(line).find("\"board\"") != std::string::npos);

    // One message in many fragments with a ping between them.
    line.auto_fragment(true);
    line.write_buffer_bytes(16);
    int pongs = 0;
    line.control_callback([&](beast::websocket::frame_type kind, beast::string_view payload) {
        pongs += kind == beast::websocket::frame_type::pong && payload == "there?" ? 1 : 0;
    });
    line.write_some(false, asio::buffer(std::string(R"({"request":2,"pi)")));
    line.ping("there?");
    line.write_some(true, asio::buffer(std::string(R"(ng":{"clientMs":"12345"}})")));
    CHECK(read(line).find("\"clientMs\":\"12345\"") != std::string::npos);
    CHECK(pongs == 1);

    line.close({beast::websocket::close_code::normal, "done"});
    CHECK(line.reason().code == beast::websocket::close_code::normal);
}

// Keys and a certificate of our own making for 127.0.0.1, valid for a day.
struct own_certificate {
    temporary_folder folder;
    std::string certificate = folder / "certificate.pem";
    std::string key = folder / "key.pem";

    own_certificate() {
        std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const pair(EVP_EC_gen("P-256"), &EVP_PKEY_free);
        std::unique_ptr<X509, decltype(&X509_free)> const made(X509_new(), &X509_free);
        REQUIRE((pair && made));
        X509_set_version(made.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), 24L * 3600);
        X509_set_pubkey(made.get(), pair.get());
        auto* const name = X509_get_subject_name(made.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("hall"), -1, -1, 0);
        X509_set_issuer_name(made.get(), name);
        std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const address(
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1"), &X509_EXTENSION_free);
        X509_add_ext(made.get(), address.get(), -1);
        REQUIRE(X509_sign(made.get(), pair.get(), EVP_sha256()) > 0);
        write(certificate, [&](std::FILE* out) { return PEM_write_X509(out, made.get()); });
        write(key, [&](std::FILE* out) {
            return PEM_write_PrivateKey(out, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }
    template <class Write>
    static void write(std::string const& name, Write content) {
        auto* const out = std::fopen(name.c_str(), "w");
        REQUIRE(out != nullptr);
        CHECK(content(out) == 1);
        std::fclose(out);
    }
};

ssl::context trusting(own_certificate const& in) {
    ssl::context context(ssl::context::tls_client);
    context.load_verify_file(in.certificate);
    context.set_verify_mode(ssl::verify_peer);
    context.set_verify_callback(ssl::host_name_verification("127.0.0.1"));
    return context;
}

}  // namespace

TEST_CASE("Beast's client and this server understand each other", "[net][beast]") {
    served_house house(quick_options());
    asio::io_context loop;
    beast::websocket::stream<tcp::socket> line(loop);
    line.next_layer().connect(there(house.port()));

    talk(line, "127.0.0.1:" + std::to_string(house.port()));
}

TEST_CASE("over TLS they do as well, and the cookie is the protected one", "[net][beast][tls]") {
    own_certificate const own;
    auto with = quick_options();
    with.tls = {own.certificate, own.key};
    with.listen.address = "0.0.0.0";
    served_house house(std::move(with));
    asio::io_context loop;
    auto context = trusting(own);
    auto const host = "127.0.0.1:" + std::to_string(house.port());

    beast::websocket::stream<ssl::stream<tcp::socket>> line(loop, context);
    line.next_layer().next_layer().connect(there(house.port()));
    line.next_layer().handshake(ssl::stream_base::client);
    talk(line, host);

    ssl::stream<tcp::socket> page(loop, context);
    page.lowest_layer().connect(there(house.port()));
    page.handshake(ssl::stream_base::client);
    std::string const body = R"({"token":")" + served_house::token_of("kiosk-1") + R"("})";
    asio::write(page, asio::buffer("POST /v1/device-session HTTP/1.1\r\nHost: " + host + "\r\nOrigin: https://" + host +
                                   "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                                   std::to_string(body.size()) + "\r\n\r\n" + body));
    std::string answer;
    boost::system::error_code end;
    asio::read(page, asio::dynamic_buffer(answer), end);
    CHECK(end == asio::error::eof);  // it said goodbye, nothing was cut off
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.find("Set-Cookie: __Host-buduan=") != std::string::npos);
    CHECK(answer.find("; Secure") != std::string::npos);
    CHECK(answer.find("Strict-Transport-Security") != std::string::npos);
}

TEST_CASE("old TLS, and plain HTTP at the port of TLS, get nowhere", "[net][beast][tls]") {
    own_certificate const own;
    auto with = quick_options();
    with.tls = {own.certificate, own.key};
    served_house house(std::move(with));
    asio::io_context loop;

    auto context = trusting(own);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_1_VERSION);
    SSL_CTX_set_security_level(context.native_handle(), 0);
    ssl::stream<tcp::socket> old(loop, context);
    old.lowest_layer().connect(there(house.port()));
    boost::system::error_code refused;
    old.handshake(ssl::stream_base::client, refused);
    CHECK(refused);

    tcp::socket plain(loop);
    plain.connect(there(house.port()));
    asio::write(plain, asio::buffer(std::string("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")));
    std::string answer;
    boost::system::error_code end;
    asio::read(plain, asio::dynamic_buffer(answer), end);
    CHECK(answer.find("HTTP/1.1 200") == std::string::npos);
}
