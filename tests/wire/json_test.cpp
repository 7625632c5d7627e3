#include "buduan/v1/api.pb.h"
#include "wire/drawn.hpp"
#include "wire/json_reader.hpp"
#include "wire/json_writer.hpp"

#include <catch2/catch.hpp>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>

namespace buduan {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageDifferencer;
using google::protobuf::util::MessageToJsonString;
namespace gen = rc::gen;

std::string some_text() {
    return *gen::element<std::string>("", "W05", "请A023号", "a \"b\" \\ /", "\n\t\x01\x7f", "<&>", "𠮷野家");
}

void fill(Message& message);

void fill_field(Message& message, Reflection const& in, FieldDescriptor const* field) {
    bool const list = field->is_repeated();
    switch (field->cpp_type()) {
        case FieldDescriptor::CPPTYPE_INT64: {
            auto const value = *gen::arbitrary<std::int64_t>();
            list ? in.AddInt64(&message, field, value) : in.SetInt64(&message, field, value);
            break;
        }
        case FieldDescriptor::CPPTYPE_UINT64: {
            auto const value = *gen::arbitrary<std::uint64_t>();
            list ? in.AddUInt64(&message, field, value) : in.SetUInt64(&message, field, value);
            break;
        }
        case FieldDescriptor::CPPTYPE_UINT32: {
            auto const value = *gen::arbitrary<std::uint32_t>();
            list ? in.AddUInt32(&message, field, value) : in.SetUInt32(&message, field, value);
            break;
        }
        case FieldDescriptor::CPPTYPE_DOUBLE: in.SetDouble(&message, field, *gen::element(0.5, 1.0, 60.0)); break;
        case FieldDescriptor::CPPTYPE_BOOL: in.SetBool(&message, field, *gen::arbitrary<bool>()); break;
        case FieldDescriptor::CPPTYPE_ENUM:
            in.SetEnumValue(&message, field, *gen::inRange(0, field->enum_type()->value_count() + 1));
            break;
        case FieldDescriptor::CPPTYPE_STRING:
            list ? in.AddString(&message, field, some_text()) : in.SetString(&message, field, some_text());
            break;
        case FieldDescriptor::CPPTYPE_MESSAGE:
            fill(list ? *in.AddMessage(&message, field) : *in.MutableMessage(&message, field));
            break;
        case FieldDescriptor::CPPTYPE_INT32:
        case FieldDescriptor::CPPTYPE_FLOAT: FAIL("the interface has no such field: " << field->full_name());
    }
}

void fill(Message& message) {
    Reflection const& in = *message.GetReflection();
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
        FieldDescriptor const* const field = message.GetDescriptor()->field(i);
        for (int times = *gen::inRange(0, field->is_repeated() ? 3 : 2); times > 0; --times) {
            fill_field(message, in, field);
        }
    }
}

template <class Drawn>
Drawn drawn_message() {
    Drawn message;
    fill(message);
    return message;
}

template <class Drawn>
void agrees_with_protobuf() {
    CHECK(rc::check([] {
        auto const message = drawn_message<Drawn>();
        std::string theirs;
        RC_ASSERT(MessageToJsonString(message, &theirs).ok());

        RC_ASSERT(wire::to_json(message) == theirs);

        Drawn back;
        RC_ASSERT(wire::from_json(theirs, back).ok());
        RC_ASSERT(MessageDifferencer::Equals(back, message));
    }));
}

TEST_CASE("messages are written and read as protobuf's own mapping has it", "[wire][json]") {
    SECTION("what the server says") {
        agrees_with_protobuf<v1::ServerFrame>();
    }
    SECTION("what clients say") {
        agrees_with_protobuf<v1::ClientFrame>();
    }
    SECTION("a hall's card") {
        agrees_with_protobuf<v1::HallCard>();
    }
    SECTION("a problem") {
        agrees_with_protobuf<v1::Problem>();
    }
}

TEST_CASE("whatever our reader takes, protobuf's takes for the same message", "[wire][json]") {
    CHECK(rc::check([] {
        auto const text = tests::damaged(wire::to_json(drawn_message<v1::ClientFrame>()));
        v1::ClientFrame ours;
        if (!wire::from_json(text, ours).ok()) return;
        v1::ClientFrame theirs;
        RC_ASSERT(JsonStringToMessage(text, &theirs).ok());
        RC_ASSERT(MessageDifferencer::Equals(ours, theirs));
    }));
}

TEST_CASE("both spellings of a name, numbers as texts and white space are taken", "[wire][json]") {
    v1::ClientFrame frame;

    auto const outcome = wire::from_json(
        "\r\n{ \"request\" : \"7\", \"command\": {\"call_next\": {\"window\": \"W05\", \"expected\": 12, "
        "\"expiresMs\": \"1.5e3\", \"finish\": null}}}\t",
        frame);

    REQUIRE(outcome.ok());
    CHECK(frame.request() == 7);
    CHECK(frame.command().call_next().expected() == 12);
    CHECK(frame.command().call_next().expires_ms() == 1500);
    CHECK_FALSE(frame.command().call_next().finish());
}

TEST_CASE("escapes become the characters they stand for", "[wire][json]") {
    v1::Text text;
    REQUIRE(wire::from_json(R"({"zh": "\u8bf7\ud842\udfb7\/\b\f\n\r\t\"\\"})", text).ok());
    CHECK(text.zh() == "请𠮷/\b\f\n\r\t\"\\");
}

TEST_CASE("what is no JSON is said to be none, with its line", "[wire][json]") {
    auto const broken =
        GENERATE(as<std::string>(), "", " ", "{", "{\"zh\"}", "{\"zh\": }", "{\"zh\": \"a\"} x", "{\"zh\": \"a\",}",
                 "{\"zh\": \"\x01\"}", "{\"zh\": \"\xff\"}", "{\"zh\": \"\xed\xa0\x80\"}", "{\"zh\": \"\\ud800\"}",
                 "{\"zh\": \"\\x\"}", "{\"zh\": \"a", "{\"x\": 01}", "{\"x\": tru}", "{\"x\": [1,]}", "{\"x\": -}",
                 "{\"x\": 1.}", "{'zh': 1}", "{\"zh\": \"a\" \"en\": 1}");
    INFO(broken);
    v1::Text text;

    auto const outcome = wire::from_json("\n\n" + broken, text);

    CHECK_FALSE(outcome.well_formed);
    REQUIRE(outcome.faults.size() == 1);
    CHECK(outcome.faults[0].line == 3);
}

TEST_CASE("what nests deeper than any message is refused before the stack is", "[wire][json]") {
    v1::Text text;
    CHECK_FALSE(wire::from_json("{\"x\": " + std::string(100'000, '['), text).well_formed);
    std::string objects;
    for (int i = 0; i < 100'000; ++i) {
        objects += "{\"x\":";
    }
    CHECK_FALSE(wire::from_json(objects, text).well_formed);
}

TEST_CASE("all faults of a text are told at once, each with its path and line", "[wire][json]") {
    v1::ClientFrame frame;

    auto const outcome = wire::from_json(R"({
        "request": -1,
        "command": {
            "id": 5,
            "issueTicket": {"matters": ["A", 7, null], "prioritty": true},
            "callNext": {"window": "W05"},
            "id": "x"
        },
        "ping": []
    })",
                                         frame);

    REQUIRE(outcome.well_formed);
    std::vector<std::string> told;
    for (auto const& fault : outcome.faults) {
        told.push_back(std::to_string(fault.line) + ' ' + fault.where + ": " + fault.what);
    }
    CHECK(told == std::vector<std::string>{"2 request: no number that is allowed here",
                                           "4 command.id: a text is expected",
                                           "5 command.issue_ticket.matters[1]: a text is expected",
                                           "5 command.issue_ticket.matters[2]: a text is expected",
                                           "5 command.issue_ticket.prioritty: unknown member",
                                           "6 command.call_next: only one of the members of its kind may be given",
                                           "9 ping: only one of the members of its kind may be given"});
    CHECK(frame.command().id() == "x");
}

TEST_CASE("numbers beyond their type, fractions and half numbers are faults", "[wire][json]") {
    auto const number =
        GENERATE(as<std::string>(), "4294967296", "-1", "1.5", "\"1x\"", "\"\"", "\" 1\"", "1e99", "true");
    INFO(number);
    v1::WaitRange range;

    auto const outcome = wire::from_json("{\"lowS\": " + number + "}", range);

    CHECK(outcome.well_formed);
    CHECK(outcome.faults.size() == 1);
}

TEST_CASE("a name that is endless is not told back", "[wire][json]") {
    v1::Text text;
    auto const outcome = wire::from_json("{\"" + std::string(10'000, 'x') + "\": 1}", text);
    REQUIRE(outcome.faults.size() == 1);
    CHECK(outcome.faults[0].where == "(a long name)");
}

}  // namespace
}  // namespace buduan
