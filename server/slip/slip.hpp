#pragma once

// The paper slip of a ticket: what stands on it, and how it looks on a thermal printer that speaks ESC/POS. Pure text in,
// bytes out; sending them is net's business.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::slip {

// Everything as it shall be read (UTF-8), in the order of the paper. Empty fields leave no gap.
struct slip_text {
    std::string hall;                  // 山亭区政务服务中心
    std::string number;                // B041
    std::string matter;                // 社会保障卡挂失、补换
    std::string zone;                  // 社保医保公积金区
    std::string windows;               // 5、6、7 号窗口
    std::string ahead;                 // 前面还有 5 人
    std::string wait;                  // 预计等候 20–35 分钟
    std::vector<std::string> notices;  // why noon matters, what happens when missed
    std::string issued;                // 11月24日 12:09
    std::string link;                  // the phone page, printed as a QR code; empty = none
    std::string link_caption;          // 手机看进度，可以走开
    std::string supervision;           // 监督电话 0632-0000101 (clause 31)
    bool large = false;                // elder mode: body in double height
};

// What the printer's font chip holds. GBK printers print 〓 for a character beyond it; GB 18030 ones print all.
enum class charset : std::uint8_t { gbk, gb18030 };

struct escpos_options {
    charset encoding = charset::gbk;
    std::uint8_t qr_module = 6;   // dots a module
    std::uint8_t feed_lines = 4;  // before the cut
    std::size_t columns = 48;     // half-width characters a line: 80 mm paper, font A
};

struct escpos_job {
    std::string bytes;
    std::size_t replaced = 0;  // characters the charset lacks; worth a warning
};

[[nodiscard]] escpos_job render_escpos(slip_text const& content, escpos_options const& options);

// The answer of `DLE EOT n` (Epson, real-time status): what to tell the hall when the paper runs out.
enum class printer_state : std::uint8_t { ready, paper_low, paper_out, cover_open, fault };
inline constexpr std::string_view query_offline = "\x10\x04\x02";  // cover, paper end stop, error
inline constexpr std::string_view query_paper = "\x10\x04\x04";    // roll sensors
[[nodiscard]] printer_state read_status(std::uint8_t offline, std::uint8_t paper);

}  // namespace buduan::slip
