#include "net/network_printer.hpp"

#include "net/fake_printer.hpp"
#include "net/printers.hpp"
#include "slip/escpos_sink.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>

using namespace buduan;
using namespace std::chrono_literals;

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using tests::fake_printer;

slip::slip_text a_slip() {
    slip::slip_text text;
    text.hall = "政务服务中心";
    text.number = "B041";
    text.link = "https://hall.example/t/#abc";
    return text;
}

net::print_outcome print_at(std::uint16_t port, std::chrono::milliseconds limit = 5s) {
    asio::io_context loop;
    net::printers known(loop, {{"district", "kiosk-1", {"127.0.0.1", port}}}, limit);
    std::optional<net::print_outcome> outcome;
    REQUIRE(known.knows("district", "kiosk-1"));
    REQUIRE_FALSE(known.knows("town", "kiosk-1"));
    REQUIRE(known.print("district", "kiosk-1", a_slip(), [&](net::print_outcome how) { outcome = how; }));
    CHECK_FALSE(known.print("district", "kiosk-1", a_slip(), [](net::print_outcome) { FAIL("two at a time"); }));
    loop.run();
    return outcome.value();
}

}  // namespace

TEST_CASE("a printer that is well gets the slip and prints it", "[net][printer]") {
    fake_printer printer(0x12, 0x12);

    CHECK(print_at(printer.port()) == net::print_outcome::printed);

    auto const paper = tests::read_paper(printer.finish(), "GBK");
    CHECK(paper.errors.empty());
    CHECK(paper.cuts == 1);
    CHECK(paper.qr_codes == std::vector<std::string>{"https://hall.example/t/#abc"});
    CHECK(std::any_of(paper.lines.begin(), paper.lines.end(), [](auto const& line) { return line.text == "B041"; }));
}

TEST_CASE("a printer in trouble says which, and gets nothing to lose", "[net][printer]") {
    struct row {
        std::uint8_t offline, paper;
        net::print_outcome outcome;
        bool prints;
    };
    auto const it = GENERATE(values<row>({
        {0x12, 0x1E, net::print_outcome::paper_low, true},
        {0x32, 0x72, net::print_outcome::paper_out, false},
        {0x16, 0x12, net::print_outcome::cover_open, false},
        {0x52, 0x12, net::print_outcome::fault, false},
    }));
    fake_printer printer(it.offline, it.paper);

    CHECK(print_at(printer.port()) == it.outcome);
    CHECK(printer.finish().empty() != it.prints);
}

TEST_CASE("a printer that is off, or silent, costs no more than the limit", "[net][printer]") {
    std::uint16_t unused = 0;
    {
        asio::io_context loop;
        tcp::acceptor const taken(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        unused = taken.local_endpoint().port();
    }
    CHECK(print_at(unused) == net::print_outcome::unreachable);

    fake_printer silent(0, 0, false);
    auto const began = std::chrono::steady_clock::now();
    CHECK(print_at(silent.port(), 300ms) == net::print_outcome::timed_out);
    CHECK(std::chrono::steady_clock::now() - began < 3s);
}
