#include "slip/escpos_sink.hpp"
#include "slip/slip.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {

using namespace buduan;

slip::slip_text noon_slip() {
    slip::slip_text text;
    text.hall = "山亭区政务服务中心";
    text.number = "B041";
    text.matter = "社会保障卡挂失、补换";
    text.zone = "社保医保公积金区";
    text.windows = "5、6、7 号窗口";
    text.ahead = "前面还有 5 人";
    text.wait = "预计等候 20–35 分钟";
    text.notices = {"午间不断档：窗口轮值，照常办理。"};
    text.issued = "11月24日 12:09";
    text.link = "http://localhost:8080/t/#AAAAAAAAAAAAAAAAAAAAAA";
    text.link_caption = "手机看进度，可以走开";
    text.supervision = "监督电话 0632-0000101";
    return text;
}

auto find_line(tests::printed_paper const& paper, std::string const& text) {
    return std::find_if(paper.lines.begin(), paper.lines.end(), [&](auto const& line) { return line.text == text; });
}

}  // namespace

TEST_CASE("a slip shows number, matter, windows, people ahead, range and supervision phone", "[slip][escpos]") {
    auto const text = noon_slip();

    auto const paper = tests::read_paper(slip::render_escpos(text, {}).bytes, "GBK");

    REQUIRE(paper.errors.empty());
    for (auto const& wanted : {text.hall, text.number, text.matter, text.zone, text.windows, text.ahead, text.wait,
                               text.notices[0], text.issued, text.link_caption, text.supervision}) {
        INFO(wanted);
        CHECK(find_line(paper, wanted) != paper.lines.end());
    }
}

TEST_CASE("the number is the largest thing on the paper", "[slip][escpos]") {
    auto const paper = tests::read_paper(slip::render_escpos(noon_slip(), {}).bytes, "GBK");

    auto const number = find_line(paper, "B041");
    REQUIRE(number != paper.lines.end());
    CHECK(number->bold);
    CHECK(number->align == 'c');
    for (auto const& line : paper.lines) {
        if (line.text != "B041") CHECK(line.width * line.height * 2 <= number->width * number->height);
    }
}

TEST_CASE("the phone link is printed as one QR code, and the paper is fed and cut once", "[slip][escpos]") {
    auto const text = noon_slip();

    auto const paper = tests::read_paper(slip::render_escpos(text, {}).bytes, "GBK");

    CHECK(paper.qr_codes == std::vector<std::string>{text.link});
    CHECK(paper.fed_lines == 4);
    CHECK(paper.cuts == 1);
}

TEST_CASE("a slip without a link prints no QR code", "[slip][escpos]") {
    auto text = noon_slip();
    text.link.clear();

    CHECK(tests::read_paper(slip::render_escpos(text, {}).bytes, "GBK").qr_codes.empty());
}

TEST_CASE("a character beyond GBK is marked and counted, and GB 18030 prints it", "[slip][escpos]") {
    auto text = noon_slip();
    text.matter = "𠮷某某事项";

    auto const gbk = slip::render_escpos(text, {});
    auto const all = slip::render_escpos(text, {.encoding = slip::charset::gb18030});

    CHECK(gbk.replaced == 1);
    auto const marked = tests::read_paper(gbk.bytes, "GBK");
    CHECK(find_line(marked, "〓某某事项") != marked.lines.end());
    CHECK(all.replaced == 0);
    auto const paper = tests::read_paper(all.bytes, "GB18030");
    CHECK(find_line(paper, "𠮷某某事项") != paper.lines.end());
}

TEST_CASE("text cannot smuggle commands into the printer", "[slip][escpos]") {
    auto text = noon_slip();
    text.matter = "社保\x1B@\x1DV\x42\x01卡";

    auto const paper = tests::read_paper(slip::render_escpos(text, {}).bytes, "GBK");

    CHECK(paper.errors.empty());
    CHECK(paper.cuts == 1);
    CHECK(find_line(paper, "社保@VB卡") != paper.lines.end());
}

TEST_CASE("a long line is broken between characters and never wider than the paper", "[slip][escpos]") {
    auto text = noon_slip();
    text.notices = {
        "职工正常退休申请等事项午间不办理，13:30 起可取号；过号后三十分钟内可到导办台恢复，恢复后排在三位之后。"};

    auto const paper = tests::read_paper(slip::render_escpos(text, {.columns = 32}).bytes, "GBK");

    CHECK(paper.errors.empty());
    std::string joined;
    for (auto const& line : paper.lines) {
        std::size_t columns = 0;
        for (std::size_t i = 0; i < line.text.size(); ++i) {
            auto const byte = static_cast<unsigned char>(line.text[i]);
            if (byte < 0x80) columns += 1;
            if (byte >= 0xE0) columns += 2;
        }
        CHECK(columns * line.width <= 32);
        joined += line.text;
    }
    CHECK(joined.find(text.notices[0]) != std::string::npos);
}

TEST_CASE("elder slips have no line in single height", "[slip][escpos]") {
    auto text = noon_slip();
    text.large = true;

    for (auto const& line : tests::read_paper(slip::render_escpos(text, {}).bytes, "GBK").lines) {
        INFO(line.text);
        CHECK(line.height >= 2);
    }
}

TEST_CASE("the printer's status bytes are read as a hall needs them", "[slip][escpos]") {
    struct row {
        std::uint8_t offline, paper;
        slip::printer_state expected;
    };
    auto const [offline, paper, expected] =
        GENERATE(row{0x12, 0x12, slip::printer_state::ready}, row{0x12, 0x1E, slip::printer_state::paper_low},
                 row{0x32, 0x72, slip::printer_state::paper_out}, row{0x12, 0x72, slip::printer_state::paper_out},
                 row{0x16, 0x12, slip::printer_state::cover_open}, row{0x52, 0x12, slip::printer_state::fault});

    CHECK(slip::read_status(offline, paper) == expected);
}
