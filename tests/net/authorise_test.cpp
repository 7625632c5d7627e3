#include "net/authorise.hpp"

#include <catch2/catch.hpp>

using namespace buduan;
using namespace buduan::net;

namespace {

dispatch::hall_id const here = dispatch::hall_id::parse("shanting").value();
dispatch::hall_id const elsewhere = dispatch::hall_id::parse("town").value();

identity::session person(identity::role role, dispatch::hall_id hall = here, std::string_view staff = "S01") {
    auto const id = staff.empty() ? dispatch::staff_id{} : dispatch::staff_id::parse(staff).value();
    return {{}, hall, identity::staff_actor{"li", id, role}, {}};
}

identity::session device(identity::device_kind kind, dispatch::hall_id hall = here) {
    return {{}, hall, identity::device_actor{dispatch::device_id::parse("K1").value(), kind}, {}};
}

}  // namespace

TEST_CASE("who may do what is one table", "[net][authorise]") {
    auto const clerk = person(identity::role::window);
    auto const guide = person(identity::role::guide);
    auto const admin = person(identity::role::admin, {}, "");
    auto const kiosk = device(identity::device_kind::kiosk);
    auto const screen = device(identity::device_kind::screen);
    auto const stranger = person(identity::role::supervisor, elsewhere);

    struct row {
        deed what;
        bool nobody, screen, kiosk, clerk, guide, admin, stranger;
    };
    // clang-format off: a table
    auto const it = GENERATE(values<row>({
        // what               nobody screen kiosk  clerk  guide  admin  stranger
        {deed::look, true, true, true, true, true, true, true},
        {deed::look_at_desk, false, false, false, true, true, true, false},
        {deed::issue, false, false, true, false, true, true, false},
        {deed::print, false, false, true, false, true, true, false},
        {deed::serve, false, false, false, true, true, false, false},
        {deed::restore, false, false, false, true, true, true, false},
        {deed::annul, false, false, false, false, true, true, false},
        {deed::withdraw, false, false, false, false, false, false, false},
        {deed::acknowledge, false, true, true, false, false, false, false},
        {deed::govern, false, false, false, false, false, false, false},
    }));
    // clang-format on
    INFO(static_cast<int>(it.what));
    auto const may = [&](identity::session const* by) { return authorise(by, here, it.what) == permission::granted; };

    CHECK(may(nullptr) == it.nobody);
    CHECK(may(&screen) == it.screen);
    CHECK(may(&kiosk) == it.kiosk);
    CHECK(may(&clerk) == it.clerk);
    CHECK(may(&guide) == it.guide);
    CHECK(may(&admin) == it.admin);
    CHECK(may(&stranger) == it.stranger);
}

TEST_CASE("whoever holds a ticket's link may withdraw it, and nothing else by it", "[net][authorise]") {
    CHECK(authorise(nullptr, here, deed::withdraw, true) == permission::granted);
    CHECK(authorise(nullptr, here, deed::annul, true) == permission::not_signed_in);
    CHECK(authorise(nullptr, here, deed::govern, true) == permission::forbidden);
}

TEST_CASE("what only the server itself may state is never a client's", "[net][authorise]") {
    CHECK(deed_of(dispatch::command_body{dispatch::claim_leadership{}}) == deed::govern);
    CHECK(deed_of(dispatch::command_body{dispatch::accept_configuration{}}) == deed::govern);
    CHECK(deed_of(dispatch::command_body{dispatch::enter_phase{}}) == deed::govern);
    CHECK(deed_of(dispatch::command_body{dispatch::run_deadlines{}}) == deed::govern);
    CHECK(deed_of(dispatch::command_body{dispatch::expire_seat{}}) == deed::govern);
}

TEST_CASE("only a desk is for staff's eyes", "[net][authorise]") {
    auto const window = dispatch::window_id::parse("W1").value();
    CHECK(deed_of(halls::topic{halls::desk_topic{here, window}}) == deed::look_at_desk);
    CHECK(deed_of(halls::topic{halls::window_topic{here, window}}) == deed::look);
    CHECK(deed_of(halls::topic{halls::ticket_topic{"x"}}) == deed::look);
}

TEST_CASE("the journal names a device, a person or a citizen", "[net][authorise]") {
    auto const kiosk = device(identity::device_kind::kiosk);
    auto const clerk = person(identity::role::window);
    auto const admin = person(identity::role::admin, {}, "");

    CHECK(actor_of(&kiosk) == dispatch::actor{dispatch::actor_kind::kiosk, "K1"});
    CHECK(actor_of(&clerk) == dispatch::actor{dispatch::actor_kind::staff, "S01"});
    CHECK(actor_of(&admin) == dispatch::actor{dispatch::actor_kind::staff, "li"});
    CHECK(actor_of(nullptr) == dispatch::actor{dispatch::actor_kind::citizen, ""});
    CHECK(staff_of(&admin).empty());
    CHECK(staff_of(&clerk).view() == "S01");
}
