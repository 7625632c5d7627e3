#include "net/http_codec.hpp"

#include "net/http_text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <array>

namespace buduan::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

// Pages load from here alone; old browsers do not count web sockets as 'self'.
constexpr std::string_view content_policy =
    "default-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

constexpr std::array single_fields{
    http::field::host,          http::field::content_length,    http::field::content_type,
    http::field::origin,        http::field::authorization,     http::field::cookie,
    http::field::if_none_match, http::field::sec_websocket_key, http::field::sec_websocket_version,
};

method method_of(http::verb verb) {
    if (verb == http::verb::get) return method::get;
    if (verb == http::verb::head) return method::head;
    if (verb == http::verb::post) return method::post;
    if (verb == http::verb::delete_) return method::del;
    return method::other;
}

std::string_view view_of(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

// RFC 9112, section 5.2: a line that goes on in the next one. Beast would join them, others would not.
bool has_folded_line(std::string_view head) {
    return head.find("\n ") != std::string_view::npos || head.find("\n\t") != std::string_view::npos;
}

std::string bytes_of(http::response<http::empty_body>& message) {
    std::string out;
    http::response_serializer<http::empty_body> serializer(message);
    while (!serializer.is_done()) {
        boost::system::error_code error;
        serializer.next(error, [&](boost::system::error_code&, auto const& buffers) {
            for (auto const buffer : boost::beast::buffers_range_ref(buffers))
                out.append(static_cast<char const*>(buffer.data()), buffer.size());
            serializer.consume(asio::buffer_size(buffers));
        });
        if (error) break;
    }
    return out;
}

}  // namespace

struct request_reader::impl {
    http::request_parser<http::string_body> parser;
    request head;
    std::optional<http_fault> fault;
    bool head_done = false;

    [[nodiscard]] std::string_view field(http::field name) const {
        auto const& fields = parser.get();
        auto const found = fields.find(name);
        return found == fields.end() ? std::string_view() : view_of(found->value());
    }

    void judge_head() {
        auto const& message = parser.get();
        if (message.version() != 10 && message.version() != 11) {
            fault = http_fault::wrong_version;
            return;
        }
        if (message.count(http::field::transfer_encoding) > 0) {
            fault = http_fault::length_required;
            return;
        }
        bool const repeated = std::any_of(single_fields.begin(), single_fields.end(),
                                          [&message](http::field name) { return message.count(name) > 1; });
        auto const target = view_of(message.target());
        if (repeated || (message.version() == 11 && field(http::field::host).empty()) || !target.starts_with('/')) {
            fault = http_fault::malformed;
            return;
        }
        auto const mark = std::min(target.find('?'), target.size());
        head.method = method_of(message.method());
        head.path = target.substr(0, mark);
        head.query = target.substr(std::min(mark + 1, target.size()));
        head.host = field(http::field::host);
        head.origin = field(http::field::origin);
        head.cookie = field(http::field::cookie);
        head.authorization = field(http::field::authorization);
        head.content_type = field(http::field::content_type);
        head.if_none_match = field(http::field::if_none_match);
    }
};

request_reader::request_reader(std::size_t header_limit) : impl_(std::make_unique<impl>()) {
    impl_->parser.header_limit(static_cast<std::uint32_t>(header_limit));
    impl_->parser.body_limit(boost::none);
}

request_reader::~request_reader() = default;
request_reader::request_reader(request_reader&&) noexcept = default;
request_reader& request_reader::operator=(request_reader&&) noexcept = default;

std::size_t request_reader::put(std::string_view bytes) {
    auto& parser = impl_->parser;
    if (impl_->fault || parser.is_done()) return 0;
    boost::system::error_code error;
    auto const used = parser.put(asio::buffer(bytes.data(), bytes.size()), error);
    if (error == http::error::header_limit) {
        impl_->fault = http_fault::header_too_large;
    } else if (error && error != http::error::need_more) {
        impl_->fault = http_fault::malformed;
    } else if (!impl_->head_done && has_folded_line(bytes.substr(0, used))) {
        // Fields are used up whole as they come in, each with the lines that go on with it.
        impl_->fault = http_fault::malformed;
    } else if (!impl_->head_done && parser.is_header_done()) {
        impl_->head_done = true;
        impl_->judge_head();
    }
    return used;
}

std::optional<http_fault> request_reader::fault() const {
    return impl_->fault;
}

bool request_reader::head_complete() const {
    return impl_->head_done && !impl_->fault;
}

bool request_reader::complete() const {
    return head_complete() && impl_->parser.is_done();
}

void request_reader::allow_body(std::size_t limit) {
    auto const length = impl_->parser.content_length();
    if (length && *length > limit) impl_->fault = http_fault::body_too_large;
}

request const& request_reader::head() const {
    return impl_->head;
}

handshake_fields request_reader::handshake() const {
    return {impl_->field(http::field::upgrade), impl_->field(http::field::connection),
            impl_->field(http::field::sec_websocket_version), impl_->field(http::field::sec_websocket_key),
            impl_->field(http::field::sec_websocket_protocol)};
}

bool request_reader::keep_alive() const {
    return impl_->parser.get().keep_alive();
}

request request_reader::take() {
    auto whole = std::move(impl_->head);
    whole.body = std::move(impl_->parser.get().body());
    return whole;
}

std::string response_head(response const& out, response_context const& context) {
    http::response<http::empty_body> message;
    message.version(11);
    message.result(out.status);
    auto const put = [&message](http::field name, std::string_view value) {
        message.set(name, boost::beast::string_view(value.data(), value.size()));
    };
    bool cached = false;
    for (auto const& [name, value] : out.fields) {
        message.insert(boost::beast::string_view(name.data(), name.size()), value);
        cached = cached || same_ignoring_case(name, "Cache-Control");
    }
    if (!out.content_type.empty()) put(http::field::content_type, out.content_type);
    auto const length = out.shared_body ? out.shared_body->size() : out.body.size();
    if (out.status != 304 && out.status != 204) put(http::field::content_length, std::to_string(length));
    if (!cached) put(http::field::cache_control, "no-store");
    message.set("Content-Security-Policy", boost::beast::string_view(content_policy.data(), content_policy.size()));
    message.set("X-Content-Type-Options", "nosniff");
    message.set("Referrer-Policy", "no-referrer");
    message.set("Cross-Origin-Resource-Policy", "same-origin");
    if (context.encrypted) put(http::field::strict_transport_security, "max-age=31536000");
    put(http::field::connection, context.keep_alive ? "keep-alive" : "close");
    return bytes_of(message);
}

std::string upgrade_head(handshake_answer const& agreed) {
    http::response<http::empty_body> message;
    message.version(11);
    message.result(http::status::switching_protocols);
    message.set(http::field::upgrade, "websocket");
    message.set(http::field::connection, "Upgrade");
    message.set(http::field::sec_websocket_accept, agreed.accept);
    if (!agreed.subprotocol.empty()) {
        message.set(http::field::sec_websocket_protocol,
                    boost::beast::string_view(agreed.subprotocol.data(), agreed.subprotocol.size()));
    }
    return bytes_of(message);
}

}  // namespace buduan::net
