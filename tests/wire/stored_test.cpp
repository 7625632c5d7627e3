#include "wire/drawn.hpp"
#include "wire/stored_record.hpp"
#include "wire/stored_snapshot.hpp"

#include <catch2/catch.hpp>

namespace buduan {
namespace {

using namespace dispatch;
using tests::damaged;

TEST_CASE("every kind of event comes back from the journal as it went in", "[wire][stored]") {
    for (std::size_t kind = 0; kind < std::variant_size_v<event>; ++kind) {
        DYNAMIC_SECTION("kind " << kind) {
            CHECK(rc::check([kind] {
                wire::payload const written{tests::drawn_actor(), {tests::drawn_event(kind)}};
                auto const bytes = wire::encode_payload(written.by, written.events);

                auto const read = wire::decode_payload(bytes);

                RC_ASSERT(read.has_value());
                RC_ASSERT(*read == written);
            }));
        }
    }
}

TEST_CASE("a record keeps its events in order and gives the same bytes again", "[wire][stored]") {
    CHECK(rc::check([] {
        wire::payload const written{tests::drawn_actor(), tests::drawn_events()};

        auto const bytes = wire::encode_payload(written.by, written.events);

        RC_ASSERT(wire::decode_payload(bytes) == written);
        RC_ASSERT(wire::encode_payload(written.by, written.events) == bytes);
    }));
}

TEST_CASE("a snapshot gives back the state and the known commands, and the same bytes again", "[wire][stored]") {
    CHECK(rc::check([] {
        wire::snapshot const written{tests::drawn_image(), tests::drawn_commands()};

        auto const bytes = wire::encode_snapshot(written.state, written.commands);

        auto const read = wire::decode_snapshot(bytes);
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == written);
        RC_ASSERT(wire::encode_snapshot(read->state, read->commands) == bytes);
    }));
}

TEST_CASE("damaged stored bytes are refused or read, and never throw", "[wire][stored]") {
    CHECK(rc::check([] {
        auto const bytes = tests::drawn_bytes();
        (void)wire::decode_payload(bytes);
        (void)wire::decode_snapshot(bytes);
    }));
    CHECK(rc::check([] {
        auto const record = damaged(wire::encode_payload(tests::drawn_actor(), tests::drawn_events()));
        if (auto const read = wire::decode_payload(record)) {
            // Whatever could be read is a value of ours, with a form of its own.
            RC_ASSERT(wire::decode_payload(wire::encode_payload(read->by, read->events)) == read);
        }
        auto const snapshot = damaged(wire::encode_snapshot(tests::drawn_image(), tests::drawn_commands()));
        (void)wire::decode_snapshot(snapshot);
    }));
}

TEST_CASE("a record of a later format is refused whole", "[wire][stored]") {
    auto bytes = wire::encode_payload({actor_kind::system, {}}, {service_day_opened{}});
    REQUIRE(wire::decode_payload(bytes));
    REQUIRE(bytes.substr(0, 2) == std::string("\x08\x01", 2));  // format = 1

    bytes[1] = 2;

    CHECK_FALSE(wire::decode_payload(bytes));
    CHECK_FALSE(wire::decode_payload(""));
    CHECK_FALSE(wire::decode_snapshot(""));
}

TEST_CASE("a record with an event this version does not know is refused whole", "[wire][stored]") {
    auto bytes = wire::encode_payload({actor_kind::system, {}}, {service_day_opened{}});

    bytes += std::string("\x22\x03\x82\x06\x00", 5);  // one more event, its kind in field 96

    CHECK_FALSE(wire::decode_payload(bytes));
}

}  // namespace
}  // namespace buduan
