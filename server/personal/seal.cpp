#include "personal/seal.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace buduan::personal {
namespace {

constexpr char version = 1;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t overhead = 1 + nonce_bytes + tag_bytes;

using cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

void require(bool done) {
    if (!done) throw std::runtime_error("OpenSSL refused a sealing operation");
}

unsigned char const* octets(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}
unsigned char* octets(std::string& text, std::size_t from) {
    return reinterpret_cast<unsigned char*>(text.data() + from);
}
int length(std::string_view text) {
    return static_cast<int>(text.size());
}

template <class Bytes>
Bytes draw() {
    Bytes bytes{};
    require(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
    return bytes;
}

std::string hex(std::uint8_t const* bytes, std::size_t count) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

std::optional<unsigned> nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    return std::nullopt;
}

}  // namespace

std::string reference::str() const {
    return hex(bytes.data(), bytes.size());
}

std::optional<reference> reference::parse(std::string_view text) {
    reference ref;
    if (text.size() != 2 * ref.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < ref.bytes.size(); ++i) {
        auto const high = nibble(text[2 * i]);
        auto const low = nibble(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        ref.bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
    }
    return ref;
}

secret_key draw_key() {
    return draw<secret_key>();
}
reference draw_reference() {
    return {draw<decltype(reference::bytes)>()};
}

std::string seal(secret_key const& with, std::string_view context, std::string_view plain) {
    auto const nonce = draw<std::array<std::uint8_t, nonce_bytes>>();
    std::string sealed(overhead + plain.size(), version);
    std::copy(nonce.begin(), nonce.end(), octets(sealed, 1));
    auto const body = 1 + nonce_bytes;

    cipher const gcm(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int written = 0;
    require(gcm && EVP_EncryptInit_ex(gcm.get(), EVP_aes_256_gcm(), nullptr, with.data(), nonce.data()) == 1);
    require(EVP_EncryptUpdate(gcm.get(), nullptr, &written, octets(context), length(context)) == 1);
    require(EVP_EncryptUpdate(gcm.get(), octets(sealed, body), &written, octets(plain), length(plain)) == 1);
    require(EVP_EncryptFinal_ex(gcm.get(), octets(sealed, body + plain.size()), &written) == 1);
    require(EVP_CIPHER_CTX_ctrl(gcm.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, octets(sealed, body + plain.size())) == 1);
    return sealed;
}

std::optional<std::string> unseal(secret_key const& with, std::string_view context, std::string_view sealed) {
    if (sealed.size() < overhead || sealed[0] != version) return std::nullopt;
    auto const nonce = sealed.substr(1, nonce_bytes);
    auto const body = sealed.substr(1 + nonce_bytes, sealed.size() - overhead);
    std::string tag(sealed.substr(sealed.size() - tag_bytes));
    std::string plain(body.size(), '\0');

    cipher const gcm(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int written = 0;
    require(gcm && EVP_DecryptInit_ex(gcm.get(), EVP_aes_256_gcm(), nullptr, with.data(), octets(nonce)) == 1);
    require(EVP_DecryptUpdate(gcm.get(), nullptr, &written, octets(context), length(context)) == 1);
    require(EVP_DecryptUpdate(gcm.get(), octets(plain, 0), &written, octets(body), length(body)) == 1);
    require(EVP_CIPHER_CTX_ctrl(gcm.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, octets(tag, 0)) == 1);
    if (EVP_DecryptFinal_ex(gcm.get(), octets(plain, plain.size()), &written) != 1) {
        OPENSSL_cleanse(plain.data(), plain.size());
        return std::nullopt;
    }
    return plain;
}

std::string pseudonym(secret_key const& with, std::string_view text) {
    std::array<std::uint8_t, 32> mac{};
    unsigned size = 0;
    require(HMAC(EVP_sha256(), with.data(), static_cast<int>(with.size()), octets(text), text.size(), mac.data(),
                 &size) != nullptr);
    return hex(mac.data(), mac.size() / 2);
}

reference reference_of(std::string_view name) {
    std::array<std::uint8_t, 32> hash{};
    unsigned size = 0;
    require(EVP_Digest(name.data(), name.size(), hash.data(), &size, EVP_sha256(), nullptr) == 1);
    reference ref;
    std::copy_n(hash.begin(), ref.bytes.size(), ref.bytes.begin());
    return ref;
}

}  // namespace buduan::personal
