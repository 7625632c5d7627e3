#include "halls/ticket_links.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace buduan;
using namespace buduan::halls;
using dispatch::hall_id;
using dispatch::ticket_id;

namespace {

link_key key_of(std::uint8_t octet) {
    link_key key;
    key.fill(octet);
    return key;
}

hall_id const district = hall_id::parse("district").value();
hall_id const town = hall_id::parse("town").value();

}  // namespace

TEST_CASE("a link has 22 characters that need no escaping in an address", "[halls][links]") {
    std::string const link = ticket_links(key_of(1)).link_of(district, ticket_id{1});

    CHECK(link.size() == link_length);
    CHECK(std::all_of(link.begin(), link.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }));
}

TEST_CASE("a link is the first 128 bits of HMAC-SHA256 over hall and ticket", "[halls][links]") {
    // python3: hmac.new(bytes([1]*32), b'\x08district' + (7).to_bytes(8, 'big'), 'sha256').digest()[:16], base64url
    CHECK(ticket_links(key_of(1)).link_of(district, ticket_id{7}) == "TNsLL025KDjU6CENhTQdiQ");
}

TEST_CASE("links differ by ticket, hall and server", "[halls][links]") {
    std::set<std::string> links;
    for (std::uint64_t n = 1; n <= 1'000; ++n) {
        links.insert(ticket_links(key_of(1)).link_of(district, ticket_id{n}));
        links.insert(ticket_links(key_of(1)).link_of(town, ticket_id{n}));
        links.insert(ticket_links(key_of(2)).link_of(district, ticket_id{n}));
    }

    CHECK(links.size() == 3'000);
}

TEST_CASE("a link finds its ticket", "[halls][links]") {
    ticket_links links(key_of(1));
    links.add(district, ticket_id{7});

    CHECK(links.find(links.link_of(district, ticket_id{7})) == linked_ticket{district, ticket_id{7}});
}

TEST_CASE("what is no link of a known ticket finds nothing", "[halls][links]") {
    ticket_links links(key_of(1));
    links.add(district, ticket_id{7});
    std::string const good = links.link_of(district, ticket_id{7});

    CHECK_FALSE(links.find(""));
    CHECK_FALSE(links.find(good.substr(1)));
    CHECK_FALSE(links.find(good + "A"));
    CHECK_FALSE(links.find(links.link_of(district, ticket_id{8})));
    CHECK_FALSE(links.find(ticket_links(key_of(2)).link_of(district, ticket_id{7})));
}

TEST_CASE("forgetting a hall leaves the links of the others", "[halls][links]") {
    ticket_links links(key_of(1));
    links.add(district, ticket_id{7});
    links.add(town, ticket_id{7});

    links.forget(district);

    CHECK_FALSE(links.find(links.link_of(district, ticket_id{7})));
    CHECK(links.find(links.link_of(town, ticket_id{7})));
}
