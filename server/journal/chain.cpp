#include "journal/chain.hpp"

#include "journal/octets.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <new>

namespace buduan::journal {
namespace {

// A context a thread: making one costs more than hashing a record.
class sha256 {
public:
    sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        if (!context_ || EVP_DigestInit_ex2(context_.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
    }

    void add(std::string_view text) { EVP_DigestUpdate(context_.get(), text.data(), text.size()); }

    [[nodiscard]] chain_hash cut_to_128() {
        std::array<unsigned char, 32> whole{};
        EVP_DigestFinal_ex(context_.get(), whole.data(), nullptr);
        EVP_DigestInit_ex2(context_.get(), nullptr, nullptr);
        chain_hash cut{};
        std::copy_n(whole.begin(), cut.size(), cut.begin());
        return cut;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

sha256& hasher() {
    thread_local sha256 mine;
    return mine;
}

}  // namespace

chain_hash digest(std::string_view text) {
    hasher().add(text);
    return hasher().cut_to_128();
}

chain_hash chained(chain_hash const& previous, hall_id hall, stored_record const& record) {
    bytes head;
    head.reserve(128);
    put_octets(head, previous);
    head.push_back(static_cast<char>(hall.view().size()));
    head.append(hall.view());
    put_u64(head, record.epoch);
    put_u64(head, record.seq);
    put_u64(head, static_cast<std::uint64_t>(record.at.time_since_epoch().count()));
    put_octets(head, record.command.bytes);
    put_u64(head, record.payload.size());

    sha256& hash = hasher();
    hash.add(head);
    hash.add(record.payload);
    return hash.cut_to_128();
}

}  // namespace buduan::journal
