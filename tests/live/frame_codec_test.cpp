#include "live/frame_codec.hpp"

#include "live/client_frame.hpp"
#include "live/utf8.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace buduan::live;
using buduan::tests::client_frame;
using buduan::tests::close_payload;

// What was heard, in words that own their bytes: "text 你好", "ping x", "close 1000 bye", "fault 1002".
std::vector<std::string> all_heard(frame_reader& reader, std::string bytes, std::size_t step) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        std::span<char> input(bytes.data() + at, std::min(step, bytes.size() - at));
        for (;;) {
            auto const one = reader.next(input);
            if (std::holds_alternative<need_more>(one)) break;
            if (auto const* message = std::get_if<message_heard>(&one)) {
                words.push_back((message->text ? "text " : "binary ") + std::string(message->payload));
            } else if (auto const* ping = std::get_if<ping_heard>(&one)) {
                words.push_back("ping " + std::string(ping->payload));
            } else if (std::holds_alternative<pong_heard>(one)) {
                words.emplace_back("pong");
            } else if (auto const* close = std::get_if<close_heard>(&one)) {
                words.push_back("close " + std::to_string(close->code) + " " + std::string(close->reason));
            } else {
                words.push_back("fault " + std::to_string(static_cast<unsigned>(std::get<violation>(one).code)));
            }
        }
        REQUIRE(input.empty());
    }
    return words;
}

// The same whatever the pieces the bytes come in.
std::vector<std::string> heard_of(std::string const& bytes, frame_limits limits = {}) {
    std::optional<std::vector<std::string>> first;
    for (std::size_t const step : {bytes.size(), std::size_t{1}, std::size_t{2}, std::size_t{7}}) {
        if (step == 0) continue;
        frame_reader reader(limits);
        auto const words = all_heard(reader, bytes, step);
        if (first) REQUIRE(words == *first);
        first = words;
    }
    return first.value_or(std::vector<std::string>{});
}

using words = std::vector<std::string>;

}  // namespace

TEST_CASE("a masked text frame is heard as its text", "[live][frame_codec]") {
    CHECK(heard_of(client_frame{.payload = "你好"}.bytes()) == words{"text 你好"});
}

TEST_CASE("an empty frame is a message too", "[live][frame_codec]") {
    CHECK(heard_of(client_frame{}.bytes()) == words{"text "});
}

TEST_CASE("frames of every length form are heard whole", "[live][frame_codec]") {
    for (std::size_t const length : {1U, 125U, 126U, 127U, 65'535U, 65'536U}) {
        std::string const payload(length, 'x');
        CHECK(heard_of(client_frame{.kind = opcode::binary, .payload = payload}.bytes()) == words{"binary " + payload});
    }
}

TEST_CASE("several frames in one piece are heard in order", "[live][frame_codec]") {
    auto const bytes = client_frame{.payload = "one"}.bytes() + client_frame{.payload = "two"}.bytes();
    CHECK(heard_of(bytes) == words{"text one", "text two"});
}

TEST_CASE("control frames may come between the fragments of a message", "[live][frame_codec]") {
    auto const bytes = client_frame{.payload = "frag", .final = false}.bytes() +
                       client_frame{.kind = opcode::ping, .payload = "?"}.bytes() +
                       client_frame{.kind = opcode::continuation, .payload = "men", .final = false}.bytes() +
                       client_frame{.kind = opcode::pong}.bytes() +
                       client_frame{.kind = opcode::continuation, .payload = "ted"}.bytes();
    CHECK(heard_of(bytes) == words{"ping ?", "pong", "text fragmented"});
}

TEST_CASE("a character may be split between two fragments", "[live][frame_codec]") {
    std::string const text = "号";
    auto const bytes = client_frame{.payload = text.substr(0, 1), .final = false}.bytes() +
                       client_frame{.kind = opcode::continuation, .payload = text.substr(1)}.bytes();
    CHECK(heard_of(bytes) == words{"text 号"});
}

TEST_CASE("text that is not UTF-8 is refused with 1007, binary is not looked at", "[live][frame_codec]") {
    std::vector<std::string> const broken{"\x80",         "\xC3\x28",         "\xC0\xAF", "\xE4\xBD",
                                          "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"};
    for (auto const& payload : broken) {
        CHECK(heard_of(client_frame{.payload = payload}.bytes()) == words{"fault 1007"});
        CHECK(heard_of(client_frame{.kind = opcode::binary, .payload = payload}.bytes()) == words{"binary " + payload});
    }
}

TEST_CASE("what RFC 6455 forbids in a frame's head is a protocol error", "[live][frame_codec]") {
    std::vector<std::string> const forbidden{
        client_frame{.payload = "x", .masked = false}.bytes(),
        client_frame{.payload = "x", .reserved = 4}.bytes(),
        client_frame{.payload = "x", .reserved = 2}.bytes(),
        client_frame{.payload = "x", .reserved = 1}.bytes(),
        client_frame{.kind = static_cast<opcode>(3)}.bytes(),
        client_frame{.kind = static_cast<opcode>(7)}.bytes(),
        client_frame{.kind = static_cast<opcode>(11)}.bytes(),
        client_frame{.kind = static_cast<opcode>(15)}.bytes(),
        client_frame{.kind = opcode::ping, .final = false}.bytes(),
        client_frame{.kind = opcode::close, .final = false}.bytes(),
        client_frame{.kind = opcode::ping, .payload = std::string(126, 'x')}.bytes(),
        client_frame{.kind = opcode::continuation, .payload = "of nothing"}.bytes(),
        client_frame{.payload = "a", .final = false}.bytes() + client_frame{.payload = "b"}.bytes(),
        client_frame{.payload = "short", .length_bytes = 2}.bytes(),
        client_frame{.payload = "short", .length_bytes = 8}.bytes(),
        client_frame{.payload = std::string(300, 'x'), .length_bytes = 8}.bytes(),
        std::string("\x82\xFF\x80\0\0\0\0\0\0\0\1\2\3\4", 14),
    };
    for (auto const& bytes : forbidden) {
        auto const said = heard_of(bytes);
        REQUIRE_FALSE(said.empty());
        CHECK(said.back() == "fault 1002");
    }
}

TEST_CASE("nothing is heard after a violation", "[live][frame_codec]") {
    auto const bytes = client_frame{.payload = "x", .masked = false}.bytes() + client_frame{.payload = "y"}.bytes();
    CHECK(heard_of(bytes) == words{"fault 1002"});
}

TEST_CASE("a message above the limit is refused by its head, before its bytes come", "[live][frame_codec]") {
    frame_limits const limits{.message = 100};
    auto const whole = client_frame{.payload = std::string(101, 'x')}.bytes();
    CHECK(heard_of(whole.substr(0, 6), limits) == words{"fault 1009"});
    CHECK(heard_of(client_frame{.payload = std::string(100, 'x')}.bytes(), limits).size() == 1);

    auto const fragments = client_frame{.payload = std::string(60, 'x'), .final = false}.bytes() +
                           client_frame{.kind = opcode::continuation, .payload = std::string(41, 'x')}.bytes();
    CHECK(heard_of(fragments, limits) == words{"fault 1009"});
}

TEST_CASE("a message of endless fragments is cut off", "[live][frame_codec]") {
    frame_limits const limits{.fragments = 3};
    auto bytes = client_frame{.final = false}.bytes();
    for (int i = 0; i < 3; ++i)
        bytes += client_frame{.kind = opcode::continuation, .final = false}.bytes();
    CHECK(heard_of(bytes, limits) == words{"fault 1008"});
}

TEST_CASE("every close code is judged as the registry has it", "[live][frame_codec]") {
    for (unsigned code = 0; code <= 65'535; ++code) {
        bool const valid = (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
                           (code >= 3000 && code <= 4999);
        auto bytes =
            client_frame{.kind = opcode::close, .payload = close_payload(static_cast<std::uint16_t>(code))}.bytes();
        frame_reader reader;
        std::span<char> input(bytes);
        auto const said = reader.next(input);
        if (valid) {
            REQUIRE(std::holds_alternative<close_heard>(said));
            REQUIRE(std::get<close_heard>(said).code == code);
        } else {
            REQUIRE(std::holds_alternative<violation>(said));
            REQUIRE(std::get<violation>(said).code == close_code::protocol_error);
        }
    }
}

TEST_CASE("a close may be empty or give a reason, but not half a code or a broken reason", "[live][frame_codec]") {
    auto const close = [](std::string payload) {
        return heard_of(client_frame{.kind = opcode::close, .payload = std::move(payload)}.bytes());
    };
    CHECK(close("") == words{"close 1005 "});
    CHECK(close(close_payload(1000, "再见")) == words{"close 1000 再见"});
    CHECK(close("\x03") == words{"fault 1002"});
    CHECK(close(close_payload(1000, "\xE4\xBD")) == words{"fault 1007"});
}

TEST_CASE("nothing is heard after a close", "[live][frame_codec]") {
    auto const bytes = client_frame{.kind = opcode::close}.bytes() + client_frame{.payload = "one more thing"}.bytes();
    CHECK(heard_of(bytes) == words{"close 1005 "});
}

TEST_CASE("the reader knows when it is in the middle of something", "[live][frame_codec]") {
    auto bytes = client_frame{.payload = "half", .final = false}.bytes();
    frame_reader reader;
    CHECK_FALSE(reader.midway());
    std::span<char> input(bytes.data(), 3);
    (void)reader.next(input);
    CHECK(reader.midway());
    input = std::span<char>(bytes).subspan(3);
    (void)reader.next(input);
    CHECK(reader.midway());
    auto rest = client_frame{.kind = opcode::continuation}.bytes();
    input = rest;
    CHECK(std::holds_alternative<message_heard>(reader.next(input)));
    CHECK_FALSE(reader.midway());
}

TEST_CASE("server frames carry the shortest length and no mask", "[live][frame_codec]") {
    auto const frame = [](std::size_t length) {
        std::string out;
        append_frame(out, opcode::text, std::string(length, 'x'));
        return out;
    };
    CHECK(frame(5) == "\x81\x05xxxxx");
    CHECK(frame(125).substr(0, 2) == "\x81\x7D");
    CHECK(frame(126).substr(0, 4) == std::string("\x81\x7E\x00\x7E", 4));
    CHECK(frame(65'535).substr(0, 4) == "\x81\x7E\xFF\xFF");
    CHECK(frame(65'536).substr(0, 10) == std::string("\x81\x7F\0\0\0\0\0\1\0\0", 10));
    CHECK(frame(65'536).size() == 65'546);
}

TEST_CASE("a close frame's reason is cut between two characters", "[live][frame_codec]") {
    std::string reason;
    for (int i = 0; i < 60; ++i)
        reason += "号";
    std::string out;
    append_close(out, 1012, reason);

    CHECK(out.substr(0, 4) == std::string("\x88\x7D\x03\xF4", 4));
    CHECK(out.size() == 2 + 2 + 123);
    CHECK(valid_utf8(std::string_view(out).substr(4)));
}

TEST_CASE("every close code of ours may stand on the wire and its reason fits", "[live][close_code]") {
    for (auto const code :
         {close_code::normal, close_code::going_away, close_code::protocol_error, close_code::unsupported_data,
          close_code::invalid_text, close_code::policy_violation, close_code::message_too_big,
          close_code::internal_error, close_code::restarting, close_code::try_again_later, close_code::fell_behind,
          close_code::silent, close_code::session_ended, close_code::too_many_messages}) {
        CHECK(meaning_of(code).code == code);
        CHECK(valid_on_the_wire(static_cast<std::uint16_t>(code)));
        CHECK(meaning_of(code).reason.size() <= 123);
    }
}

TEST_CASE("a client that broke the protocol is not asked back, one that fell behind is", "[live][close_code]") {
    CHECK_FALSE(meaning_of(close_code::protocol_error).come_back);
    CHECK_FALSE(meaning_of(close_code::session_ended).come_back);
    CHECK(meaning_of(close_code::fell_behind).come_back);
    CHECK(meaning_of(close_code::restarting).come_back);
}
