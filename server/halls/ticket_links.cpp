#include "halls/ticket_links.hpp"

#include <openssl/hmac.h>

#include <stdexcept>
#include <utility>

namespace buduan::halls {
namespace {

constexpr std::size_t link_octets = 16;

std::string base64url(std::uint8_t const* octets) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    text.reserve(link_length);
    unsigned pending = 0;
    unsigned bits = 0;
    for (std::size_t i = 0; i < link_octets; ++i) {
        pending = (pending << 8) | octets[i];
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            text.push_back(alphabet[(pending >> bits) & 0x3f]);
        }
    }
    text.push_back(alphabet[(pending << (6 - bits)) & 0x3f]);
    return text;
}

}  // namespace

std::string ticket_links::link_of(dispatch::hall_id hall, dispatch::ticket_id ticket) const {
    // The length keeps "ab" + 1 and "a" + … apart, whatever characters an id may hold one day.
    std::string text(1, static_cast<char>(hall.view().size()));
    text += hall.view();
    for (int shift = 56; shift >= 0; shift -= 8) {
        text.push_back(static_cast<char>((ticket.value() >> shift) & 0xff));
    }

    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
             reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data(), &length) == nullptr ||
        length < link_octets) {
        throw std::runtime_error("HMAC-SHA256 is not available");
    }
    return base64url(digest.data());
}

std::string const* ticket_links::known_link(dispatch::hall_id hall, dispatch::ticket_id ticket) const {
    auto const of_hall = links_.find(hall);
    if (of_hall == links_.end()) return nullptr;
    auto const found = of_hall->second.find(ticket);
    return found == of_hall->second.end() ? nullptr : &found->second;
}

void ticket_links::add(dispatch::hall_id hall, dispatch::ticket_id ticket) {
    std::string link = link_of(hall, ticket);
    tickets_.insert_or_assign(link, linked_ticket{hall, ticket});
    links_[hall].insert_or_assign(ticket, std::move(link));
}

void ticket_links::forget(dispatch::hall_id hall) {
    auto const of_hall = links_.extract(hall);
    if (of_hall.empty()) return;
    for (auto const& [ticket, link] : of_hall.mapped()) {
        tickets_.erase(link);
    }
}

std::optional<linked_ticket> ticket_links::find(std::string_view link) const {
    if (link.size() != link_length) return std::nullopt;
    auto const found = tickets_.find(std::string(link));
    if (found == tickets_.end()) return std::nullopt;
    return found->second;
}

}  // namespace buduan::halls
