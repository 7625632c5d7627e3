#include "net/fake_printer.hpp"
#include "net/served_house.hpp"
#include "net/wire_tap.hpp"
#include "slip/escpos_sink.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace buduan;
using namespace buduan::tests;

namespace {

std::string id_of(int n) {
    auto const digits = std::to_string(n);
    return std::string(32 - digits.size(), '0') + digits;
}

std::string issue_body(int n, std::string const& more = {}, std::string const& hall = "district") {
    return R"({"id":")" + id_of(n) + R"(","hall":")" + hall + R"(","issue_ticket":{"matters":["M-3"])" + more + "}}";
}

std::string value_of(std::string const& json, std::string const& name) {
    auto const mark = "\"" + name + "\":\"";
    auto const at = json.find(mark);
    if (at == std::string::npos) return {};
    auto const begin = at + mark.size();
    return json.substr(begin, json.find('"', begin) - begin);
}

struct kiosk {
    explicit kiosk(served_house& of) : house(of), cookie(sign_in_device(of.port(), "kiosk-1")) {}

    [[nodiscard]] tapped_answer issue(int n, std::string const& more = {}) const {
        return ask(house.port(), "POST", "/v1/halls/district/tickets", issue_body(n, more), {"Cookie: " + cookie});
    }

    served_house& house;
    std::string cookie;
};

}  // namespace

TEST_CASE("a kiosk issues a ticket, and its link shows it", "[net][ticket]") {
    served_house house(quick_options());
    kiosk const at(house);

    auto const issued = at.issue(1);

    REQUIRE(issued.status == 200);
    CHECK(issued.says("\"number\":\"A001\""));
    auto const link = value_of(issued.body, "link");
    REQUIRE(link.size() == 22);
    auto const shown = ask(house.port(), "GET", "/v1/tickets/" + link);
    CHECK(shown.status == 200);
    CHECK(shown.says("A001"));
    CHECK(shown.says("\"topic\":\"ticket/" + link));
    auto const code = ask(house.port(), "GET", "/v1/tickets/" + link + "/qr.svg");
    CHECK(code.field("content-type") == "image/svg+xml");
    CHECK(code.body.starts_with("<svg"));
    CHECK(ask(house.port(), "GET", "/v1/halls/district/board").says("\"openTickets\":1"));
}

TEST_CASE("a retry with the same id is answered with the same bytes and issues nothing", "[net][ticket]") {
    served_house house(quick_options());
    kiosk const at(house);
    auto const first = at.issue(1);

    auto const again = at.issue(1);

    CHECK(again.body == first.body);
    CHECK(at.issue(2).says("A002"));
}

TEST_CASE("personal data go to the custodian and never into the hall's stream", "[net][ticket][personal]") {
    served_house house(quick_options());
    kiosk const at(house);
    std::string const person = R"(,"phone":"13900000000","name":"测试","person_id":"370000190001010000")";

    CHECK(at.issue(1, person).status == 200);
    CHECK(house.contacts() == 1);

    // The same person, the same matter, the same day: refused, and the second record goes.
    auto const second = at.issue(2, person);
    CHECK(second.status == 409);
    CHECK(second.says("duplicate_ticket"));
    CHECK(house.contacts() == 1);
    // The first one repeated: answered again, and nothing more is kept.
    CHECK(at.issue(1, person).status == 200);
    CHECK(house.contacts() == 1);

    house.on_loop([](halls::hall_directory& all) {
        auto const& ticket = dispatch::tickets_of(*all.find(all.halls().front())).front();
        CHECK_FALSE(ticket.contact_ref.empty());
        CHECK(ticket.contact_ref.find("139") == std::string::npos);
    });
    CHECK(house.log().find("13900000000") == std::string::npos);
}

TEST_CASE("only the hall's kiosks and its guides issue", "[net][ticket]") {
    served_house house(quick_options());
    auto const from = [&](std::string const& cookie) {
        std::vector<std::string> fields;
        if (!cookie.empty()) fields.push_back("Cookie: " + cookie);
        return ask(house.port(), "POST", "/v1/halls/district/tickets", issue_body(1), fields);
    };

    CHECK(from("").status == 401);
    CHECK(from(sign_in_device(house.port(), "screen-1")).status == 403);
    CHECK(from(sign_in_device(house.port(), "kiosk-town")).status == 403);
    CHECK(from(sign_in(house.port(), "S01")).status == 403);
    CHECK(from(sign_in(house.port(), "S90")).status == 200);
    CHECK(ask(house.port(), "POST", "/v1/halls/district/tickets", issue_body(2),
              {"Authorization: Bearer " + served_house::token_of("kiosk-1")})
              .status == 401);  // a device's token is no session: it is exchanged first
}

TEST_CASE("a clerk without a WebSocket states the verbs of a window over HTTP", "[net][ticket]") {
    served_house house(quick_options());
    auto const clerk = sign_in(house.port(), "S01");
    auto const state = [&](int n, std::string const& verb, std::string const& cookie) {
        return ask(house.port(), "POST", "/v1/halls/district/commands",
                   R"({"id":")" + id_of(n) + R"(","hall":"district",)" + verb + "}", {"Cookie: " + cookie});
    };

    CHECK(state(1, R"("takeSeat":{"window":"W01"})", clerk).status == 200);
    CHECK(state(2, R"("openWindow":{"window":"W01"})", clerk).status == 200);
    CHECK(state(3, R"("callNext":{"window":"W01"})", clerk).says("nobody_waits"));
    CHECK(kiosk(house).issue(4, R"(,"zone":"general")").status == 200);

    CHECK(state(5, R"("takeSeat":{"window":"W04"})", clerk).says("not_assigned"));
    CHECK(state(6, R"("openWindow":{"window":"W01"})", "").status == 401);
    CHECK(state(7, R"("openWindow":{"window":"W01"})", sign_in_device(house.port(), "kiosk-1")).status == 403);
    CHECK(ask(house.port(), "POST", "/v1/halls/town-1/commands",
              R"({"id":")" + id_of(8) + R"(","hall":"district","openWindow":{"window":"W01"}})", {"Cookie: " + clerk})
              .says("hall: not the one of the path"));
}

TEST_CASE("the holder of a link delays and cancels, and nobody without it", "[net][ticket]") {
    served_house house(quick_options());
    kiosk const at(house);
    auto const link = value_of(at.issue(1).body, "link");
    for (int n = 2; n < 7; ++n)
        REQUIRE(at.issue(n).status == 200);
    auto const wish = [&](std::string const& of, std::string const& verb, int n) {
        return ask(house.port(), "POST", "/v1/tickets/" + of + "/" + verb, R"({"command":")" + id_of(n) + R"("})");
    };

    CHECK(wish(link, "delay", 100).status == 200);
    CHECK(ask(house.port(), "GET", "/v1/tickets/" + link).says("\"ahead\":3"));
    auto const cancelled = wish(link, "cancel", 101);
    CHECK(cancelled.status == 200);
    CHECK(wish(link, "cancel", 101).body == cancelled.body);
    CHECK(wish(link, "cancel", 102).says("wrong_stage"));
    CHECK(ask(house.port(), "GET", "/v1/tickets/" + link).says("ABANDONED"));
    for (auto const& guessed : {std::string(22, 'x'), std::string("short"), link + "x"}) {
        CHECK(wish(guessed, "cancel", 103).says("unknown_link"));
    }
}

TEST_CASE("a kiosk without a printer says so", "[net][ticket]") {
    served_house house(quick_options());
    kiosk const at(house);
    auto const link = value_of(at.issue(1).body, "link");

    CHECK(ask(house.port(), "POST", "/v1/tickets/" + link + "/print", {}, {"Cookie: " + at.cookie}).says("no_printer"));
    CHECK(ask(house.port(), "POST", "/v1/tickets/" + link + "/print").status == 401);
}

TEST_CASE("a kiosk's slip goes to the printer beside it, and what is wrong with that is said", "[net][ticket]") {
    auto const trouble = GENERATE(false, true);
    fake_printer printer(trouble ? 0x32 : 0x12, trouble ? 0x72 : 0x12);
    auto with = quick_options();
    with.public_url = "http://127.0.0.1";
    with.printers = {{"district", "kiosk-1", {"127.0.0.1", printer.port()}}};
    served_house house(std::move(with));
    kiosk const at(house);
    auto const link = value_of(at.issue(1).body, "link");

    auto const answer = ask(house.port(), "POST", "/v1/tickets/" + link + "/print?large", {}, {"Cookie: " + at.cookie});

    if (trouble) {
        CHECK(answer.status == 503);
        CHECK(answer.says("\"not_printed\""));
        CHECK(answer.says("paper_out"));
        CHECK(house.log().find("\"event\":\"printer.fault\"") != std::string::npos);
        return;
    }
    CHECK(answer.status == 204);
    auto const paper = read_paper(printer.finish(), "GBK");
    CHECK(paper.errors.empty());
    CHECK(paper.qr_codes == std::vector<std::string>{"http://127.0.0.1/t/#" + link});
    CHECK(std::any_of(paper.lines.begin(), paper.lines.end(), [](auto const& line) { return line.text == "A001"; }));
}

TEST_CASE("the card of a hall says what is offered now and how the day goes", "[net][hall]") {
    served_house house(quick_options());
    auto const card = ask(house.port(), "GET", "/v1/halls/district");

    CHECK(card.status == 200);
    for (std::string_view const part : {"\"id\":\"district\"", "\"offeredNow\":true", "\"NOON_DUTY\"",
                                        "\"walkIn\":true", "\"supervision\":\"0635-0000000\"", "\"clockSpeed\":1"}) {
        INFO(part);
        CHECK(card.says(part));
    }
    auto const list = ask(house.port(), "GET", "/v1/halls");
    CHECK(list.body.find("district") < list.body.find("town-1"));
    CHECK(ask(house.port(), "GET", "/v1/halls/nowhere").says("unknown_hall"));
    CHECK(ask(house.port(), "GET", "/v1/halls/nowhere/board").says("unknown_hall"));
}
