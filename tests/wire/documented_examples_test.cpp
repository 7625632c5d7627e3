#include "buduan/v1/api.pb.h"
#include "live/close_code.hpp"
#include "wire/client_bodies.hpp"
#include "wire/json_reader.hpp"
#include "wire/json_writer.hpp"
#include "wire/problem_code.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <google/protobuf/descriptor.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace buduan {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

std::string file_text(std::string const& path) {
    std::ifstream file(path);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct example {
    std::string message;  // the word behind ```json
    std::string text;
};

std::vector<example> documented_examples() {
    std::string const text = file_text("proto/README.md");
    std::vector<example> examples;
    std::string const opening = "\n```json ";
    for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) {
        std::size_t const name = at + opening.size();
        std::size_t const body = text.find('\n', name) + 1;
        examples.push_back({text.substr(name, body - name - 1), text.substr(body, text.find("\n```", body) - body)});
    }
    return examples;
}

std::unique_ptr<Message> read(example const& shown) {
    Descriptor const* const type =
        DescriptorPool::generated_pool()->FindMessageTypeByName("buduan.v1." + shown.message);
    REQUIRE(type != nullptr);
    std::unique_ptr<Message> message(MessageFactory::generated_factory()->GetPrototype(type)->New());
    wire::json_schema const schema(type);
    auto const outcome = wire::read_json(shown.text, *message, schema.root());
    for (auto const& fault : outcome.faults) {
        FAIL(fault.where << ": " << fault.what);
    }
    std::string written;
    wire::append_json(written, *message, schema.root());
    CHECK(boost::json::parse(written) == boost::json::parse(shown.text));
    return message;
}

// The members of a oneof that some example of the message shows.
std::set<std::string> shown_members(std::vector<example> const& examples, std::string const& message,
                                    std::string const& oneof) {
    std::set<std::string> shown;
    for (example const& one : examples) {
        if (one.message != message) continue;
        auto const read_one = read(one);
        auto const* const choice = read_one->GetDescriptor()->FindOneofByName(oneof);
        if (auto const* const set = read_one->GetReflection()->GetOneofFieldDescriptor(*read_one, choice)) {
            shown.insert(set->name());
        }
    }
    return shown;
}

std::set<std::string> all_members(std::string const& message, std::string const& oneof) {
    auto const* const type = DescriptorPool::generated_pool()->FindMessageTypeByName("buduan.v1." + message);
    auto const* const choice = type->FindOneofByName(oneof);
    std::set<std::string> names;
    for (int i = 0; i < choice->field_count(); ++i) {
        names.insert(choice->field(i)->name());
    }
    return names;
}

TEST_CASE("every example of the documentation reads strictly and is written the same", "[wire][documentation]") {
    auto const examples = documented_examples();
    REQUIRE(examples.size() > 40);
    for (example const& one : examples) {
        INFO(one.message << '\n' << one.text);
        read(one);
    }
}

TEST_CASE("every frame and every verb has an example", "[wire][documentation]") {
    auto const examples = documented_examples();
    CHECK(shown_members(examples, "ServerFrame", "body") == all_members("ServerFrame", "body"));
    CHECK(shown_members(examples, "ClientFrame", "body") == all_members("ClientFrame", "body"));
    CHECK(shown_members(examples, "Command", "verb") == all_members("Command", "verb"));
}

TEST_CASE("the server understands every documented client frame, command and body", "[wire][documentation]") {
    for (example const& one : documented_examples()) {
        INFO(one.message << '\n' << one.text);
        if (one.message == "ClientFrame") {
            CHECK(std::holds_alternative<wire::client_frame>(wire::decode_client_frame(wire::form::json, one.text)));
        } else if (one.message == "Command") {
            CHECK(std::holds_alternative<wire::stated_command>(wire::decode_command(one.text)));
        } else if (one.message == "SignIn") {
            CHECK(std::holds_alternative<wire::sign_in>(wire::decode_sign_in(one.text)));
        } else if (one.message == "DeviceSignIn") {
            CHECK(std::holds_alternative<wire::device_sign_in>(wire::decode_device_sign_in(one.text)));
        } else if (one.message == "TicketWish") {
            CHECK(std::holds_alternative<dispatch::command_id>(wire::decode_ticket_wish(one.text)));
        }
    }
}

TEST_CASE("the documented problems are the ones that are sent", "[wire][documentation]") {
    std::string const text = file_text("proto/README.md");
    for (auto const& meaning : wire::problem_table()) {
        std::string const row = "| `" + std::string(meaning.name) + "` | " + std::to_string(meaning.status) + " | " +
                                std::string(meaning.detail_en) + " | " + std::string(meaning.next_en) + " |";
        INFO(row);
        CHECK(text.find(row) != std::string::npos);
    }
    for (example const& one : documented_examples()) {
        if (one.message != "Problem") continue;
        v1::Problem problem;
        REQUIRE(wire::from_json(one.text, problem).ok());
        wire::problem stated{wire::problem_code::seat_taken, wire::parse_command_id(problem.command()), {}, {}, {}, {}};
        stated.window = dispatch::window_id::parse(problem.window()).value();
        stated.staff = dispatch::staff_id::parse(problem.staff()).value();
        CHECK(boost::json::parse(wire::problem_body(stated)) == boost::json::parse(one.text));
    }
}

TEST_CASE("every close code is documented with whether to come back", "[wire][documentation]") {
    using live::close_code;
    std::string const text = file_text("proto/README.md");
    for (auto const code :
         {close_code::normal, close_code::going_away, close_code::protocol_error, close_code::unsupported_data,
          close_code::invalid_text, close_code::policy_violation, close_code::message_too_big,
          close_code::internal_error, close_code::restarting, close_code::try_again_later, close_code::fell_behind,
          close_code::silent, close_code::session_ended, close_code::too_many_messages}) {
        std::string const number = std::to_string(static_cast<unsigned>(code));
        std::regex const row("\\| " + number + " \\| [^|]+ \\| " + (live::meaning_of(code).come_back ? "yes" : "no"));
        INFO(number);
        CHECK(std::regex_search(text, row));
    }
}

TEST_CASE("every route is documented, and no other", "[wire][documentation]") {
    std::set<std::string> served{"GET /ws"};
    std::regex const in_source(R"(method::(get|post|del),\s*"(/[^"]+)\")");
    for (std::string const file : {"hall_routes", "ticket_routes", "session_routes", "probe_routes"}) {
        std::string const source = file_text("server/net/" + file + ".cpp");
        for (std::sregex_iterator at(source.begin(), source.end(), in_source), end; at != end; ++at) {
            std::string const verb = (*at)[1] == "get" ? "GET" : (*at)[1] == "post" ? "POST" : "DELETE";
            served.insert(verb + ' ' + (*at)[2].str());
        }
    }
    std::set<std::string> documented;
    std::regex const in_table(R"(\n\| `((?:GET|POST|DELETE) /[^`]+)` \|)");
    std::string const text = file_text("proto/README.md");
    for (std::sregex_iterator at(text.begin(), text.end(), in_table), end; at != end; ++at) {
        documented.insert((*at)[1].str());
    }
    CHECK(documented == served);
}

}  // namespace
}  // namespace buduan
