#include "wire/json_scanner.hpp"

#include <algorithm>

namespace buduan::wire {
namespace {

constexpr bool digit(char c) {
    return c >= '0' && c <= '9';
}

// The length of the well-formed UTF-8 sequence at the front, 0 if there is none: no overlong forms, surrogates or
// numbers beyond Unicode.
std::size_t sequence_length(std::string_view text) {
    auto const octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const tail = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
        return i < text.size() && octet(i) >= low && octet(i) <= high;
    };
    unsigned const lead = octet(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        unsigned const low = lead == 0xe0 ? 0xa0 : 0x80;
        unsigned const high = lead == 0xed ? 0x9f : 0xbf;
        return tail(1, low, high) && tail(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        unsigned const low = lead == 0xf0 ? 0x90 : 0x80;
        unsigned const high = lead == 0xf4 ? 0x8f : 0xbf;
        return tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

void append_utf8(std::string& to, unsigned point) {
    auto const tail = [](unsigned bits) { return static_cast<char>(0x80U | (bits & 0x3fU)); };
    if (point < 0x80) {
        to.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
        to.push_back(static_cast<char>(0xc0U | (point >> 6)));
        to.push_back(tail(point));
    } else if (point < 0x10000) {
        to.push_back(static_cast<char>(0xe0U | (point >> 12)));
        to.push_back(tail(point >> 6));
        to.push_back(tail(point));
    } else {
        to.push_back(static_cast<char>(0xf0U | (point >> 18)));
        to.push_back(tail(point >> 12));
        to.push_back(tail(point >> 6));
        to.push_back(tail(point));
    }
}

}  // namespace

void json_scanner::skip_blanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
        ++at_;
    }
}

json_kind json_scanner::peek() {
    skip_blanks();
    if (at_ == text_.size()) return json_kind::none;
    switch (text_[at_]) {
        case '{': return json_kind::object;
        case '[': return json_kind::array;
        case '"': return json_kind::text;
        case 't': return json_kind::yes;
        case 'f': return json_kind::no;
        case 'n': return json_kind::null;
        default: return digit(text_[at_]) || text_[at_] == '-' ? json_kind::number : json_kind::none;
    }
}

bool json_scanner::take(char mark) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != mark) return false;
    ++at_;
    return true;
}

bool json_scanner::at_end() {
    skip_blanks();
    return at_ == text_.size();
}

bool json_scanner::take_word() {
    for (std::string_view const word : {"true", "false", "null"}) {
        if (text_.substr(at_, word.size()) == word) {
            at_ += word.size();
            return true;
        }
    }
    return false;
}

std::optional<std::string_view> json_scanner::take_number() {
    std::size_t end = at_;
    auto const more = [&] { return end < text_.size() && digit(text_[end]); };
    auto const next_is = [&](char a, char b) { return end < text_.size() && (text_[end] == a || text_[end] == b); };
    if (next_is('-', '-')) ++end;
    if (!more()) return std::nullopt;
    if (text_[end] == '0') {
        ++end;
    } else {
        while (more())
            ++end;
    }
    if (next_is('.', '.')) {
        ++end;
        if (!more()) return std::nullopt;
        while (more())
            ++end;
    }
    if (next_is('e', 'E')) {
        ++end;
        if (next_is('+', '-')) ++end;
        if (!more()) return std::nullopt;
        while (more())
            ++end;
    }
    auto const taken = text_.substr(at_, end - at_);
    at_ = end;
    return taken;
}

std::optional<std::string_view> json_scanner::take_text(std::string& scratch) {
    std::size_t const begin = ++at_;
    bool escaped = false;
    while (at_ < text_.size()) {
        char const c = text_[at_];
        if (c == '"') {
            std::string_view const plain = text_.substr(begin, at_++ - begin);
            return escaped ? std::string_view(scratch) : plain;
        }
        if (c == '\\') {
            if (!escaped) scratch.assign(text_, begin, at_ - begin);
            escaped = true;
            if (!unescape(scratch)) return std::nullopt;
            continue;
        }
        if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
        std::size_t const length = sequence_length(text_.substr(at_));
        if (length == 0) return std::nullopt;
        if (escaped) scratch.append(text_, at_, length);
        at_ += length;
    }
    return std::nullopt;
}

std::optional<unsigned> json_scanner::take_hex() {
    if (text_.size() - at_ < 4) return std::nullopt;
    unsigned value = 0;
    for (int i = 0; i < 4; ++i) {
        char const c = text_[at_++];
        unsigned const low = static_cast<unsigned char>(c | 0x20);
        if (digit(c)) {
            value = value * 16 + static_cast<unsigned>(c - '0');
        } else if (low >= 'a' && low <= 'f') {
            value = value * 16 + (low - 'a' + 10);
        } else {
            return std::nullopt;
        }
    }
    return value;
}

// At a backslash. Surrogates must come in pairs: half a character is none.
bool json_scanner::unescape(std::string& to) {
    if (text_.size() - at_ < 2) return false;
    char const c = text_[at_ + 1];
    at_ += 2;
    switch (c) {
        case '"':
        case '\\':
        case '/': to.push_back(c); return true;
        case 'b': to.push_back('\b'); return true;
        case 'f': to.push_back('\f'); return true;
        case 'n': to.push_back('\n'); return true;
        case 'r': to.push_back('\r'); return true;
        case 't': to.push_back('\t'); return true;
        case 'u': break;
        default: return false;
    }
    auto const first = take_hex();
    if (!first || (*first >= 0xdc00 && *first <= 0xdfff)) return false;
    if (*first < 0xd800 || *first > 0xdbff) {
        append_utf8(to, *first);
        return true;
    }
    if (text_.substr(at_, 2) != "\\u") return false;
    at_ += 2;
    auto const second = take_hex();
    if (!second || *second < 0xdc00 || *second > 0xdfff) return false;
    append_utf8(to, 0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00));
    return true;
}

bool json_scanner::skip() {
    std::string scratch;
    switch (peek()) {
        case json_kind::object: return take('{') && skip_list('}', true);
        case json_kind::array: return take('[') && skip_list(']', false);
        case json_kind::text: return take_text(scratch).has_value();
        case json_kind::number: return take_number().has_value();
        case json_kind::yes:
        case json_kind::no:
        case json_kind::null: return take_word();
        case json_kind::none: return false;
    }
    return false;
}

bool json_scanner::skip_list(char end, bool members) {
    if (!descend()) return false;
    std::string scratch;
    bool closed = take(end);
    while (!closed) {
        if (members && !(peek() == json_kind::text && take_text(scratch) && take(':'))) return false;
        if (!skip()) return false;
        closed = take(end);
        if (!closed && !take(',')) return false;
    }
    ascend();
    return true;
}

std::size_t json_scanner::line() const {
    auto const read = text_.substr(0, at_);
    return 1 + static_cast<std::size_t>(std::count(read.begin(), read.end(), '\n'));
}

}  // namespace buduan::wire
