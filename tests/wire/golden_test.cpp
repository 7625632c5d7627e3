#include "wire/golden_values.hpp"
#include "wire/stored_record.hpp"
#include "wire/stored_snapshot.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <sstream>

// The stored format as bytes that were written once. Every version of the program reads them; this one still writes them
// too. A new format gets files of its own beside these, which stay as they are.

namespace buduan {
namespace {

std::string const folder = "tests/wire/golden/";

// Bytes as lines of hex, so that a change can be seen.
std::string to_hex(std::string const& bytes) {
    std::ostringstream text;
    text << std::hex << std::setfill('0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text << std::setw(2) << static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
        if (i % 32 == 31) text << '\n';
    }
    text << '\n';
    return text.str();
}

std::string golden_bytes(std::string const& name) {
    std::ifstream file(folder + name);
    REQUIRE(file);
    std::string bytes;
    std::string digits;
    for (char c; file.get(c);) {
        if (c == '\n') continue;
        digits.push_back(c);
        if (digits.size() == 2) {
            bytes.push_back(static_cast<char>(std::stoi(digits, nullptr, 16)));
            digits.clear();
        }
    }
    return bytes;
}

TEST_CASE("the golden record of format 1 reads as it was meant, and is still written so", "[wire][golden]") {
    auto const meant = tests::golden_payload();

    auto const bytes = golden_bytes("payload-1.hex");

    CHECK(wire::decode_payload(bytes) == meant);
    CHECK(wire::encode_payload(meant.by, meant.events) == bytes);
}

TEST_CASE("the golden snapshot of format 1 reads as it was meant, and is still written so", "[wire][golden]") {
    auto const meant = tests::golden_snapshot();

    auto const bytes = golden_bytes("snapshot-1.hex");

    CHECK(wire::decode_snapshot(bytes) == meant);
    CHECK(wire::encode_snapshot(meant.state, meant.commands) == bytes);
}

TEST_CASE("write golden files that do not exist yet", "[.write]") {
    auto const write = [](std::string const& name, std::string const& bytes) {
        if (!std::filesystem::exists(folder + name)) std::ofstream(folder + name) << to_hex(bytes);
        CHECK(golden_bytes(name) == bytes);
    };
    auto const payload = tests::golden_payload();
    write("payload-1.hex", wire::encode_payload(payload.by, payload.events));
    auto const snapshot = tests::golden_snapshot();
    write("snapshot-1.hex", wire::encode_snapshot(snapshot.state, snapshot.commands));
}

}  // namespace
}  // namespace buduan
