#include "slip/slip.hpp"

#include <algorithm>
#include <iconv.h>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace buduan::slip {

namespace {

using namespace std::string_view_literals;

// Epson's command set as Chinese 80 mm printers share it.
constexpr auto initialise = "\x1B@"sv;
constexpr auto chinese_mode = "\x1C&"sv;
constexpr auto centred = "\x1B\x61\x01"sv;
constexpr auto left = "\x1B\x61\x00"sv;
constexpr auto bold_on = "\x1B\x45\x01"sv;
constexpr auto bold_off = "\x1B\x45\x00"sv;
constexpr auto cut = "\x1DV\x42\x00"sv;
constexpr auto geta = "\xA1\xFE"sv;  // 〓, the mark for a character the font lacks

// The size byte of GS ! and of the Chinese fonts' FS W: width and height as factors 1 to 8.
std::string size(unsigned width, unsigned height) {
    return std::string("\x1D!") + static_cast<char>((width - 1) << 4 | (height - 1));
}

class encoder {
public:
    explicit encoder(charset to) : handle_(iconv_open(to == charset::gbk ? "GBK" : "GB18030", "UTF-8")) {
        if (handle_ == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("this system's iconv lacks GBK");
    }
    ~encoder() { iconv_close(handle_); }
    encoder(encoder const&) = delete;
    encoder& operator=(encoder const&) = delete;

    // Control bytes are dropped: no text may carry commands to the printer.
    std::string operator()(std::string_view utf8) {
        std::string out;
        while (!utf8.empty()) {
            auto const length = sequence_length(utf8);
            auto const one = utf8.substr(0, length);
            utf8.remove_prefix(length);
            if (length == 1 && static_cast<unsigned char>(one[0]) < 0x20) continue;
            append(one, out);
        }
        return out;
    }

    [[nodiscard]] std::size_t replaced() const { return replaced_; }

private:
    static std::size_t sequence_length(std::string_view text) {
        auto const first = static_cast<unsigned char>(text[0]);
        std::size_t const wanted = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        return std::min(wanted, text.size());
    }

    void append(std::string_view one, std::string& out) {
        char buffer[8];
        char* from = const_cast<char*>(one.data());  // iconv reads only
        char* to = buffer;
        std::size_t from_left = one.size();
        std::size_t to_left = sizeof buffer;
        if (iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1) || from_left != 0) {
            iconv(handle_, nullptr, nullptr, nullptr, nullptr);
            ++replaced_;
            out += geta;
            return;
        }
        out.append(buffer, to);
    }

    iconv_t handle_;
    std::size_t replaced_ = 0;
};

// Half-width columns: a hanzi takes two. GBK and GB 18030 bytes happen to count the same for two-byte characters, a
// four-byte one is a hanzi too.
std::string wrapped(std::string const& encoded, std::size_t columns) {
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < encoded.size();) {
        auto const lead = static_cast<unsigned char>(encoded[i]);
        std::size_t bytes = 1;
        if (lead >= 0x81 && i + 1 < encoded.size()) {
            auto const second = static_cast<unsigned char>(encoded[i + 1]);
            bytes = second >= '0' && second <= '9' && i + 3 < encoded.size() ? 4 : 2;
        }
        auto const width = bytes == 1 ? std::size_t{1} : std::size_t{2};
        if (column + width > columns) {
            out += '\n';
            column = 0;
        }
        out.append(encoded, i, bytes);
        column += width;
        i += bytes;
    }
    return out;
}

std::string little_endian(std::size_t value) {
    return {static_cast<char>(value & 0xFF), static_cast<char>(value >> 8 & 0xFF)};
}

// GS ( k, cn 49: model 2, module size, error correction M, store, print.
std::string qr(std::string_view text, std::uint8_t module) {
    auto const function = [](std::string_view body) {
        return std::string("\x1D(k") + little_endian(body.size()) + std::string(body);
    };
    std::string out = function("1A2\x00"sv);
    out += function(std::string("1C") + static_cast<char>(module));
    out += function("1E1"sv);
    out += function(std::string("1P0") + std::string(text));
    out += function("1Q0"sv);
    return out;
}

}  // namespace

escpos_job render_escpos(slip_text const& content, escpos_options const& options) {
    encoder encode(options.encoding);
    std::string out;
    auto const line = [&](std::string const& text, unsigned width, unsigned height) {
        if (text.empty()) return;
        out += size(width, height);
        out += wrapped(encode(text), options.columns / width);
        out += '\n';
    };
    unsigned const body = content.large ? 2 : 1;

    out += initialise;
    out += chinese_mode;
    out += centred;
    line(content.hall, 1, body);
    out += bold_on;
    line(content.number, 4, 4);
    out += bold_off;
    line(content.matter, body, 2);
    line(content.zone, 1, body);
    out += bold_on;
    line(content.windows, 2, 2);
    out += bold_off;
    line(content.ahead, 1, 2);
    line(content.wait, 1, 2);
    out += left;
    for (auto const& notice : content.notices)
        line(notice, 1, body);
    if (!content.link.empty()) {
        out += centred;
        out += qr(content.link, options.qr_module);
        out += '\n';
        line(content.link_caption, 1, body);
    }
    out += left;
    line(content.issued, 1, body);
    line(content.supervision, 1, body);
    out += size(1, 1);
    out +=
        "\x1B"
        "d";
    out += static_cast<char>(options.feed_lines);
    out += cut;
    return {std::move(out), encode.replaced()};
}

printer_state read_status(std::uint8_t offline, std::uint8_t paper) {
    if ((paper & 0x60) != 0 || (offline & 0x20) != 0) return printer_state::paper_out;
    if ((offline & 0x04) != 0) return printer_state::cover_open;
    if ((offline & 0x40) != 0) return printer_state::fault;
    if ((paper & 0x0C) != 0) return printer_state::paper_low;
    return printer_state::ready;
}

}  // namespace buduan::slip
