#include "slip/escpos_sink.hpp"

#include <array>
#include <iconv.h>

namespace buduan::tests {

namespace {

std::string to_utf8(std::string_view bytes, char const* encoding, std::vector<std::string>& errors) {
    auto const handle = iconv_open("UTF-8", encoding);
    std::string out(bytes.size() * 3 + 4, '\0');
    std::string copy(bytes);
    char* from = copy.data();
    char* to = out.data();
    auto from_left = copy.size();
    auto to_left = out.size();
    if (iconv(handle, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1))
        errors.push_back("undecodable text");
    iconv_close(handle);
    out.resize(out.size() - to_left);
    return out;
}

class paper_reader {
public:
    paper_reader(std::string_view bytes, char const* encoding) : bytes_(bytes), encoding_(encoding) {}

    printed_paper read() {
        while (at_ < bytes_.size()) {
            switch (auto const byte = next()) {
                case 0x1B: escape(); break;
                case 0x1D: group(); break;
                case 0x1C: chinese(); break;
                case '\n': end_line(); break;
                default:
                    if (byte < 0x20) {
                        fail("control byte in text");
                    } else {
                        text_.push_back(static_cast<char>(byte));
                    }
            }
        }
        if (!text_.empty()) fail("text without a line end stays in the printer");
        return paper_;
    }

private:
    unsigned char next() {
        if (at_ >= bytes_.size()) {
            fail("command cut short");
            return 0;
        }
        return static_cast<unsigned char>(bytes_[at_++]);
    }
    void fail(std::string what) { paper_.errors.push_back(std::move(what) + " at byte " + std::to_string(at_)); }

    void end_line() {
        if (text_.empty()) return;
        style_.text = to_utf8(text_, encoding_, paper_.errors);
        paper_.lines.push_back(style_);
        text_.clear();
    }
    void escape() {
        switch (next()) {
            case '@': style_ = {}; break;
            case 'a': style_.align = "lcr"[next() % 3]; break;
            case 'E': style_.bold = (next() & 1) != 0; break;
            case 'd': paper_.fed_lines += next(); break;
            default: fail("unknown ESC command");
        }
    }
    void chinese() {
        if (next() != '&') fail("unknown FS command");
    }
    void group() {
        switch (next()) {
            case '!': {
                auto const size = next();
                style_.width = (size >> 4U) + 1U;
                style_.height = (size & 0xFU) + 1U;
                break;
            }
            case 'V':
                if (next() != 66) fail("unknown cut");
                (void)next();
                ++paper_.cuts;
                break;
            case '(': symbol(); break;
            default: fail("unknown GS command");
        }
    }
    void symbol() {
        if (next() != 'k') return fail("unknown GS ( command");
        std::size_t length = next();
        length |= static_cast<std::size_t>(next()) << 8U;
        if (at_ + length > bytes_.size() || length < 3) return fail("symbol data cut short");
        auto const body = bytes_.substr(at_, length);
        at_ += length;
        if (body[0] != 49) return fail("not a QR code");
        switch (static_cast<int>(body[1])) {
            case 65:
            case 67:
            case 69: break;  // model, module size, error correction
            case 80: stored_ = std::string(body.substr(3)); break;
            case 81: paper_.qr_codes.push_back(stored_); break;
            default: fail("unknown QR function");
        }
    }

    std::string_view bytes_;
    char const* encoding_;
    std::size_t at_ = 0;
    std::string text_;
    std::string stored_;
    printed_line style_;
    printed_paper paper_;
};

}  // namespace

printed_paper read_paper(std::string_view bytes, char const* encoding) {
    return paper_reader(bytes, encoding).read();
}

}  // namespace buduan::tests
