#include "live/frame_codec.hpp"

#include "fuzz/target.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace buduan;

namespace {

// What was heard, in words, so that two readings can be compared.
struct teller {
    std::string operator()(live::need_more const&) const { return "need more"; }
    std::string operator()(live::message_heard const& m) const {
        return (m.text ? "text " : "binary ") + std::string(m.payload);
    }
    std::string operator()(live::ping_heard const& p) const { return "ping " + std::string(p.payload); }
    std::string operator()(live::pong_heard const&) const { return "pong"; }
    std::string operator()(live::close_heard const& c) const {
        return "close " + std::to_string(c.code) + ' ' + std::string(c.reason);
    }
    std::string operator()(live::violation const& v) const {
        return "violation " + std::to_string(static_cast<unsigned>(v.code));
    }
};

std::vector<std::string> heard_in_pieces(std::string bytes, std::size_t piece) {
    live::frame_reader reader({4'096, 16});
    std::vector<std::string> heard;
    std::span<char> left(bytes);
    while (!left.empty()) {
        auto input = left.first(std::min(piece, left.size()));
        left = left.subspan(input.size());
        while (!input.empty()) {
            auto const one = reader.next(input);
            if (!std::holds_alternative<live::need_more>(one)) heard.push_back(std::visit(teller{}, one));
            // After a close or a violation nothing more is heard.
            if (std::holds_alternative<live::violation>(one) || std::holds_alternative<live::close_heard>(one)) {
                return heard;
            }
        }
    }
    return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const bytes(fuzz::text_of(data, size));
    auto const whole = heard_in_pieces(bytes, bytes.size() + 1);
    fuzz::must(heard_in_pieces(bytes, 1) == whole, "bytes mean the same one by one");
    fuzz::must(heard_in_pieces(bytes, 7) == whole, "bytes mean the same in pieces");
    return 0;
}
