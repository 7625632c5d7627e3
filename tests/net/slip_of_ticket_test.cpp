#include "net/slip_of_ticket.hpp"

#include "simulation/sample_halls.hpp"
#include "slip/escpos_sink.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace buduan;
using namespace std::chrono_literals;

namespace {

dispatch::ticket_picture a_ticket() {
    dispatch::ticket_picture ticket;
    ticket.ticket = dispatch::ticket_id{7};
    ticket.number = {'B', 41};
    ticket.zone = dispatch::zone_id::parse("social").value();
    ticket.matters = {dispatch::matter_id::parse("M-5").value(), dispatch::matter_id::parse("gone").value()};
    ticket.windows = {5, 6, 7};
    ticket.ahead = 5;
    ticket.wait = dispatch::wait_range{20min, 34min + 1s};
    ticket.priority = true;
    // 12:09 in the hall
    ticket.issued_at = dispatch::instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 4h + 9min};
    return ticket;
}

bool has_line(tests::printed_paper const& paper, std::string_view part) {
    return std::any_of(paper.lines.begin(), paper.lines.end(),
                       [part](auto const& line) { return line.text.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("a slip says what its ticket is, and a printer understands it", "[net][slip]") {
    auto const hall = simulation::sample_halls(1).front();
    auto const text = net::slip_of_ticket(a_ticket(), hall, "https://hall.example/t/#abc", false);

    auto const paper = tests::read_paper(slip::render_escpos(text, {}).bytes, "GBK");

    CHECK(paper.errors.empty());
    CHECK(paper.cuts == 1);
    REQUIRE(paper.qr_codes.size() == 1);
    CHECK(paper.qr_codes[0] == "https://hall.example/t/#abc");
    for (std::string_view const part : {"district", "B041", "M-5；gone", "social区", "5、6、7 号窗口", "前面还有 5 人",
                                        "20–35 分钟", "2 件事", "优先", "11月24日 12:09", "监督电话 0635-0000000"}) {
        INFO(part);
        CHECK(has_line(paper, part));
    }
}

TEST_CASE("a slip promises nothing when nobody serves, and counts nobody as nobody", "[net][slip]") {
    auto ticket = a_ticket();
    ticket.wait.reset();
    ticket.ahead = 0;
    ticket.windows.clear();
    ticket.priority = false;
    auto const text = net::slip_of_ticket(ticket, simulation::sample_halls(1).front(), "", true);

    CHECK(text.ahead == "前面没有人");
    CHECK(text.wait == "窗口返回后按号叫到您");
    CHECK(text.windows.empty());
    CHECK(text.link_caption.empty());
    CHECK(text.large);
    CHECK(std::find(text.notices.begin(), text.notices.end(), "优先") == text.notices.end());
}
