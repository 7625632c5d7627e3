#include "net/handshake.hpp"

#include "net/http_text.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace buduan::net {
namespace {

// 16 bytes in base64: 22 characters and two signs of filling.
bool valid_key(std::string_view key) {
    auto const base64 = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    };
    return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.end() - 2, base64);
}

}  // namespace

std::string accept_of(std::string_view key) {
    auto const salted = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<unsigned char const*>(salted.data()), salted.size(), digest.data());
    std::array<unsigned char, 32> text{};
    auto const length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
    return {reinterpret_cast<char const*>(text.data()), static_cast<std::size_t>(length)};
}

std::variant<handshake_answer, handshake_fault> answer_handshake(handshake_fields const& asked) {
    if (!has_token(asked.upgrade, "websocket") || !has_token(asked.connection, "upgrade")) {
        return handshake_fault::not_an_upgrade;
    }
    if (asked.version != "13") return handshake_fault::wrong_version;
    if (!valid_key(asked.key)) return handshake_fault::bad_key;

    handshake_answer answer{accept_of(asked.key), live::encoding::json, {}};
    if (asked.protocols.empty()) return answer;
    if (has_token(asked.protocols, json_subprotocol)) {
        answer.subprotocol = json_subprotocol;
    } else if (has_token(asked.protocols, binary_subprotocol)) {
        answer.subprotocol = binary_subprotocol;
        answer.encoding = live::encoding::binary;
    } else {
        return handshake_fault::no_known_subprotocol;
    }
    return answer;
}

}  // namespace buduan::net
