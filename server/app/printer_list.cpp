#include "app/printer_list.hpp"

#include "dispatch/ids.hpp"

#include <charconv>
#include <optional>

namespace buduan::app {
namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

// Cuts off what stands behind the last `mark`; nothing when there is none.
std::optional<std::string_view> cut_behind(std::string_view& text, char mark) {
    auto const at = text.rfind(mark);
    if (at == std::string_view::npos) return std::nullopt;
    auto const behind = text.substr(at + 1);
    text = text.substr(0, at);
    return behind;
}

bool read_port(std::string_view text, std::uint16_t& into) {
    auto const [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && stopped == text.data() + text.size() && into != 0;
}

std::optional<net::kiosk_printer> parse_one(std::string_view entry) {
    net::kiosk_printer made;
    while (entry.find('+') != std::string_view::npos) {
        auto const word = cut_behind(entry, '+').value();
        if (word != "gb18030" && word != "silent") return std::nullopt;
        if (word == "gb18030") made.printer.gb18030 = true;
        if (word == "silent") made.printer.asks_status = false;
    }
    auto address = cut_behind(entry, '=');
    auto const kiosk = cut_behind(entry, '/');
    if (!address || !kiosk || !dispatch::hall_id::parse(entry) || !dispatch::device_id::parse(*kiosk)) {
        return std::nullopt;
    }
    if (auto const port = cut_behind(*address, ':'); port && !read_port(*port, made.printer.port)) return std::nullopt;
    if (address->empty() || address->find(' ') != std::string_view::npos) return std::nullopt;
    made.hall = entry;
    made.kiosk = *kiosk;
    made.printer.host = *address;
    return made;
}

}  // namespace

std::variant<std::vector<net::kiosk_printer>, std::string> parse_printers(std::string_view text) {
    std::vector<net::kiosk_printer> all;
    while (!trimmed(text).empty()) {
        auto const comma = text.find(',');
        auto const entry = trimmed(text.substr(0, comma));
        auto made = parse_one(entry);
        if (!made) return "\"" + std::string(entry) + "\" is not hall/kiosk=host[:port][+gb18030][+silent]";
        all.push_back(std::move(*made));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return all;
}

}  // namespace buduan::app
