#include "net/handshake.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::net;

namespace {

constexpr handshake_fields good{"websocket", "keep-alive, Upgrade", "13", "dGhlIHNhbXBsZSBub25jZQ==", ""};

}  // namespace

TEST_CASE("the accept value is that of RFC 6455, section 1.3", "[net][handshake]") {
    CHECK(accept_of("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_CASE("the subprotocol decides the encoding", "[net][handshake]") {
    auto fields = good;
    auto const answer = [&] { return std::get<handshake_answer>(answer_handshake(fields)); };

    CHECK(answer().encoding == live::encoding::json);
    CHECK(answer().subprotocol.empty());
    fields.protocols = "other, buduan.v1.proto";
    CHECK(answer().encoding == live::encoding::binary);
    CHECK(answer().subprotocol == binary_subprotocol);
    fields.protocols = "buduan.v1.proto, buduan.v1.json";
    CHECK(answer().encoding == live::encoding::json);
}

TEST_CASE("each fault of a handshake has its name", "[net][handshake]") {
    struct row {
        handshake_fields fields;
        handshake_fault fault;
    };
    auto const it = GENERATE(values<row>({
        {{"", "Upgrade", "13", good.key, ""}, handshake_fault::not_an_upgrade},
        {{"h2c", "Upgrade", "13", good.key, ""}, handshake_fault::not_an_upgrade},
        {{"websocket", "keep-alive", "13", good.key, ""}, handshake_fault::not_an_upgrade},
        {{"websocket", "Upgrade", "8", good.key, ""}, handshake_fault::wrong_version},
        {{"websocket", "Upgrade", "", good.key, ""}, handshake_fault::wrong_version},
        {{"websocket", "Upgrade", "13", "", ""}, handshake_fault::bad_key},
        {{"websocket", "Upgrade", "13", "dGhlIHNhbXBsZSBub25jZQ", ""}, handshake_fault::bad_key},
        {{"websocket", "Upgrade", "13", "dGhlIHNhbXBsZSBub25j*Q==", ""}, handshake_fault::bad_key},
        {{"websocket", "Upgrade", "13", good.key, "chat"}, handshake_fault::no_known_subprotocol},
    }));

    CHECK(std::get<handshake_fault>(answer_handshake(it.fields)) == it.fault);
}
